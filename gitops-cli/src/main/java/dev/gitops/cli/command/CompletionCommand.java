package dev.gitops.cli.command;

import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.FishCompletion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gitops completion}. */
@Command(
        name = "completion",
        description = "Prints a script that completes this command's words.",
        footer = {
            "",
            "Example:  gitops completion bash > /etc/bash_completion.d/gitops",
            "",
            "bash, zsh:  source <(gitops completion bash)",
            "fish:       gitops completion fish > ~/.config/fish/completions/gitops.fish"
        })
public final class CompletionCommand implements Callable<Integer> {

    /** The shells there are scripts for. */
    enum Shell {
        /** GNU bash. */
        bash,
        /** Z shell, by its emulation of bash's completion. */
        zsh,
        /** fish. */
        fish
    }

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}")
    private @Nullable Shell shell;

    /** For picocli. */
    public CompletionCommand() {}

    @Override
    public Integer call() {
        CommandLine own = Objects.requireNonNull(spec).commandLine();
        CommandLine whole = own.getParent();
        boolean fish = shell == Shell.fish;
        own.getOut().print(fish ? FishCompletion.of(whole) : AutoComplete.bash("gitops", whole));
        own.getOut().print(text(fish ? "words.fish" : "words.bash"));
        own.getOut().flush();
        return ExitCode.DONE;
    }

    private static String text(String name) {
        try (InputStream content = Objects.requireNonNull(
                CompletionCommand.class.getResourceAsStream("/dev/gitops/cli/completion/" + name))) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
