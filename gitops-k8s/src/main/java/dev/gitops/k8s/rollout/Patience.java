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

    /** The usual patience. */
    public static final Patience USUAL =
            new Patience(Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofSeconds(10));

    /**
     * The same patience with another end.
     *
     * @param other until all must be healthy
     * @return the patience
     */
    public Patience until(Duration other) {
        return new Patience(other, bleak, optional);
    }
}
