package dev.gitops.forge;

import dev.gitops.forge.rest.ForgeException;
import java.util.Optional;

/**
 * What became of an attempt to merge.
 *
 * @param again whether the host has not made up its mind and may be asked again
 * @param refusal the host's words where it did not merge
 */
public record MergeAttempt(boolean again, Optional<String> refusal) {

    /** It was merged. */
    public static final MergeAttempt MERGED = new MergeAttempt(false, Optional.empty());

    /**
     * The host's rules do not allow the merge.
     *
     * @param refusal what it answered
     * @return the attempt
     */
    public static MergeAttempt refused(ForgeException refusal) {
        return refused(said(refusal));
    }

    /**
     * The host's rules do not allow the merge.
     *
     * @param words why
     * @return the attempt
     */
    public static MergeAttempt refused(String words) {
        return new MergeAttempt(false, Optional.of(words));
    }

    /**
     * The host did not merge, but may do so soon.
     *
     * @param refusal what it answered
     * @return the attempt
     */
    public static MergeAttempt again(ForgeException refusal) {
        return new MergeAttempt(true, Optional.of(said(refusal)));
    }

    private static String said(ForgeException refusal) {
        return refusal.words().isEmpty() ? "status " + refusal.status() : refusal.words();
    }
}
