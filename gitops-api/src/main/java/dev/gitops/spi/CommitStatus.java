package dev.gitops.spi;

import java.util.Optional;

/**
 * What somebody found out about a commit, as hosts show it beside its change request and as their rules may require it before a merge.
 *
 * @param context by what name it goes, as in {@code gitops/review}: a later status of the same name takes the place of the earlier one
 * @param state what was found
 * @param description one line in words; hosts that show less of it show its beginning
 * @param url where more is to be read; where there is none and the host wants one, the change request's
 */
public record CommitStatus(String context, State state, String description, Optional<String> url) {

    /** What was found. */
    public enum State {
        /** It is not known yet. */
        PENDING,
        /** It may be merged. */
        SUCCESS,
        /** It may not. */
        FAILURE
    }
}
