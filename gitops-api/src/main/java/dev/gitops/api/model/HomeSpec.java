package dev.gitops.api.model;

/**
 * Where an inventory is kept: what stands there decides policy, whatever the file at hand says.
 *
 * @param repository the URL or path of the repository, without credentials
 * @param branch its protected branch
 * @param path the inventory's full path in the repository
 */
public record HomeSpec(String repository, String branch, String path) {

    /** {@return the home in one line, {@code REPOSITORY#BRANCH:PATH}} */
    public String inWords() {
        return repository + "#" + branch + ":" + path;
    }
}
