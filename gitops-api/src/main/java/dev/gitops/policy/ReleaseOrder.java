package dev.gitops.policy;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which of two releases of one application is newer: by build number, else by ancestry of the source commits, else by the time of asking. */
public final class ReleaseOrder {

    private ReleaseOrder() {}

    /**
     * What orders a release.
     *
     * @param build the build's number; null where there is none
     * @param sourceCommit the full commit of the source; null where it is not known
     * @param asked when it was asked for
     */
    public record Position(@Nullable Long build, @Nullable String sourceCommit, Instant asked) {}

    /** Knows the history of an application's source. */
    @FunctionalInterface
    public interface Ancestry {

        /** Knows nothing. */
        Ancestry UNKNOWN = (ancestor, descendant) -> Optional.empty();

        /**
         * Whether a commit is an ancestor of another.
         *
         * @param ancestor a full commit id
         * @param descendant another
         * @return the answer; empty where the source cannot be read or does not have them
         */
        Optional<Boolean> isAncestor(String ancestor, String descendant);
    }

    /**
     * Why a release is older than the one that is there.
     *
     * @param candidate the release that would go in
     * @param present the release that is there
     * @param ancestry the source's history
     * @return the reason; empty where the candidate is as new or newer
     */
    public static Optional<String> older(Position candidate, Position present, Ancestry ancestry) {
        Long mine = candidate.build();
        Long theirs = present.build();
        if (mine != null && theirs != null) {
            return mine < theirs
                    ? Optional.of("build " + mine + " is older than build " + theirs + ", which is there")
                    : Optional.empty();
        }
        String source = candidate.sourceCommit();
        String newer = present.sourceCommit();
        if (source != null && newer != null) {
            if (source.equals(newer)) {
                return Optional.empty();
            }
            Optional<Boolean> older = ancestry.isAncestor(source, newer);
            if (older.isPresent() && older.get()) {
                return Optional.of("source commit " + source + " is an ancestor of " + newer + ", which is there");
            }
            if (older.isPresent() && ancestry.isAncestor(newer, source).orElse(false)) {
                return Optional.empty();
            }
        }
        return candidate.asked().isBefore(present.asked())
                ? Optional.of("it was asked for at " + candidate.asked() + ", before the release that is there ("
                        + present.asked() + ")")
                : Optional.empty();
    }
}
