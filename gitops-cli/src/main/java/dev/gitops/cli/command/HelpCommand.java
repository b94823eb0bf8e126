package dev.gitops.cli.command;

import dev.gitops.api.Settings;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.HelpText;
import dev.gitops.cli.output.Terminal;
import dev.gitops.inventory.NearestName;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gitops help}. */
@Command(name = "help", helpCommand = true, description = "Shows the help of a command, or of all.")
public final class HelpCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command's words.")
    private List<String> words = List.of();

    /** For picocli. */
    public HelpCommand() {}

    @Override
    public Integer call() {
        CommandLine own = Objects.requireNonNull(spec).commandLine();
        CommandLine found = own.getParent();
        for (String word : words) {
            CommandLine below = found.getSubcommands().get(word);
            if (below == null) {
                throw Arguments.refuse(
                        "COMMAND",
                        word,
                        "there is no such command",
                        NearestName.of(word, found.getSubcommands().keySet())
                                .map(near -> "did you mean " + near + "?")
                                .orElse("gitops --help lists all"));
            }
            found = below;
        }
        HelpText.print(found, Terminal.of(Settings.fromEnvironment(), System.console() != null), own.getOut());
        return ExitCode.DONE;
    }
}
