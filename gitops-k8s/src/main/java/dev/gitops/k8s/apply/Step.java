package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.object.TakeOver;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment would do to one object.
 *
 * @param wanted the object
 * @param action created, changed, replaced or unchanged
 * @param live how it is; missing where it is not there
 * @param result how the server says it would be; null where nobody asked, as nothing changes or it cannot be asked yet
 * @param takeOver what is taken over from those who deployed it before
 */
record Step(
        Wanted wanted,
        Action action,
        JsonNode live,
        @Nullable JsonNode result,
        TakeOver takeOver) {

    static Step of(Wanted wanted, Action action, JsonNode live) {
        return new Step(wanted, action, live, null, TakeOver.none());
    }

    boolean writes() {
        return action != Action.UNCHANGED;
    }

    /** Whether what is there is deleted already, and held by finalizers. */
    boolean isTerminating() {
        return Json.at(live, "metadata").has("deletionTimestamp");
    }

    /** Whether it has done its work and is gone, as it was meant to. */
    boolean vanished() {
        return action == Action.UNCHANGED && live.isMissingNode();
    }

    /** What a person should know of it. */
    Optional<String> notice() {
        JsonNode after = result;
        if (after == null || !takeOver.any() && takeOver.left().isEmpty()) {
            return Optional.empty();
        }
        StringBuilder notice = new StringBuilder(wanted.key().toString());
        if (takeOver.any()) {
            notice.append(": its fields are taken over from ").append(String.join(", ", takeOver.from()));
            List<String> going = TakeOver.words(takeOver.going(), after);
            notice.append(
                    going.isEmpty() ? "" : "; with them goes what Git does not state: " + String.join(", ", going));
        }
        if (!takeOver.left().isEmpty()) {
            notice.append(takeOver.any() ? "; " : ": ")
                    .append(String.join(", ", TakeOver.words(takeOver.left(), after)))
                    .append(" stays though Git has removed it, as ")
                    .append(String.join(", ", takeOver.keepers()))
                    .append(" owns it too; remove it there");
        }
        return Optional.of(notice.toString());
    }

    /** Whether the server could not check it yet, as its kind or namespace comes with this deployment. */
    boolean unchecked() {
        return writes() && action != Action.REPLACED && result == null;
    }
}
