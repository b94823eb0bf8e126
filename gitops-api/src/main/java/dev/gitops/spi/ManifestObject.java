package dev.gitops.spi;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes object as data.
 *
 * @param apiVersion as in {@code apps/v1}
 * @param kind as in {@code Deployment}
 * @param namespace the namespace it names; null where it names none
 * @param name its {@code metadata.name}
 * @param content the whole object in the order of its source: String, Integer, Long, BigInteger, Double, Boolean, null, List and Map of those
 */
public record ManifestObject(
        String apiVersion, String kind, @Nullable String namespace, String name, Map<String, Object> content) {

    /** {@return the namespace it names, where it names one} */
    public Optional<String> inNamespace() {
        return Optional.ofNullable(namespace);
    }

    /** {@return the API group; empty for the core group} */
    public String group() {
        int slash = apiVersion.indexOf('/');
        return slash < 0 ? "" : apiVersion.substring(0, slash);
    }

    /** {@return the object in words, as in {@code Deployment shop/web}} */
    @Override
    public String toString() {
        return kind + " " + (namespace == null ? "" : namespace + "/") + name;
    }
}
