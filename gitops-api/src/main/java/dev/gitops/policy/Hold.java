package dev.gitops.policy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Automation into an application's environment is stopped until a person lifts it.
 *
 * @param by who stopped it
 * @param since when
 * @param reason why; null where nobody said
 */
public record Hold(String by, Instant since, @Nullable String reason) {

    /**
     * Why a release or promotion is refused.
     *
     * @param hold the hold, where there is one
     * @param app the application
     * @param environment the environment
     * @return the reason; empty where nothing is held
     */
    public static Optional<String> refusal(Optional<Hold> hold, String app, String environment) {
        return hold.map(held -> app + " in " + environment + " is held by " + held.by() + " since "
                + held.since().truncatedTo(ChronoUnit.SECONDS)
                + (held.reason() == null ? "" : " (" + held.reason() + ")") + "; lift it with: gitops hold " + app
                + " --in "
                + environment + " --release");
    }
}
