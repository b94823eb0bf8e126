package dev.gitops.engine.review;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.engine.workspace.Place;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An application in an environment as both inventories have it.
 *
 * @param before as the target has it; null where it is new
 * @param after as the change has it; null where it goes
 */
record PlacePair(@Nullable Place before, @Nullable Place after) {

    Place either() {
        return Objects.requireNonNull(after == null ? before : after);
    }

    ReviewPlace name() {
        EnvironmentName environment = either().environment().name();
        return new ReviewPlace(either().app().name(), environment.value());
    }

    /** Whether both inventories render the same of the same files, and deliver it to the same place. */
    boolean isSameQuestion() {
        if (before != null && before == after) {
            return true;
        }
        return before != null
                && after != null
                && before.target().equals(after.target())
                && before.environment().cluster().equals(after.environment().cluster())
                && before.app()
                        .manifests()
                        .kind()
                        .equals(after.app().manifests().kind())
                && Objects.equals(
                        before.app().manifests().value(),
                        after.app().manifests().value());
    }
}
