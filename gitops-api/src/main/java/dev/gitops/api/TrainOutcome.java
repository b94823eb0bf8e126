package dev.gitops.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a train ended.
 *
 * @param train what was asked for
 * @param parts the changes that were made: one, or one a team and one a config repository
 * @param leftOut the applications that did not go along, each with why; those that have it already among them
 */
public record TrainOutcome(Train train, List<Part> parts, List<ChangeOutcome> leftOut) {

    private static final List<String> BY_GRAVITY =
            List.of("upToDate", "committed", "merged", "requested", "superseded", "conflicting", "closed", "refused");

    /** Copies the lists. */
    public TrainOutcome {
        Objects.requireNonNull(train, "train");
        Objects.requireNonNull(parts, "parts");
        Objects.requireNonNull(leftOut, "leftOut");
        parts = List.copyOf(parts);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * One commit with one or more applications: it landed whole, or nothing of it did.
     *
     * @param repository the config repository's URL
     * @param branch the branch that gets the commit, or that the change request comes from
     * @param team whose applications they are; empty for any
     * @param changes the applications that go, in the order in which they are deployed, all with the same ending
     * @param diff the change of all files as one unified diff
     */
    public record Part(
            String repository, String branch, Optional<String> team, List<ChangeOutcome> changes, String diff) {

        /** Copies the list. */
        public Part {
            Objects.requireNonNull(repository, "repository");
            Objects.requireNonNull(branch, "branch");
            Objects.requireNonNull(team, "team");
            Objects.requireNonNull(diff, "diff");
            Objects.requireNonNull(changes, "changes");
            changes = List.copyOf(changes);
        }

        /** {@return how it ended, as the first application's outcome tells} */
        public ChangeOutcome ending() {
            return changes.get(0);
        }
    }

    /** {@return all that went, in the order in which it is deployed} */
    public List<ChangeOutcome> changes() {
        return parts.stream().map(Part::changes).flatMap(List::stream).toList();
    }

    /** {@return those that have something to promote, or may have, and did not go} */
    public List<ChangeOutcome> keptBack() {
        return leftOut.stream()
                .filter(outcome -> !(outcome instanceof ChangeOutcome.UpToDate))
                .toList();
    }

    /** {@return the word for the whole in JSON: the gravest of those of its parts; where it has none, {@code upToDate}, or why nothing went} */
    public String word() {
        Stream<ChangeOutcome> deciding =
                parts.isEmpty() ? leftOut.stream() : parts.stream().map(Part::ending);
        return deciding.map(ChangeOutcome::word).reduce("upToDate", TrainOutcome::graver);
    }

    private static String graver(String left, String right) {
        return BY_GRAVITY.indexOf(left) >= BY_GRAVITY.indexOf(right) ? left : right;
    }
}
