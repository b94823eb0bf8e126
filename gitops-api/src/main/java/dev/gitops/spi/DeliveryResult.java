package dev.gitops.spi;

import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeploymentFailure;
import java.util.List;

/** How a delivery ended. Manifests that the server refuses before anything was written are an {@link dev.gitops.api.InvalidInputException}, not a result. */
public sealed interface DeliveryResult {

    /** {@return what was done to each object, in the order it was done} */
    List<DeployedObject> objects();

    /**
     * Everything is there and healthy.
     *
     * @param objects the objects
     * @param changed whether anything was written
     * @param notices what a person should know
     */
    record Delivered(List<DeployedObject> objects, boolean changed, List<String> notices) implements DeliveryResult {

        /** Copies the lists. */
        public Delivered {
            objects = List.copyOf(objects);
            notices = List.copyOf(notices);
        }
    }

    /**
     * It did not become healthy, or a write failed.
     *
     * @param objects the objects as far as they came
     * @param failure why
     */
    record Failed(List<DeployedObject> objects, DeploymentFailure failure) implements DeliveryResult {

        /** Copies the objects. */
        public Failed {
            objects = List.copyOf(objects);
        }
    }

    /**
     * A guard refused before anything was written.
     *
     * @param reasons why, with what to do
     */
    record Refused(List<String> reasons) implements DeliveryResult {

        /** Copies the reasons. */
        public Refused {
            reasons = List.copyOf(reasons);
        }

        @Override
        public List<DeployedObject> objects() {
            return List.of();
        }
    }
}
