
# applications, environments, releases and commits, as the inventory and its repository have them
function __gitops_words
  set -l typed (commandline -opc)
  set -l app
  if test (count $typed) -gt 2; and not string match -q -- '-*' $typed[3]
    set app $typed[3]
  end
  gitops words $argv $app 2>/dev/null
end
function __gitops_place -a place
  contains -- (commandline -opc)[2] release promote rollback set hold deploy verify render diff parity drift status history notify
  and test (count (commandline -opc)) -eq $place
end
complete -c gitops -n '__gitops_place 2' -a '(__gitops_words apps)'
complete -c gitops -n '__gitops_place 3' -a '(__gitops_words environments)'
