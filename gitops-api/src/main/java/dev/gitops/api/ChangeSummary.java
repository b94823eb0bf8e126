package dev.gitops.api;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a change is about, whatever became of it.
 *
 * @param app the application
 * @param environment the environment that changes
 * @param operation what is done to it
 * @param from the environment the release comes from; null unless it is a promotion
 * @param images the release before and after, an entry an image
 * @param diff the change of the files as a unified diff; empty where no file changes
 * @param notices what a person should know, such as that nothing was verified yet
 */
public record ChangeSummary(
        String app,
        EnvironmentName environment,
        Operation operation,
        @Nullable EnvironmentName from,
        List<ImageChange> images,
        String diff,
        List<String> notices) {

    /** Copies the lists. */
    public ChangeSummary {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(images, "images");
        Objects.requireNonNull(diff, "diff");
        Objects.requireNonNull(notices, "notices");
        images = List.copyOf(images);
        notices = List.copyOf(notices);
    }
}
