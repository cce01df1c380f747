# fish completion for rulewarden; `rulewarden completion fish` prints it.
function __rulewarden_at --description 'Whether the words so far are this command'
    set -l path ''
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
            continue
        end
        switch $word
            case --netns --config --since --max
                set skip 1
        end
        switch "$path $word"
            case ' status' ' rules' ' check' ' plan' ' repair' ' history' ' monitor' ' metrics' ' doctor' ' config' ' config check' ' config show' ' demo' ' completion' ' daemon'
                set path "$path $word"
        end
    end
    test "$path" = "$argv[1]"
end
complete -c rulewarden -f
complete -c rulewarden -n '__rulewarden_at \'\'' -a status -d 'Show the daemon\'s status.'
complete -c rulewarden -n '__rulewarden_at \'\'' -a rules -d 'Show all rules in the order in which the kernel evaluates them.'
complete -c rulewarden -n '__rulewarden_at \'\'' -a check -d 'Report what is wrong with the rules and what to do about it.'
complete -c rulewarden -n '__rulewarden_at \'\'' -a plan -d 'Print the ip commands that a repair would run.'
complete -c rulewarden -n '__rulewarden_at \'\'' -a repair -d 'Repair the rules once: through the daemon if it is running and no option restricts the repair, otherwise directly.'
complete -c rulewarden -n '__rulewarden_at \'\'' -a history -d 'Show past events, oldest first.'
complete -c rulewarden -n '__rulewarden_at \'\'' -a monitor -d 'Show events as they happen, until Ctrl-C.'
complete -c rulewarden -n '__rulewarden_at \'\'' -a metrics -d 'Print the daemon\'s metrics in Prometheus\' text format.'
complete -c rulewarden -n '__rulewarden_at \'\'' -a doctor -d 'Examine the whole host for problems with Tailscale and the VPN, and explain how to fix them. Changes nothing.'
complete -c rulewarden -n '__rulewarden_at \'\'' -a config -d 'Check or show the configuration.'
complete -c rulewarden -n '__rulewarden_at \'\'' -a demo -d 'Show an inversion and its repair in a temporary network namespace (needs root).'
complete -c rulewarden -n '__rulewarden_at \'\'' -a completion -d 'Print a shell completion script for this program.'
complete -c rulewarden -n '__rulewarden_at \'\'' -a daemon -d 'Watch the rules and repair them until stopped.'
complete -c rulewarden -n '__rulewarden_at \'\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \'\'' -s V -l version -d 'Show the version.'
complete -c rulewarden -n '__rulewarden_at \' status\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' status\'' -l watch -d 'Show each change, until Ctrl-C.'
complete -c rulewarden -n '__rulewarden_at \' status\'' -l json -d 'Print JSON.'
complete -c rulewarden -n '__rulewarden_at \' rules\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' rules\'' -s 4 -d 'IPv4 only.'
complete -c rulewarden -n '__rulewarden_at \' rules\'' -s 6 -d 'IPv6 only.'
complete -c rulewarden -n '__rulewarden_at \' rules\'' -l netns -x -a '(command ls /run/netns 2> /dev/null)' -d 'Use the network namespace NAME in /run/netns.'
complete -c rulewarden -n '__rulewarden_at \' rules\'' -l config -r -F -d 'Read only this configuration file.'
complete -c rulewarden -n '__rulewarden_at \' rules\'' -l json -d 'Print JSON.'
complete -c rulewarden -n '__rulewarden_at \' check\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' check\'' -s 4 -d 'IPv4 only.'
complete -c rulewarden -n '__rulewarden_at \' check\'' -s 6 -d 'IPv6 only.'
complete -c rulewarden -n '__rulewarden_at \' check\'' -l netns -x -a '(command ls /run/netns 2> /dev/null)' -d 'Use the network namespace NAME in /run/netns.'
complete -c rulewarden -n '__rulewarden_at \' check\'' -l config -r -F -d 'Read only this configuration file.'
complete -c rulewarden -n '__rulewarden_at \' check\'' -l json -d 'Print JSON.'
complete -c rulewarden -n '__rulewarden_at \' plan\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' plan\'' -s 4 -d 'IPv4 only.'
complete -c rulewarden -n '__rulewarden_at \' plan\'' -s 6 -d 'IPv6 only.'
complete -c rulewarden -n '__rulewarden_at \' plan\'' -l netns -x -a '(command ls /run/netns 2> /dev/null)' -d 'Use the network namespace NAME in /run/netns.'
complete -c rulewarden -n '__rulewarden_at \' plan\'' -l config -r -F -d 'Read only this configuration file.'
complete -c rulewarden -n '__rulewarden_at \' plan\'' -l json -d 'Print JSON.'
complete -c rulewarden -n '__rulewarden_at \' repair\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' repair\'' -l undo -d 'Move rules back to their original places instead.'
complete -c rulewarden -n '__rulewarden_at \' repair\'' -s 4 -d 'IPv4 only.'
complete -c rulewarden -n '__rulewarden_at \' repair\'' -s 6 -d 'IPv6 only.'
complete -c rulewarden -n '__rulewarden_at \' repair\'' -l netns -x -a '(command ls /run/netns 2> /dev/null)' -d 'Use the network namespace NAME in /run/netns.'
complete -c rulewarden -n '__rulewarden_at \' repair\'' -l config -r -F -d 'Read only this configuration file.'
complete -c rulewarden -n '__rulewarden_at \' history\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' history\'' -l since -x -d 'Show only events from this time on.'
complete -c rulewarden -n '__rulewarden_at \' history\'' -l max -x -d 'Show only the latest N events; by default 50, or all with --since.'
complete -c rulewarden -n '__rulewarden_at \' history\'' -l steps -d 'Also show the executed ip commands.'
complete -c rulewarden -n '__rulewarden_at \' history\'' -l json -d 'Print JSON.'
complete -c rulewarden -n '__rulewarden_at \' monitor\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' monitor\'' -l steps -d 'Also show the executed ip commands.'
complete -c rulewarden -n '__rulewarden_at \' monitor\'' -l json -d 'Print JSON.'
complete -c rulewarden -n '__rulewarden_at \' metrics\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' doctor\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' doctor\'' -l config -r -F -d 'Read only this configuration file.'
complete -c rulewarden -n '__rulewarden_at \' doctor\'' -l json -d 'Print JSON.'
complete -c rulewarden -n '__rulewarden_at \' config\'' -a check -d 'Check the configuration and report what is wrong with it.'
complete -c rulewarden -n '__rulewarden_at \' config\'' -a show -d 'Show every key with its value and its origin.'
complete -c rulewarden -n '__rulewarden_at \' config\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' config check\'' -F
complete -c rulewarden -n '__rulewarden_at \' config check\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' config check\'' -l config -r -F -d 'Read only this configuration file.'
complete -c rulewarden -n '__rulewarden_at \' config check\'' -l json -d 'Print JSON.'
complete -c rulewarden -n '__rulewarden_at \' config show\'' -F
complete -c rulewarden -n '__rulewarden_at \' config show\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' config show\'' -l config -r -F -d 'Read only this configuration file.'
complete -c rulewarden -n '__rulewarden_at \' config show\'' -l json -d 'Print JSON.'
complete -c rulewarden -n '__rulewarden_at \' demo\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' completion\'' -a 'bash zsh fish'
complete -c rulewarden -n '__rulewarden_at \' completion\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' daemon\'' -s h -l help -d 'Show this help.'
complete -c rulewarden -n '__rulewarden_at \' daemon\'' -l config -r -F -d 'Read only this configuration file.'
