package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Action;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment would do to one object.
 *
 * @param wanted the object
 * @param action created, changed, replaced or unchanged
 * @param live how it is; missing where it is not there
 * @param result how the server says it would be; null where nobody asked, as nothing changes or it cannot be asked yet
 */
record Step(
        Wanted wanted,
        Action action,
        JsonNode live,
        @Nullable JsonNode result) {

    boolean writes() {
        return action != Action.UNCHANGED;
    }

    /** Whether the server could not check it yet, as its kind or namespace comes with this deployment. */
    boolean unchecked() {
        return writes() && action != Action.REPLACED && result == null;
    }
}
