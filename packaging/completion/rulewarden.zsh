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
        'status:Ask the daemon how things stand.'
        'rules:Show every rule in the order the kernel asks them.'
        'check:Say what is wrong with the rules and what to do about it.'
        'plan:Print the ip commands that a repair would amount to.'
        'repair:Put the rules right\: by the daemon if it runs and no option narrows the repair, else once, here.'
        'history:Tell what happened, oldest first.'
        'monitor:Tell what happens as it happens, until Ctrl-C.'
        'metrics:Print the daemon'\''s counters as Prometheus reads them.'
        'doctor:Look over the whole host, explain what is in the way and say what mends it; changes nothing.'
        'config:Look after the configuration.'
        'demo:Show an inversion and its repair in a throw-away network namespace (needs root).'
        'completion:Print the script that completes this command line.'
        'daemon:Keep the rules right until told to stop.'
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
    '--watch[Keep on showing it as it changes, until Ctrl-C.]' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_rules() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '-4[IPv4 only.]' \
    '-6[IPv6 only.]' \
    '--netns=[Work in this namespace of /run/netns.]:NAME:_rulewarden_namespaces' \
    '--config=[Read this configuration file and no other.]:FILE:_files' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_check() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '-4[IPv4 only.]' \
    '-6[IPv6 only.]' \
    '--netns=[Work in this namespace of /run/netns.]:NAME:_rulewarden_namespaces' \
    '--config=[Read this configuration file and no other.]:FILE:_files' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_plan() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '-4[IPv4 only.]' \
    '-6[IPv6 only.]' \
    '--netns=[Work in this namespace of /run/netns.]:NAME:_rulewarden_namespaces' \
    '--config=[Read this configuration file and no other.]:FILE:_files' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_repair() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--undo[Put what was moved back to where it was instead.]' \
    '-4[IPv4 only.]' \
    '-6[IPv6 only.]' \
    '--netns=[Work in this namespace of /run/netns.]:NAME:_rulewarden_namespaces' \
    '--config=[Read this configuration file and no other.]:FILE:_files' \
    ;
}
_rulewarden_history() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--since=[Only what happened from then on.]:TIME: ' \
    '--max=[At most so many of the latest entries; 50, unless --since is given.]:N: ' \
    '--steps[Show the ip commands that were done, too.]' \
    '--json[Print JSON.]' \
    ;
}
_rulewarden_monitor() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--steps[Show the ip commands that were done, too.]' \
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
    '--config=[Read this configuration file and no other.]:FILE:_files' \
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
        'check:Say whether the configuration is good, and if not, why.'
        'show:Show every key with its value and where that comes from.'
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
    '--config=[Read this configuration file and no other.]:FILE:_files' \
    '--json[Print JSON.]' \
    '::FILE:_files' \
    ;
}
_rulewarden_config_show() {
  _arguments -s \
    '(-h --help)'{-h,--help}'[Show this help.]' \
    '--config=[Read this configuration file and no other.]:FILE:_files' \
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
    '--config=[Read this configuration file and no other.]:FILE:_files' \
    ;
}
if [[ $funcstack[1] == _rulewarden ]]; then
  _rulewarden "$@"
else
  compdef _rulewarden rulewarden
fi
