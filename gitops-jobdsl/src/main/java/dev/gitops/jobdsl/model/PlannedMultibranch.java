package dev.gitops.jobdsl.model;

import org.jspecify.annotations.Nullable;

/**
 * A job that builds every branch of a repository.
 *
 * @param path the job's full name
 * @param description what stands on its page
 * @param source an id of the branch source that stays the same as long as the job does
 * @param repository the repository's URL
 * @param credentials the id of the credentials that read it; null where it is public
 * @param jenkinsfile the path of the pipeline script in it
 * @param includes the branches that are built, as a Jenkins wildcard
 * @param excludes those of them that are not, separated by spaces; empty for none
 * @param keepDays how long jobs of deleted branches are kept
 */
public record PlannedMultibranch(
        String path,
        String description,
        String source,
        String repository,
        @Nullable String credentials,
        String jenkinsfile,
        String includes,
        String excludes,
        int keepDays) {}
