package dev.gitops.jobdsl.model;

import org.jspecify.annotations.Nullable;

/**
 * Where the jobs run the {@code gitops} command.
 *
 * @param label the label of the agents; null where a pod template is given
 * @param podTemplate the text of a Kubernetes pod template; null where a label is given
 */
public record Agent(@Nullable String label, @Nullable String podTemplate) {}
