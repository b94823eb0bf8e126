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

    /**
     * The manifests of one application, rendered of what is in the repository alone: nothing is fetched, no login is read. Kinds that never fetch anything need not say so.
     *
     * @param config what the inventory says under this provider's key
     * @return the port
     * @throws dev.gitops.api.InvalidInputException if the configuration cannot be used
     */
    default Manifests openOffline(ProviderConfig config) {
        return open(config);
    }
}
