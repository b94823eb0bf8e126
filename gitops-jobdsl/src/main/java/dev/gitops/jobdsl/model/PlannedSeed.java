package dev.gitops.jobdsl.model;

import org.jspecify.annotations.Nullable;

/**
 * The job that renders and declares all jobs, itself among them. Its script is read from the repository that holds the inventory.
 *
 * @param path the job's full name
 * @param description what stands on its page
 * @param script the path of its script in the repository
 * @param poll when it looks whether the inventory has moved, as a Jenkins schedule; null where a dispatcher starts it
 * @param cron when it declares everything again, as a Jenkins schedule
 * @param keep how many builds are kept
 */
public record PlannedSeed(
        String path,
        String description,
        String script,
        @Nullable String poll,
        String cron,
        int keep) {}
