package dev.gitops.forge;

import dev.gitops.http.ForgeException;

/**
 * What became of an attempt to merge.
 *
 * @param outcome what became of it
 * @param words the host's words where it did not merge
 */
public record MergeAttempt(Outcome outcome, String words) {

    /** It was merged. */
    public static final MergeAttempt MERGED = new MergeAttempt(Outcome.MERGED, "");

    /** What may become of an attempt. */
    public enum Outcome {
        /** It was merged. */
        MERGED,
        /** The host's rules do not allow it. */
        REFUSED,
        /** The branches conflict. */
        CONFLICTING,
        /** It stands in the host's queue. */
        QUEUED,
        /** The host did not merge, but may do so soon. */
        AGAIN
    }

    /**
     * The host's rules do not allow the merge.
     *
     * @param refusal what it answered
     * @return the attempt
     */
    public static MergeAttempt refused(ForgeException refusal) {
        return refused(words(refusal));
    }

    /**
     * The host's rules do not allow the merge.
     *
     * @param words why
     * @return the attempt
     */
    public static MergeAttempt refused(String words) {
        return new MergeAttempt(Outcome.REFUSED, words);
    }

    /**
     * The host found a conflict.
     *
     * @return the attempt
     */
    public static MergeAttempt conflicting() {
        return new MergeAttempt(Outcome.CONFLICTING, "it conflicts with its target");
    }

    /**
     * The host will merge it when its turn comes.
     *
     * @param words where it stands
     * @return the attempt
     */
    public static MergeAttempt queued(String words) {
        return new MergeAttempt(Outcome.QUEUED, words);
    }

    /**
     * The host did not merge, but may do so soon.
     *
     * @param refusal what it answered
     * @return the attempt
     */
    public static MergeAttempt again(ForgeException refusal) {
        return new MergeAttempt(Outcome.AGAIN, words(refusal));
    }

    /**
     * The host did not merge, but may do so soon.
     *
     * @param words why not yet
     * @return the attempt
     */
    public static MergeAttempt again(String words) {
        return new MergeAttempt(Outcome.AGAIN, words);
    }

    static String words(ForgeException refusal) {
        return refusal.words().isEmpty() ? "status " + refusal.status() : refusal.words();
    }
}
