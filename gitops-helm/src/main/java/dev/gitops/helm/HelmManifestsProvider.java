package dev.gitops.helm;

import dev.gitops.api.model.ProviderConfig;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.ManifestsProvider;

/** The kind {@code helm}: a chart with values files. Helm's own code is loaded when a chart is first rendered, not before. */
public final class HelmManifestsProvider implements ManifestsProvider {

    /** For {@link java.util.ServiceLoader}. */
    public HelmManifestsProvider() {}

    @Override
    public String kind() {
        return "helm";
    }

    @Override
    public String schema() {
        return HelmSchema.TEXT;
    }

    @Override
    public Manifests open(ProviderConfig config) {
        return new HelmManifests(HelmConfig.of(config), RemoteCharts.standard());
    }

    @Override
    public Manifests openOffline(ProviderConfig config) {
        return new HelmManifests(HelmConfig.of(config), RemoteCharts.kept());
    }
}
