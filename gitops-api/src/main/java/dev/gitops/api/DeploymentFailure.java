package dev.gitops.api;

import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    /** The reason of a deployment that was told to stop. */
    public static final String ABORTED = "Aborted";

    /** The reason of a deployment of which a verify step had no answer from what it asks of others: Prometheus, the API server, a program of this machine. */
    public static final String UNANSWERED = "Unanswered";

    /** Reasons that tell of the way and not of what was delivered: to put back what was there before would answer nothing. */
    private static final Set<String> OF_THE_WAY = Set.of(
            ABORTED,
            "Overtaken",
            "LockLost",
            "Unreachable",
            UNANSWERED,
            "Unauthorized",
            "Forbidden",
            "ServerError",
            "Paused",
            "OldPods",
            "Terminating",
            "NotDeleted");

    /** Copies the lists. */
    public DeploymentFailure {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(events, "events");
        Objects.requireNonNull(logTail, "logTail");
        events = List.copyOf(events);
        logTail = List.copyOf(logTail);
    }

    /** {@return whether it was told to stop} */
    public boolean aborted() {
        return reason.equals(ABORTED);
    }

    /** {@return whether another deployment of the same application took over on its way; that one's record tells how the environment is} */
    public boolean overtaken() {
        return reason.equals("Overtaken") || reason.equals("LockLost");
    }

    /** {@return whether it speaks against what was delivered, so that {@code rollbackOnFailure} puts back what was there before} */
    public boolean ofTheCommit() {
        return !OF_THE_WAY.contains(reason);
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
