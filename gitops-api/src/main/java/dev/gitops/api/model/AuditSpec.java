package dev.gitops.api.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where deployment records are kept.
 *
 * @param store the store
 * @param endpoint the URL of an audit system that gets each record besides; null for none
 */
public record AuditSpec(ProviderConfig store, @Nullable String endpoint) {

    /** {@return the URL of an audit system that gets each record besides} */
    public Optional<String> endpointUrl() {
        return Optional.ofNullable(endpoint);
    }
}
