package dev.gitops.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /**
     * The images that an environment has once changes are made.
     *
     * @param changes the changes
     * @return what each gets, in their order; without those that get nothing
     */
    public static List<ReleasedImage> after(List<ImageChange> changes) {
        Objects.requireNonNull(changes, "changes");
        List<ReleasedImage> images = new ArrayList<>();
        for (ImageChange change : changes) {
            if (change.after != null) {
                images.add(new ReleasedImage(change.name, change.after));
            }
        }
        return images;
    }
}
