package dev.gitops.api;

import java.util.Locale;
import java.util.Objects;

/**
 * A change request (pull request, merge request) as its host tells of it.
 *
 * @param url where a person sees it
 * @param number its number in the repository
 * @param state whether it is open, merged or closed
 */
public record ChangeRequest(String url, long number, State state) {

    /** Refuses null. */
    public ChangeRequest {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(state, "state");
    }

    /** What became of it. */
    public enum State {
        /** It waits. */
        OPEN,
        /** It was merged. */
        MERGED,
        /** It was closed unmerged. */
        CLOSED;

        /** {@return the word used in JSON: lower case} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
