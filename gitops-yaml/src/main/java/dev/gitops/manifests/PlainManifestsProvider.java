package dev.gitops.manifests;

import dev.gitops.api.model.ProviderConfig;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.ManifestsProvider;

/** The kind {@code plain}: YAML files in a folder an environment. */
public final class PlainManifestsProvider implements ManifestsProvider {

    /** For {@link java.util.ServiceLoader}. */
    public PlainManifestsProvider() {}

    @Override
    public String kind() {
        return "plain";
    }

    @Override
    public String schema() {
        return """
                {"type": "string", "description": "the folder of an environment's YAML files, with {environment} in it", "x-path": true, "x-placeholders": true}""";
    }

    @Override
    public Manifests open(ProviderConfig config) {
        return new PlainManifests(String.valueOf(config.value()));
    }
}
