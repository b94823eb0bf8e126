package dev.gitops.api;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one object differs between two sides: Git and cluster (diff, drift), or two environments (parity).
 *
 * @param kind as in {@code Deployment}
 * @param namespace its namespace; null for cluster-scoped objects and where none is named
 * @param name its name
 * @param change what is different
 * @param fields the fields that differ; empty where the whole object is missing or extra
 */
public record ObjectDifference(
        String kind, @Nullable String namespace, String name, Change change, List<Field> fields) {

    /** Copies the fields. */
    public ObjectDifference {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(fields, "fields");
        fields = List.copyOf(fields);
    }

    /** What is different. */
    public enum Change {
        /** The left side (Git, the first environment) has it, the right side (cluster, the second) has not. */
        MISSING,
        /** Both have it, with different fields. */
        CHANGED,
        /** Only the right side has it. */
        EXTRA;

        /** {@return the word used in JSON: lower case} */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A field that differs. Values of Secrets are digests.
     *
     * @param path as in {@code spec.template.spec.containers[name=shop].image}
     * @param left the left side's value as compact JSON; null where it has none
     * @param right the right side's value as compact JSON; null where it has none
     * @param manager who changed it in the cluster; null where not known
     * @param time when they did; null where not known
     */
    public record Field(
            String path,
            @Nullable String left,
            @Nullable String right,
            @Nullable String manager,
            @Nullable Instant time) {

        /** Refuses null. */
        public Field {
            Objects.requireNonNull(path, "path");
        }
    }
}
