package dev.gitops.spi;

/** What every provider tells of itself. Providers are stateless and cheap to make; {@link java.util.ServiceLoader} makes them. */
public interface Provider {

    /** {@return the word that selects this provider in the inventory, as in {@code kustomize} or {@code argocd}} */
    String kind();

    /**
     * The JSON Schema (draft 2020-12) of what stands under this provider's key in the inventory, as a JSON text; it becomes a part of the inventory's published schema.
     *
     * @return the schema; {@code "{}"} is not allowed, {@code {"type": "null"}} says that the word stands alone
     */
    String schema();
}
