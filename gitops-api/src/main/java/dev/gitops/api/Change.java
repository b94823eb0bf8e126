package dev.gitops.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An intent, as data: what somebody wants of an environment. {@link Pipeline} is the way to write one down. */
public sealed interface Change {

    /** {@return the environment that shall change} */
    EnvironmentName environment();

    /** {@return what is done to it} */
    Operation operation();

    /** {@return why; null where nobody said} */
    @Nullable
    String reason();

    /**
     * An environment gets images.
     *
     * @param environment the environment
     * @param release the images and where they come from
     * @param pin whether tags are resolved to digests at the registry first
     * @param reason why; null where nobody said
     */
    record Releasing(
            EnvironmentName environment,
            Release release,
            boolean pin,
            @Nullable String reason) implements Change {

        /** Refuses null. */
        public Releasing {
            Objects.requireNonNull(environment, "environment");
            Objects.requireNonNull(release, "release");
        }

        @Override
        public Operation operation() {
            return Operation.RELEASE;
        }
    }

    /**
     * An environment gets what another one has verified.
     *
     * @param from the environment the release comes from
     * @param environment the environment that gets it
     * @param unverified whether what Git has is taken, verified or not
     * @param reason why; null where nobody said
     */
    record Promotion(
            EnvironmentName from,
            EnvironmentName environment,
            boolean unverified,
            @Nullable String reason) implements Change {

        /** Refuses null. */
        public Promotion {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(environment, "environment");
        }

        @Override
        public Operation operation() {
            return Operation.PROMOTE;
        }
    }

    /**
     * An environment gets back what it had.
     *
     * @param environment the environment
     * @param to a commit, full or abbreviated; null takes the last verified one before the present
     * @param shared what is done where shared files changed since
     * @param reason why; null where nobody said
     */
    record Rollback(
            EnvironmentName environment,
            @Nullable String to,
            SharedFiles shared,
            @Nullable String reason) implements Change {

        /** Refuses null. */
        public Rollback {
            Objects.requireNonNull(environment, "environment");
            Objects.requireNonNull(shared, "shared");
        }

        @Override
        public Operation operation() {
            return Operation.ROLLBACK;
        }
    }

    /**
     * Values of an application that has values (Helm) are set.
     *
     * @param environment the environment
     * @param values the new values by their dotted keys, as texts; types are those the file has
     * @param reason why; null where nobody said
     */
    record Setting(
            EnvironmentName environment,
            Map<String, String> values,
            @Nullable String reason) implements Change {

        /** Copies the values in their order. */
        public Setting {
            Objects.requireNonNull(environment, "environment");
            Objects.requireNonNull(values, "values");
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public Operation operation() {
            return Operation.SET;
        }
    }

    /**
     * Automation into an environment is stopped, or let go on.
     *
     * @param environment the environment
     * @param held true stops it, false lets it go on
     * @param reason why; null where nobody said
     */
    record Holding(
            EnvironmentName environment,
            boolean held,
            @Nullable String reason) implements Change {

        /** Refuses null. */
        public Holding {
            Objects.requireNonNull(environment, "environment");
        }

        @Override
        public Operation operation() {
            return held ? Operation.HOLD : Operation.UNHOLD;
        }
    }

    /**
     * An application is taken out of some of its environments: its lines in the inventory and its own files go. {@link Lifecycle} plans it.
     *
     * @param environment the most guarded of them, which decides how the change comes to Git
     * @param environments all of them
     * @param claims the names of the claims that are to be deleted with it
     * @param reason why; null where nobody said
     */
    record Removal(
            EnvironmentName environment,
            List<EnvironmentName> environments,
            Set<String> claims,
            @Nullable String reason)
            implements Change {

        /** Refuses null, and copies. */
        public Removal {
            Objects.requireNonNull(environment, "environment");
            Objects.requireNonNull(environments, "environments");
            Objects.requireNonNull(claims, "claims");
            environments = List.copyOf(environments);
            claims = Set.copyOf(claims);
        }

        @Override
        public Operation operation() {
            return Operation.REMOVE;
        }
    }

    /** What a rollback does where shared files (a base, a chart) changed since its target. */
    enum SharedFiles {
        /** Refuses, and names them. */
        REFUSE,
        /** Restores them too, for all who share them. */
        RESTORE,
        /** Goes on, and accepts that the manifests differ from the target's. */
        ACCEPT
    }
}
