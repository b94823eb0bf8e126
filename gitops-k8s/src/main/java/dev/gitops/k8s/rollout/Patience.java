package dev.gitops.k8s.rollout;

import java.time.Duration;

/**
 * How long to wait for what.
 *
 * @param total until all must be healthy
 * @param bleak how long something may look as if it would not heal before it counts as failed
 * @param optional how long to wait for what many clusters cannot give, once all else is healthy
 */
public record Patience(Duration total, Duration bleak, Duration optional) {

    /**
     * The usual patience.
     *
     * @param total until all must be healthy
     * @return the patience
     */
    public static Patience of(Duration total) {
        return new Patience(total, Duration.ofSeconds(10), Duration.ofSeconds(10));
    }
}
