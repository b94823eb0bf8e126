package dev.gitops.api.model;

/**
 * A config repository and its main branch.
 *
 * @param repository the URL (https, ssh, file) or path, without credentials
 * @param branch the branch environments are read from unless they name one of their own
 */
public record RepositorySpec(String repository, String branch) {}
