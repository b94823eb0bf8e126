package dev.gitops.api;

import java.util.List;
import java.util.Objects;

/**
 * What a check of the config repositories found.
 *
 * @param checked how many environments of applications were looked at
 * @param invalid what cannot be rendered, every problem of every application and environment
 * @param unguarded where a protected environment could change without the review that is wanted
 * @param notices what a person should know, a sentence each
 */
public record CheckReport(int checked, List<Problem> invalid, List<Problem> unguarded, List<String> notices) {

    /** Copies the lists. */
    public CheckReport {
        Objects.requireNonNull(invalid, "invalid");
        Objects.requireNonNull(unguarded, "unguarded");
        Objects.requireNonNull(notices, "notices");
        invalid = List.copyOf(invalid);
        unguarded = List.copyOf(unguarded);
        notices = List.copyOf(notices);
    }
}
