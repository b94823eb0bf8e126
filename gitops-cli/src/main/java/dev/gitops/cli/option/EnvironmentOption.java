package dev.gitops.cli.option;

import dev.gitops.api.EnvironmentName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The environment a command is about: {@code --in ENV} after every command, or as before the word after the application. */
public final class EnvironmentOption {

    @Option(names = "--in", paramLabel = "ENV", description = "The environment.")
    private @Nullable String named;

    /** For picocli. */
    public EnvironmentOption() {}

    /**
     * The environment.
     *
     * @param word the word after the application; null where there is none
     * @return the one that is named
     */
    public EnvironmentName name(@Nullable String word) {
        return given(word)
                .orElseThrow(() -> Arguments.refuse(
                        "--in",
                        "",
                        "no environment is named",
                        "add --in ENV; gitops status lists the environments of each application"));
    }

    /**
     * The environment, where one is named.
     *
     * @param word the word after the application; null where there is none
     * @return the one that is named; empty where none is
     */
    public Optional<EnvironmentName> given(@Nullable String word) {
        if (named != null && word != null && !named.equals(word)) {
            throw Arguments.refuse(
                    "--in", named, "is another environment than " + word + " after the application", "name one");
        }
        return Optional.ofNullable(named == null ? word : named).map(Arguments::environment);
    }
}
