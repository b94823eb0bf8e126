package dev.gitops.api.model;

import java.time.Duration;
import java.util.Locale;

/**
 * An outside system that is asked before a promotion or a deployment.
 *
 * @param name its name in the inventory
 * @param url where it is asked; {@code {app}} and {@code {environment}} are filled
 * @param before before what it is asked
 * @param timeout how long one answer may take
 * @param interval how long to wait before it is asked again
 * @param deadline how long it may say later, or nothing, until that is a no
 */
public record GateSpec(String name, String url, Before before, Duration timeout, Duration interval, Duration deadline) {

    /** Before what a gate is asked. */
    public enum Before {
        /** Before a promotion into the environment. */
        PROMOTION,
        /** Before a deployment to the environment. */
        DEPLOYMENT;

        /** {@return the word used in the inventory: lower case} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
