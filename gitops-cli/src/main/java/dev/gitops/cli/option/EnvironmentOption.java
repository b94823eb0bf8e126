package dev.gitops.cli.option;

import dev.gitops.api.EnvironmentName;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The environment a command is about: {@code --in ENV} after every command, or as before the word after the application. */
public final class EnvironmentOption {

    @Option(names = "--in", paramLabel = "ENV", description = "The environment.")
    private @Nullable String named;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ENV",
            hidden = true,
            description = "The environment, as with --in.")
    private @Nullable String word;

    /** For picocli. */
    public EnvironmentOption() {}

    /** {@return the environment} */
    public EnvironmentName name() {
        return given().orElseThrow(() -> Arguments.refuse(
                "--in",
                "",
                "no environment is named",
                "add --in ENV; gitops status lists the environments of each application"));
    }

    /** {@return the environment, where one is named} */
    public Optional<EnvironmentName> given() {
        if (named != null && word != null && !named.equals(word)) {
            throw Arguments.refuse(
                    "--in", named, "is another environment than " + word + " after the application", "name one");
        }
        return Optional.ofNullable(named == null ? word : named).map(Arguments::environment);
    }
}
