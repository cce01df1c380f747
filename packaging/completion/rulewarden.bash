# bash completion for rulewarden; `rulewarden completion bash` prints it.
_rulewarden_files() {
  compopt -o filenames 2> /dev/null
  mapfile -t COMPREPLY < <(compgen -f -- "$1")
}
_rulewarden() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
  local path='' options='' values='' i
  # --option=value is three words.
  [[ $word == = ]] && word=''
  [[ $before == = ]] && before=${COMP_WORDS[COMP_CWORD - 2]}
  for ((i = 1; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      --netns | --config | --since | --max) ((i++)) ;;
      *)
        case "$path ${COMP_WORDS[i]}" in
          ' status' | ' rules' | ' check' | ' plan' | ' repair' | ' history' | ' monitor' | ' metrics' | ' doctor' | ' config' | ' config check' | ' config show' | ' demo' | ' completion' | ' daemon') path+=" ${COMP_WORDS[i]}" ;;
        esac
        ;;
    esac
  done
  case $before in
    --netns)
      COMPREPLY=($(compgen -W "$(ls /run/netns 2> /dev/null)" -- "$word"))
      return
      ;;
    --config)
      _rulewarden_files "$word"
      return
      ;;
    --since)
      COMPREPLY=()
      return
      ;;
    --max)
      COMPREPLY=()
      return
      ;;
  esac
  case $path in
    '')
      options='-h --help -V --version'
      values='status rules check plan repair history monitor metrics doctor config demo completion daemon'
      ;;
    ' status')
      options='-h --help --watch --json'
      values=$options
      ;;
    ' rules')
      options='-h --help -4 -6 --netns --config --json'
      values=$options
      ;;
    ' check')
      options='-h --help -4 -6 --netns --config --json'
      values=$options
      ;;
    ' plan')
      options='-h --help -4 -6 --netns --config --json'
      values=$options
      ;;
    ' repair')
      options='-h --help --undo -4 -6 --netns --config'
      values=$options
      ;;
    ' history')
      options='-h --help --since --max --steps --json'
      values=$options
      ;;
    ' monitor')
      options='-h --help --steps --json'
      values=$options
      ;;
    ' metrics')
      options='-h --help'
      values=$options
      ;;
    ' doctor')
      options='-h --help --config --json'
      values=$options
      ;;
    ' config')
      options='-h --help'
      values='check show'
      ;;
    ' config check')
      options='-h --help --config --json'
      [[ $word == -* ]] || { _rulewarden_files "$word"; return; }
      values=$options
      ;;
    ' config show')
      options='-h --help --config --json'
      [[ $word == -* ]] || { _rulewarden_files "$word"; return; }
      values=$options
      ;;
    ' demo')
      options='-h --help'
      values=$options
      ;;
    ' completion')
      options='-h --help'
      values='bash zsh fish'
      ;;
    ' daemon')
      options='-h --help --config'
      values=$options
      ;;
  esac
  [[ $word == -* ]] && values=$options
  COMPREPLY=($(compgen -W "$values" -- "$word"))
}
complete -F _rulewarden rulewarden
