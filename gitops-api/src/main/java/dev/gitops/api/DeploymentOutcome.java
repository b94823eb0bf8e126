package dev.gitops.api;

import java.util.List;
import java.util.Optional;

/** How a deployment ended. */
public sealed interface DeploymentOutcome {

    /** {@return what was deployed where, and what was seen} */
    DeploymentReport report();

    /** {@return the outcome's word in JSON and in records, as in {@code verified}} */
    String word();

    /** {@return why it failed} */
    default Optional<DeploymentFailure> failed() {
        return Optional.empty();
    }

    /** {@return why it was refused} */
    default List<String> reasons() {
        return List.of();
    }

    /**
     * It is delivered, healthy, and every verify step passed.
     *
     * @param report what was seen
     */
    record Verified(DeploymentReport report) implements DeploymentOutcome {
        @Override
        public String word() {
            return OutcomeWords.VERIFIED;
        }
    }

    /**
     * Everything was as wanted, healthy, and every verify step passed; nothing was written.
     *
     * @param report what was seen
     */
    record Unchanged(DeploymentReport report) implements DeploymentOutcome {
        @Override
        public String word() {
            return OutcomeWords.UNCHANGED;
        }
    }

    /**
     * It was not delivered, is not healthy, or a verify step did not pass.
     *
     * @param report what was seen
     * @param failure why
     */
    record Failed(DeploymentReport report, DeploymentFailure failure) implements DeploymentOutcome {
        @Override
        public String word() {
            return OutcomeWords.FAILED;
        }

        @Override
        public Optional<DeploymentFailure> failed() {
            return Optional.of(failure);
        }
    }

    /**
     * A policy or a guard refused; nothing was written.
     *
     * @param report what was asked for
     * @param refusals which, why and what to do
     */
    record Refused(DeploymentReport report, List<Refusal> refusals) implements DeploymentOutcome {

        /** Copies the refusals. */
        public Refused {
            refusals = List.copyOf(refusals);
        }

        @Override
        public String word() {
            return OutcomeWords.REFUSED;
        }

        @Override
        public List<String> reasons() {
            return Refusal.texts(refusals);
        }
    }
}
