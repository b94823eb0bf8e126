package dev.gitops.spi;

import java.util.Optional;

/** Tells whether rules that kinds have for their objects hold, found with {@link java.util.ServiceLoader}. */
public interface ObjectRules {

    /**
     * Whether a rule holds.
     *
     * @param rule an expression in CEL over {@code self}
     * @param self the value that the rule is about: String, Number, Boolean, List or Map of those
     * @return whether it holds; empty where that cannot be told here, as the expression has functions of Kubernetes alone
     */
    Optional<Boolean> holds(String rule, Object self);

    /**
     * Whether a rule for updates holds.
     *
     * @param rule an expression in CEL over {@code self} and {@code oldSelf}
     * @param self the value that the rule is about, as above
     * @param oldSelf what it was
     * @return whether it holds; empty where that cannot be told here
     */
    default Optional<Boolean> holds(String rule, Object self, Object oldSelf) {
        return Optional.empty();
    }
}
