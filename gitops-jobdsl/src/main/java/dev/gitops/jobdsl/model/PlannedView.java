package dev.gitops.jobdsl.model;

/**
 * A list of jobs.
 *
 * @param path the view's full name
 * @param description what stands above it
 * @param regex matches the names of its jobs, relative to the folder that holds the view
 */
public record PlannedView(String path, String description, String regex) {}
