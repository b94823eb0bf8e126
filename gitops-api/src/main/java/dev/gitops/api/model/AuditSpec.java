package dev.gitops.api.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where deployment records are kept.
 *
 * @param store the store
 * @param endpoint the URL of an audit system that gets each record besides; null for none
 * @param keys whose signatures of records count, as Base64 of their DER form; empty where records need none
 */
public record AuditSpec(ProviderConfig store, @Nullable String endpoint, List<String> keys) {

    /** Copies the keys. */
    public AuditSpec {
        keys = List.copyOf(keys);
    }

    /**
     * Records that need no signature.
     *
     * @param store the store
     * @param endpoint the URL of an audit system; null for none
     */
    public AuditSpec(ProviderConfig store, @Nullable String endpoint) {
        this(store, endpoint, List.of());
    }

    /** {@return the URL of an audit system that gets each record besides} */
    public Optional<String> endpointUrl() {
        return Optional.ofNullable(endpoint);
    }
}
