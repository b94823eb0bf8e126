package dev.gitops.api;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment did to one object, and how the object is.
 *
 * @param kind as in {@code Deployment}
 * @param namespace its namespace; null for cluster-scoped objects
 * @param name its name
 * @param action what was done
 * @param health how it is
 * @param reason why it is so, where that needs saying; null otherwise
 */
public record DeployedObject(
        String kind,
        @Nullable String namespace,
        String name,
        Action action,
        Health health,
        @Nullable String reason) {

    /** Refuses null. */
    public DeployedObject {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(health, "health");
    }

    /** {@return the object in words, as in {@code Deployment shop/web}} */
    public String inWords() {
        return kind + " " + (namespace == null ? "" : namespace + "/") + name;
    }

    /** What was done to an object. */
    public enum Action {
        /** It was not there. */
        CREATED,
        /** It was there with other fields. */
        CHANGED,
        /** Nothing was written. */
        UNCHANGED,
        /** It was deleted and made anew, as the inventory allows for its kind. */
        REPLACED,
        /** It was owned and is no longer wanted. */
        PRUNED,
        /** It was published for others to deliver. */
        PUBLISHED,
        /** The controller that delivers (Argo CD, Flux, Helm) synced it. */
        SYNCED,
        /** The write was refused. */
        FAILED;

        /** {@return the word used in JSON: lower case} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How an object is. */
    public enum Health {
        /** As wanted. */
        HEALTHY,
        /** On its way. */
        PROGRESSING,
        /** It will not get there by itself. */
        DEGRADED,
        /** Somebody paused it. */
        SUSPENDED,
        /** It is not there. */
        MISSING,
        /** Nobody looked, or nothing can be said of its kind. */
        UNKNOWN;

        /** {@return the word used in JSON: lower case} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
