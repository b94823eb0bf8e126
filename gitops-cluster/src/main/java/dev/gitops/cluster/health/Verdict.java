package dev.gitops.cluster.health;

import dev.gitops.api.DeployedObject.Health;
import org.jspecify.annotations.Nullable;

/**
 * How an object is.
 *
 * @param health in a word
 * @param reason a word for why; null where it is healthy and nothing need be said
 * @param message why in a sentence; null where nothing need be said
 * @param outlook what may come of it
 */
public record Verdict(
        Health health, @Nullable String reason, @Nullable String message, Outlook outlook) {

    /** What may come of an object that is not healthy. */
    public enum Outlook {
        /** It is settled, or gets there. */
        OPEN,
        /** It depends on something that many clusters do not have (a load balancer for an Ingress, metrics for an autoscaler); nobody waits long for it. */
        OPTIONAL,
        /** It may heal, but not often; waiting long is of little use. */
        BLEAK,
        /** It will not heal by itself. */
        HOPELESS
    }

    static final Verdict HEALTHY = new Verdict(Health.HEALTHY, null, null, Outlook.OPEN);

    static Verdict progressing(String reason, String message) {
        return new Verdict(Health.PROGRESSING, reason, message, Outlook.OPEN);
    }

    static Verdict degraded(String reason, String message) {
        return new Verdict(Health.DEGRADED, reason, message, Outlook.OPEN);
    }

    static Verdict suspended(String message) {
        return new Verdict(Health.SUSPENDED, "Paused", message, Outlook.OPEN);
    }

    Verdict with(Outlook other) {
        return new Verdict(health, reason, message, other);
    }

    /** {@return whether nobody need wait any longer: it is as wanted, or somebody wants it to stand still} */
    public boolean settled() {
        return health == Health.HEALTHY || health == Health.SUSPENDED;
    }

    /** {@return the reason and the message on one line; null where there are none} */
    public @Nullable String text() {
        return reason == null ? message : message == null || message.isEmpty() ? reason : reason + ": " + message;
    }
}
