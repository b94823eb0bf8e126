package dev.gitops.cli.command;

import dev.gitops.cli.output.ExitCode;
import dev.gitops.kustomize.cli.BuildCommand;
import dev.gitops.kustomize.edit.EditCommand;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code gitops kustomize}: kustomize's own arguments, in pure Java. */
@Command(name = "kustomize", description = "kustomize build and edit, with kustomize's own arguments.")
public final class KustomizeCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    /** For picocli. */
    public KustomizeCommand() {}

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        throw new ParameterException(
                command.commandLine(),
                "say what: gitops kustomize build DIR, or gitops kustomize edit " + String.join(" ", arguments));
    }

    /**
     * Runs kustomize without the command-line parser.
     *
     * @param arguments {@code build} or {@code edit} and its arguments
     * @param out gets results
     * @param err gets all else
     * @return the exit code
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        Path here = Path.of("");
        return switch (arguments.get(0)) {
            case "build" -> BuildCommand.run(arguments.toArray(String[]::new), here, out, err);
            case "edit" -> EditCommand.run(arguments.subList(1, arguments.size()), here, out, err);
            default -> {
                err.println(
                        "unknown command \"" + arguments.get(0) + "\" for gitops kustomize: there are build and edit");
                yield ExitCode.INVALID;
            }
        };
    }
}
