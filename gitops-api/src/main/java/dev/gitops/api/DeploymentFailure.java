package dev.gitops.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a deployment failed.
 *
 * @param object the object that failed, as in {@code Deployment shop/web}; null where no object did (a verify step, the connection)
 * @param container the container that failed; null where none did
 * @param reason a word, as in {@code ImagePullBackOff}, {@code ProgressDeadlineExceeded}, {@code Conflict}, {@code Timeout}
 * @param message the reason in a sentence
 * @param events the object's last events, oldest first
 * @param logTail the container's last log lines
 */
public record DeploymentFailure(
        @Nullable String object,
        @Nullable String container,
        String reason,
        String message,
        List<String> events,
        List<String> logTail) {

    /** Copies the lists. */
    public DeploymentFailure {
        events = List.copyOf(events);
        logTail = List.copyOf(logTail);
    }

    /**
     * A failure without object, events and logs.
     *
     * @param reason a word
     * @param message a sentence
     * @return the failure
     */
    public static DeploymentFailure of(String reason, String message) {
        return new DeploymentFailure(null, null, reason, message, List.of(), List.of());
    }
}
