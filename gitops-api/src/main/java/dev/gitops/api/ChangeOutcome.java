package dev.gitops.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a change ended. */
public sealed interface ChangeOutcome {

    /** {@return what the change was about} */
    ChangeSummary summary();

    /** {@return the outcome's word in JSON and in records, as in {@code upToDate}} */
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
     * What to make of each way a change can end.
     *
     * @param <R> what is made
     */
    interface Cases<R> {

        /**
         * The commit is on the branch.
         *
         * @param committed how it ended
         * @return what is made of it
         */
        R committed(Committed committed);

        /**
         * A change request waits.
         *
         * @param requested how it ended
         * @return what is made of it
         */
        R requested(Requested requested);

        /**
         * The change request was merged.
         *
         * @param merged how it ended
         * @return what is made of it
         */
        R merged(Merged merged);

        /**
         * The change request was closed unmerged.
         *
         * @param closed how it ended
         * @return what is made of it
         */
        R closed(Closed closed);

        /**
         * The environment has it already.
         *
         * @param upToDate how it ended
         * @return what is made of it
         */
        R upToDate(UpToDate upToDate);

        /**
         * A newer release is there.
         *
         * @param superseded how it ended
         * @return what is made of it
         */
        R superseded(Superseded superseded);

        /**
         * Something is in the way.
         *
         * @param conflicting how it ended
         * @return what is made of it
         */
        R conflicting(Conflicting conflicting);

        /**
         * A policy refuses.
         *
         * @param refused how it ended
         * @return what is made of it
         */
        R refused(Refused refused);
    }

    /** {@return why it ended so, in sentences that say what to do; empty where it simply worked} */
    default List<String> reasons() {
        return List.of();
    }

    /** {@return the commit that was made, full} */
    default Optional<String> madeCommit() {
        return Optional.empty();
    }

    /** {@return the change request that carries it} */
    default Optional<ChangeRequest> request() {
        return Optional.empty();
    }

    /**
     * The commit is on the environment's branch.
     *
     * @param summary what the change was about
     * @param commit the full id
     */
    record Committed(ChangeSummary summary, String commit) implements ChangeOutcome {

        /** Refuses null. */
        public Committed {
            Objects.requireNonNull(summary, "summary");
            Objects.requireNonNull(commit, "commit");
        }

        @Override
        public String word() {
            return OutcomeWords.COMMITTED;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return Objects.requireNonNull(cases, "cases").committed(this);
        }

        @Override
        public Optional<String> madeCommit() {
            return Optional.of(commit);
        }
    }

    /**
     * A change request waits for people.
     *
     * @param summary what the change is about
     * @param commit the full id of the commit on the change's branch
     * @param branch the change's branch
     * @param changeRequest the change request; empty where there is no forge
     * @param reasons how to merge it by hand, where there is no forge
     */
    record Requested(
            ChangeSummary summary,
            String commit,
            String branch,
            Optional<ChangeRequest> changeRequest,
            List<String> reasons)
            implements ChangeOutcome {

        /** Refuses null. */
        public Requested {
            Objects.requireNonNull(summary, "summary");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(branch, "branch");
            Objects.requireNonNull(changeRequest, "changeRequest");
            Objects.requireNonNull(reasons, "reasons");
        }

        @Override
        public String word() {
            return OutcomeWords.REQUESTED;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return Objects.requireNonNull(cases, "cases").requested(this);
        }

        @Override
        public Optional<String> madeCommit() {
            return Optional.of(commit);
        }

        @Override
        public Optional<ChangeRequest> request() {
            return changeRequest;
        }
    }

    /**
     * The change request was merged while we waited.
     *
     * @param summary what the change was about
     * @param commit the full id of the commit on the environment's branch
     * @param changeRequest the change request
     */
    record Merged(ChangeSummary summary, String commit, ChangeRequest changeRequest) implements ChangeOutcome {

        /** Refuses null. */
        public Merged {
            Objects.requireNonNull(summary, "summary");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(changeRequest, "changeRequest");
        }

        @Override
        public String word() {
            return OutcomeWords.MERGED;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return Objects.requireNonNull(cases, "cases").merged(this);
        }

        @Override
        public Optional<String> madeCommit() {
            return Optional.of(commit);
        }

        @Override
        public Optional<ChangeRequest> request() {
            return Optional.of(changeRequest);
        }
    }

    /**
     * The change request was closed unmerged.
     *
     * @param summary what the change was about
     * @param changeRequest the change request
     */
    record Closed(ChangeSummary summary, ChangeRequest changeRequest) implements ChangeOutcome {

        /** Refuses null. */
        public Closed {
            Objects.requireNonNull(summary, "summary");
            Objects.requireNonNull(changeRequest, "changeRequest");
        }

        @Override
        public String word() {
            return OutcomeWords.CLOSED;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return Objects.requireNonNull(cases, "cases").closed(this);
        }

        @Override
        public Optional<ChangeRequest> request() {
            return Optional.of(changeRequest);
        }

        @Override
        public List<String> reasons() {
            return List.of("the change request " + changeRequest.url() + " was closed unmerged");
        }
    }

    /**
     * The environment has it already.
     *
     * @param summary what the change was about
     */
    record UpToDate(ChangeSummary summary) implements ChangeOutcome {

        /** Refuses null. */
        public UpToDate {
            Objects.requireNonNull(summary, "summary");
        }

        @Override
        public String word() {
            return OutcomeWords.UP_TO_DATE;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return Objects.requireNonNull(cases, "cases").upToDate(this);
        }
    }

    /**
     * A newer release of the same application is there; the older one does not replace it.
     *
     * @param summary what the change was about
     * @param reasons which one, and by what order it is newer
     */
    record Superseded(ChangeSummary summary, List<String> reasons) implements ChangeOutcome {

        /** Refuses null. */
        public Superseded {
            Objects.requireNonNull(summary, "summary");
            Objects.requireNonNull(reasons, "reasons");
        }

        @Override
        public String word() {
            return OutcomeWords.SUPERSEDED;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return Objects.requireNonNull(cases, "cases").superseded(this);
        }
    }

    /**
     * What the change needs is not there any more, or the branch cannot take it.
     *
     * @param summary what the change was about
     * @param reasons what is in the way
     */
    record Conflicting(ChangeSummary summary, List<String> reasons) implements ChangeOutcome {

        /** Refuses null. */
        public Conflicting {
            Objects.requireNonNull(summary, "summary");
            Objects.requireNonNull(reasons, "reasons");
        }

        @Override
        public String word() {
            return OutcomeWords.CONFLICTING;
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return Objects.requireNonNull(cases, "cases").conflicting(this);
        }
    }

    /**
     * A policy refuses.
     *
     * @param summary what the change was about
     * @param refusals which, why and what to do
     */
    record Refused(ChangeSummary summary, List<Refusal> refusals) implements ChangeOutcome {

        /** Copies the refusals. */
        public Refused {
            Objects.requireNonNull(summary, "summary");
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
