package dev.gitops.helm;

import java.util.Map;

/**
 * A chart in a chart repository, pinned.
 *
 * @param repository {@code oci://HOST/PATH}, or the URL of an HTTP chart repository
 * @param name the chart's name
 * @param version its version
 * @param digest the digest of its archive
 */
record RemoteChart(String repository, String name, String version, String digest) {

    static RemoteChart of(Map<?, ?> config) {
        return new RemoteChart(
                String.valueOf(config.get("repository")),
                String.valueOf(config.get("name")),
                String.valueOf(config.get("version")),
                String.valueOf(config.get("digest")));
    }

    boolean isOci() {
        return repository.startsWith("oci://");
    }

    @Override
    public String toString() {
        return name + " " + version + " of " + repository;
    }
}
