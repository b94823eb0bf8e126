package dev.gitops.cli.option;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImmutableRecordQuery;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Settings;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that narrow records. */
public final class RecordOptions {

    @Option(names = "--app", paramLabel = "A", description = "Of this application.")
    private @Nullable String app;

    @Option(names = "--in", paramLabel = "ENV", description = "In this environment.")
    private @Nullable String environment;

    @Option(names = "--by", paramLabel = "WHO", description = "Asked for or approved by this person.")
    private @Nullable String person;

    @Option(names = "--image", paramLabel = "X", description = "With this image: a repository, tag or digest.")
    private @Nullable String image;

    @Option(
            names = "--operation",
            paramLabel = "O",
            description = "Of this operation: release, promote, rollback, deploy, ...")
    private @Nullable String operation;

    @Option(
            names = "--outcome",
            paramLabel = "O",
            description = "Which ended so: verified, failed, committed, refused, ...")
    private @Nullable String outcome;

    @Option(names = "--commit", paramLabel = "C", description = "About this config or source commit.")
    private @Nullable String commit;

    @Option(
            names = "--since",
            paramLabel = "T",
            description = "Ended at this time or later: 1h (ago), yesterday, 2026-03-03 or 2026-03-03T14:00:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "T", description = "Ended before this time; a day is included as a whole.")
    private @Nullable String until;

    @Option(names = "--text", paramLabel = "T", description = "With these words anywhere.")
    private @Nullable String text;

    /** For picocli. */
    public RecordOptions() {}

    /** {@return a query for what the options name} */
    public ImmutableRecordQuery.Builder query() {
        Optional<Instant> from = Optional.ofNullable(since).map(time -> since("--since", time));
        Optional<Instant> to = Optional.ofNullable(until).map(time -> until("--until", time));
        if (from.isPresent() && to.filter(from.get()::isAfter).isPresent()) {
            throw Arguments.refuse("--since", since, "is after --until " + until, "exchange the two");
        }
        ImmutableRecordQuery.Builder query = RecordQuery.builder()
                .app(Optional.ofNullable(app))
                .environment(Optional.ofNullable(environment).map(Arguments::environment))
                .person(Optional.ofNullable(person))
                .image(Optional.ofNullable(image))
                .commit(Optional.ofNullable(commit))
                .since(from)
                .until(to)
                .text(Optional.ofNullable(text));
        if (operation != null) {
            query.addOperations(Operation.ofWord(operation)
                    .orElseThrow(() -> Arguments.refuse("--operation", operation, "is no operation", "see the help")));
        }
        if (outcome != null) {
            query.addOutcomes(outcome(outcome));
        }
        return query;
    }

    /**
     * Checks an outcome.
     *
     * @param word the argument
     * @return the word
     * @throws dev.gitops.api.InvalidInputException if no record ends so
     */
    public static String outcome(String word) {
        if (!DeploymentRecord.OUTCOMES.contains(word)) {
            throw Arguments.refuse(
                    "--outcome",
                    word,
                    "is no outcome",
                    "there are " + String.join(", ", new TreeSet<>(DeploymentRecord.OUTCOMES)));
        }
        return word;
    }

    /**
     * Reads the time from which on something is wanted, or at which it is.
     *
     * @param key the option, for the error
     * @param text a time in UTC, how long ago it was, {@code today}, {@code yesterday} or a day
     * @return the time; a day is its first moment in UTC
     */
    public static Instant since(String key, String text) {
        return new Moments(now()).from(key, text);
    }

    /**
     * Reads the time until which something is wanted.
     *
     * @param key the option, for the error
     * @param text a time in UTC, how long ago it was, {@code today}, {@code yesterday} or a day
     * @return the time; a day is included as a whole, in UTC
     */
    public static Instant until(String key, String text) {
        return new Moments(now()).until(key, text);
    }

    private static Instant now() {
        return Settings.fromEnvironment().clock().instant();
    }
}
