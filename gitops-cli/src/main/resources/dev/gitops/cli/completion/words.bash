
# applications, environments, releases and commits, as the inventory and its repository have them
eval "$(declare -f _complete_gitops | sed '1s/_complete_gitops/_complete_gitops_options/')"
function _complete_gitops() {
  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} kind="" app=""
  case " release promote rollback set hold deploy verify render diff parity drift status history notify " in
    *" $command "*)
      [ "$COMP_CWORD" -le 2 ] || [ "${COMP_WORDS[2]#-}" != "${COMP_WORDS[2]}" ] || app=${COMP_WORDS[2]}
      [ "$COMP_CWORD" -ne 2 ] || kind=apps
      [ "$COMP_CWORD" -ne 3 ] || kind=environments ;;
  esac
  case $before in
    --in) kind=environments ;;
    --from | --to)
      kind=environments
      case $command$before in
        rollback--to) kind=commits ;;
        affected* | review*) kind="" ;;
      esac ;;
    --app) kind=apps ;;
    --image) kind=releases ;;
    --commit) kind=commits ;;
    -*) kind="" ;;
  esac
  if [ -n "$kind" ] && [ "${current#-}" = "$current" ]; then
    COMPREPLY=($(compgen -W "$(gitops words "$kind" $app 2>/dev/null)" -- "$current"))
    return
  fi
  _complete_gitops_options
}
