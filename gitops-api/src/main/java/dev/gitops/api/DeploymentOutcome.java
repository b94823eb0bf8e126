package dev.gitops.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a deployment ended. */
public sealed interface DeploymentOutcome {

    /** {@return what was deployed where, and what was seen} */
    DeploymentReport report();

    /** {@return the outcome's word in JSON and in records, as in {@code verified}} */
    String word();

    /**
     * One answer for each way it can end. With Java 21 a {@code switch} over the records reads better; on Java 17 this is as complete.
     *
     * @param cases what to make of each
     * @param <R> what is made
     * @return what the case that fits made
     */
    <R> R fold(Cases<R> cases);

    /**
     * What to make of each way a deployment can end.
     *
     * @param <R> what is made
     */
    interface Cases<R> {

        /**
         * Delivered, healthy, verified.
         *
         * @param verified how it ended
         * @return what is made of it
         */
        R verified(Verified verified);

        /**
         * Everything was as wanted.
         *
         * @param unchanged how it ended
         * @return what is made of it
         */
        R unchanged(Unchanged unchanged);

        /**
         * Not delivered, not healthy or not verified.
         *
         * @param failed how it ended
         * @return what is made of it
         */
        R failed(Failed failed);

        /**
         * A policy or a guard refuses.
         *
         * @param refused how it ended
         * @return what is made of it
         */
        R refused(Refused refused);
    }

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

        /** Refuses null. */
        public Verified {
            Objects.requireNonNull(report, "report");
        }

        @Override
        public String word() {
            return OutcomeWords.VERIFIED;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return Objects.requireNonNull(cases, "cases").verified(this);
        }
    }

    /**
     * Everything was as wanted, healthy, and every verify step passed; nothing was written.
     *
     * @param report what was seen
     */
    record Unchanged(DeploymentReport report) implements DeploymentOutcome {

        /** Refuses null. */
        public Unchanged {
            Objects.requireNonNull(report, "report");
        }

        @Override
        public String word() {
            return OutcomeWords.UNCHANGED;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return Objects.requireNonNull(cases, "cases").unchanged(this);
        }
    }

    /**
     * It was not delivered, is not healthy, or a verify step did not pass.
     *
     * @param report what was seen
     * @param failure why
     */
    record Failed(DeploymentReport report, DeploymentFailure failure) implements DeploymentOutcome {

        /** Refuses null. */
        public Failed {
            Objects.requireNonNull(report, "report");
            Objects.requireNonNull(failure, "failure");
        }

        @Override
        public String word() {
            return failure.aborted() ? OutcomeWords.ABORTED : OutcomeWords.FAILED;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return Objects.requireNonNull(cases, "cases").failed(this);
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
            Objects.requireNonNull(report, "report");
            Objects.requireNonNull(refusals, "refusals");
            refusals = List.copyOf(refusals);
        }

        @Override
        public String word() {
            return OutcomeWords.REFUSED;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return Objects.requireNonNull(cases, "cases").refused(this);
        }

        @Override
        public List<String> reasons() {
            return Refusal.texts(refusals);
        }
    }
}
