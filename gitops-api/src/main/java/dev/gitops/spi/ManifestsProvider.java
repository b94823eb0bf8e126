package dev.gitops.spi;

import dev.gitops.api.model.ProviderConfig;

/** A kind of manifests: {@code plain}, {@code kustomize}, {@code helm}. */
public interface ManifestsProvider extends Provider {

    /**
     * The manifests of one application.
     *
     * @param config what the inventory says under this provider's key
     * @return the port, which does no I/O of its own and may be used by several threads
     * @throws dev.gitops.api.InvalidInputException if the configuration cannot be used
     */
    Manifests open(ProviderConfig config);
}
