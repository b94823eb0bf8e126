package dev.gitops.kustomize.port;

import dev.gitops.api.model.ProviderConfig;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.ManifestsProvider;

/** The kind {@code kustomize}: an overlay an environment. */
public final class KustomizeManifestsProvider implements ManifestsProvider {

    /** For {@link java.util.ServiceLoader}. */
    public KustomizeManifestsProvider() {}

    @Override
    public String kind() {
        return "kustomize";
    }

    @Override
    public String schema() {
        return """
                {"type": "string", "description": "the folder of the application: its overlays are in environments/<environment> or overlays/<environment> below it; with {environment} in it, it is the overlay itself", "x-path": true, "x-placeholders": true}""";
    }

    @Override
    public Manifests open(ProviderConfig config) {
        return new KustomizeManifests(String.valueOf(config.value()));
    }
}
