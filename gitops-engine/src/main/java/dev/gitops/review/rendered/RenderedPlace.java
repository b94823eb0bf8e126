package dev.gitops.review.rendered;

import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.spi.ManifestObject;
import java.util.List;
import java.util.Optional;

/**
 * An application in an environment before and after a change.
 *
 * @param place which one
 * @param before what it was; empty where it is new
 * @param after what it becomes; empty where it goes
 */
public record RenderedPlace(ReviewPlace place, Optional<Side> before, Optional<Side> after) {

    /**
     * One side.
     *
     * @param environment the environment, with the application's overrides
     * @param objects what it renders to
     */
    public record Side(EnvironmentSpec environment, List<ManifestObject> objects) {

        /** Copies the objects. */
        public Side {
            objects = List.copyOf(objects);
        }

        /** {@return the digest of what it renders to, and of where that goes} */
        public String digest() {
            return RenderedDigest.of(environment, objects);
        }
    }

    /** {@return whether the environment is protected on either side} */
    public boolean isProtected() {
        return before.filter(side -> side.environment().isProtected()).isPresent()
                || after.filter(side -> side.environment().isProtected()).isPresent();
    }

    /** {@return the environment as it becomes, or as it was where it goes} */
    public EnvironmentSpec environment() {
        return after.or(() -> before).orElseThrow().environment();
    }
}
