#compdef rulewarden
# zsh completion for rulewarden; `rulewarden completion zsh` prints it.
_rulewarden_namespaces() {
  local -a namespaces=(/run/netns/*(N:t))
  _describe 'network namespace' namespaces
}
_rulewarden() {
  local curcontext=$curcontext state line
  local -a commands
  _arguments -s -C \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '(-V --version)'{-V,--version}'[Show the version.]' \
    '1: :->command' '*:: :->rest'
  case $state in
    command)
      commands=(
        'status:Show the daemon'\''s status.'
        'rules:Show all rules in the order in which the kernel evaluates them.'
        'check:Report what is wrong with the rules and what to do about it.'
        'plan:Print the ip commands that a repair would run.'
        'repair:Repair the rules once\: through the daemon if it is running and no option restricts the repair, otherwise directly.'
        'history:Show past events, oldest first.'
        'monitor:Show events as they happen, until Ctrl-C.'
        'metrics:Print the daemon'\''s metrics in Prometheus'\'' text format.'
        'doctor:Examine the whole host for problems with Tailscale and the VPN, and explain how to fix them. Changes nothing.'
        'config:Check or show the configuration.'
        'demo:Show an inversion and its repair in a temporary network namespace (needs root).'
        'completion:Print a shell completion script for this program.'
        'daemon:Watch the rules and repair them until stopped.'
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
        status) _rulewarden_status ;;
        rules) _rulewarden_rules ;;
        check) _rulewarden_check ;;
        plan) _rulewarden_plan ;;
        repair) _rulewarden_repair ;;
        history) _rulewarden_history ;;
        monitor) _rulewarden_monitor ;;
        metrics) _rulewarden_metrics ;;
        doctor) _rulewarden_doctor ;;
        config) _rulewarden_config ;;
        demo) _rulewarden_demo ;;
        completion) _rulewarden_completion ;;
        daemon) _rulewarden_daemon ;;
      esac
      ;;
  esac
}
_rulewarden_status() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--watch[Show each change, until Ctrl-C.]' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_rules() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '-4[IPv4 only.]' \
    '-6[IPv6 only.]' \
    '--netns=[Use the network namespace NAME in /run/netns.]:NAME:_rulewarden_namespaces' \
    '--config=[Read only this configuration file.]:FILE:_files' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_check() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '-4[IPv4 only.]' \
    '-6[IPv6 only.]' \
    '--netns=[Use the network namespace NAME in /run/netns.]:NAME:_rulewarden_namespaces' \
    '--config=[Read only this configuration file.]:FILE:_files' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_plan() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '-4[IPv4 only.]' \
    '-6[IPv6 only.]' \
    '--netns=[Use the network namespace NAME in /run/netns.]:NAME:_rulewarden_namespaces' \
    '--config=[Read only this configuration file.]:FILE:_files' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_repair() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--undo[Move rules back to their original places instead.]' \
    '-4[IPv4 only.]' \
    '-6[IPv6 only.]' \
    '--netns=[Use the network namespace NAME in /run/netns.]:NAME:_rulewarden_namespaces' \
    '--config=[Read only this configuration file.]:FILE:_files' \
    ;
}
_rulewarden_history() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--since=[Show only events from this time on.]:TIME: ' \
    '--max=[Show only the latest N events; by default 50, or all with --since.]:N: ' \
    '--steps[Also show the executed ip commands.]' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_monitor() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--steps[Also show the executed ip commands.]' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_metrics() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    ;
}
_rulewarden_doctor() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--config=[Read only this configuration file.]:FILE:_files' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_config() {
  local curcontext=$curcontext state line
  local -a commands
  _arguments -s -C \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '1: :->command' '*:: :->rest'
  case $state in
    command)
      commands=(
        'check:Check the configuration and report what is wrong with it.'
        'show:Show every key with its value and its origin.'
      )
      _describe command commands
      ;;
    rest)
      case $words[1] in
        check) _rulewarden_config_check ;;
        show) _rulewarden_config_show ;;
      esac
      ;;
  esac
}
_rulewarden_config_check() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--config=[Read only this configuration file.]:FILE:_files' \
    '--json[Print JSON.]' \
    '::FILE:_files' \
    ;
}
_rulewarden_config_show() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--config=[Read only this configuration file.]:FILE:_files' \
    '--json[Print JSON.]' \
    '::FILE:_files' \
    ;
}
_rulewarden_demo() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    ;
}
_rulewarden_completion() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '::SHELL:(bash zsh fish)' \
    ;
}
_rulewarden_daemon() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--config=[Read only this configuration file.]:FILE:_files' \
    ;
}
if [[ $funcstack[1] == _rulewarden ]]; then
  _rulewarden "$@"
else
  compdef _rulewarden rulewarden
fi
