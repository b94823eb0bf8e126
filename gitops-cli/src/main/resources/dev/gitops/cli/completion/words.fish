# applications, environments, releases and commits, as the inventory and its repository have them
set -l of_an_app release promote rollback set hold deploy verify render diff parity drift status history notify
complete -c gitops -n "__fish_seen_subcommand_from $of_an_app; and test (count (commandline -opc)) -eq 2" -a '(gitops words apps 2>/dev/null)'
complete -c gitops -n "__fish_seen_subcommand_from $of_an_app" -l in -x -a '(gitops words environments 2>/dev/null)'
complete -c gitops -n '__fish_seen_subcommand_from release promote parity' -l to -x -a '(gitops words environments 2>/dev/null)'
complete -c gitops -n '__fish_seen_subcommand_from promote parity' -l from -x -a '(gitops words environments 2>/dev/null)'
complete -c gitops -n '__fish_seen_subcommand_from rollback' -l to -x -a '(gitops words commits (commandline -opc)[3] 2>/dev/null)'
complete -c gitops -n '__fish_seen_subcommand_from release' -l image -x -a '(gitops words releases (commandline -opc)[3] 2>/dev/null)'
complete -c gitops -n '__fish_seen_subcommand_from deploy render' -l commit -x -a '(gitops words commits (commandline -opc)[3] 2>/dev/null)'
