package dev.gitops.jobdsl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of jobs and views that the inventory no longer asks for.
 *
 * @param jobs jobs to be disabled, by path
 * @param views views to be deleted, by path
 * @param others true where the jobs of earlier inventories that are still there are meant too: all that this file does not declare; null where only those named are
 * @param delete true where they are deleted with their history; null where they are disabled
 */
public record Removal(
        List<String> jobs,
        List<String> views,
        @Nullable Boolean others,
        @Nullable Boolean delete) {

    /** Copies the lists. */
    public Removal {
        jobs = jobs == null ? List.of() : List.copyOf(jobs);
        views = views == null ? List.of() : List.copyOf(views);
    }
}
