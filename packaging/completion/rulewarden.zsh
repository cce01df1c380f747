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
        'plan:Print what a repair would do, as ip commands.'
        'repair:Repair the rules\: through the daemon if it runs and no option restricts the repair, otherwise once without it.'
        'history:Show what happened, oldest first.'
        'monitor:Show events as they happen, until Ctrl-C.'
        'metrics:Print the daemon'\''s metrics in Prometheus'\'' text format.'
        'doctor:Examine the whole host, explain what keeps Tailscale or the VPN from working and how to fix it; changes nothing.'
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
    '--watch[Show it again whenever it changes, until Ctrl-C.]' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_rules() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '-4[IPv4 only.]' \
    '-6[IPv6 only.]' \
    '--netns=[Use the network namespace of this name in /run/netns.]:NAME:_rulewarden_namespaces' \
    '--config=[Read only this configuration file.]:FILE:_files' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_check() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '-4[IPv4 only.]' \
    '-6[IPv6 only.]' \
    '--netns=[Use the network namespace of this name in /run/netns.]:NAME:_rulewarden_namespaces' \
    '--config=[Read only this configuration file.]:FILE:_files' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_plan() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '-4[IPv4 only.]' \
    '-6[IPv6 only.]' \
    '--netns=[Use the network namespace of this name in /run/netns.]:NAME:_rulewarden_namespaces' \
    '--config=[Read only this configuration file.]:FILE:_files' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_repair() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--undo[Instead move the rules back to where they were before.]' \
    '-4[IPv4 only.]' \
    '-6[IPv6 only.]' \
    '--netns=[Use the network namespace of this name in /run/netns.]:NAME:_rulewarden_namespaces' \
    '--config=[Read only this configuration file.]:FILE:_files' \
    ;
}
_rulewarden_history() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--since=[Show only events from this time on.]:TIME: ' \
    '--max=[Show at most N of the latest events; 50 unless --since is given.]:N: ' \
    '--steps[Also show what was done, as ip commands.]' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_monitor() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--steps[Also show what was done, as ip commands.]' \
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
