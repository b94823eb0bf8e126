package dev.gitops.api;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a change does to one image.
 *
 * @param name the image's name in the inventory
 * @param before what the environment had; null where it had none
 * @param after what it gets; null where it gets none
 */
public record ImageChange(
        String name, @Nullable ImageRef before, @Nullable ImageRef after) {

    /** Refuses null. */
    public ImageChange {
        Objects.requireNonNull(name, "name");
    }

    /** {@return what the environment had} */
    public Optional<ImageRef> from() {
        return Optional.ofNullable(before);
    }

    /** {@return what it gets} */
    public Optional<ImageRef> to() {
        return Optional.ofNullable(after);
    }
}
