package dev.gitops.change;

import dev.gitops.api.ReleasedImage;
import dev.gitops.change.Trailers.Origin;
import java.util.List;

/** What a promotion can take from its source environment. */
public sealed interface Sourced {

    /**
     * A release.
     *
     * @param images the images, digests included
     * @param origin the build they came from
     * @param commit the commit that the source environment has them by
     * @param notices what a person should know, such as that nothing was verified
     */
    record Available(List<ReleasedImage> images, Origin origin, String commit, List<String> notices)
            implements Sourced {

        /** Copies the lists. */
        public Available {
            images = List.copyOf(images);
            notices = List.copyOf(notices);
        }
    }

    /**
     * Nothing that may be promoted.
     *
     * @param reason why, and what to do
     */
    record Unavailable(String reason) implements Sourced {}
}
