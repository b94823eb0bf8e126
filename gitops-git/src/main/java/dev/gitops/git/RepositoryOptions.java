package dev.gitops.git;

import dev.gitops.api.Credentials;
import dev.gitops.api.Origin;
import dev.gitops.api.Progress;
import dev.gitops.api.SigningKey;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.immutables.value.Value;

/** Where a config repository is, where its cache is, who commits, and how long to try. */
@Value.Immutable
public interface RepositoryOptions {

    /** The committer where nobody names another. */
    String TOOL = "gitops <gitops@localhost>";

    /** {@return the remote: an https, http, ssh or file URL, {@code user@host:path}, or an absolute path; without a password} */
    String url();

    /** {@return the folder of all caches; made where it is not there. Several processes may share it.} */
    Path cacheFolder();

    /**
     * The variables that credentials are taken from: {@code GITOPS_GIT_USER}, {@code GITOPS_GIT_PASSWORD}, {@code GIT_ASKPASS} with whatever it reads, {@code SSH_AUTH_SOCK},
     * {@code GITOPS_GIT_SSH_KEY}, {@code GITOPS_GIT_KNOWN_HOSTS}, {@code HOME}; {@code GITOPS_GIT_ORIGIN}, {@code GITOPS_SOURCE_USER}, {@code GITOPS_SOURCE_PASSWORD},
     * {@code GITOPS_SOURCE_SSH_KEY}, {@code GITOPS_SOURCE_ORIGIN}, {@code GITOPS_PLAIN_HTTP}.
     *
     * @return the variables; never printed
     */
    @Value.Redacted
    Map<String, String> environment();

    /**
     * The origins that the login of {@code GITOPS_GIT_USER} and {@code GITOPS_GIT_PASSWORD} was given for, where {@code GITOPS_GIT_ORIGIN} does not name them.
     *
     * @return the origins; empty for the remote's own
     */
    Optional<Set<Origin>> loginOrigins();

    /** {@return the clock that commits are dated by} */
    @Value.Default
    default Clock clock() {
        return Clock.systemUTC();
    }

    /** {@return is told of lost races, waiting and repairs} */
    @Value.Default
    default Progress progress() {
        return Progress.SILENT;
    }

    /** {@return the committer, as {@code name <mail>}: the tool, not the person} */
    @Value.Default
    default String committer() {
        return TOOL;
    }

    /** {@return how to sign commits; empty for unsigned ones} */
    Optional<SigningKey> signing();

    /** {@return how to be known where; they go before the variables} */
    List<Credentials> credentials();

    /** {@return how long one connection may be silent} */
    @Value.Default
    default Duration networkTimeout() {
        return Duration.ofSeconds(60);
    }

    /** {@return how long a commit may take in all, waiting for other writers included} */
    @Value.Default
    default Duration commitBudget() {
        return Duration.ofMinutes(5);
    }

    /** {@return how many lost races a commit may take} */
    @Value.Default
    default int commitAttempts() {
        return 50;
    }

    /** {@return a new builder} */
    static ImmutableRepositoryOptions.Builder builder() {
        return ImmutableRepositoryOptions.builder();
    }

    /** Checks the bounds. */
    @Value.Check
    default void check() {
        if (commitAttempts() < 1
                || commitBudget().isNegative()
                || networkTimeout().toSeconds() < 1) {
            throw new IllegalArgumentException("budgets must be positive");
        }
    }
}
