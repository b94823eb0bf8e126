package dev.gitops.cli.option;

import dev.gitops.api.App;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Pipeline;
import dev.gitops.api.ReleasedImage;
import java.util.ArrayList;
import java.util.List;

/** What {@code --image} means: references, or NAME=REF where two images share a repository. */
public final class ImageOption {

    private ImageOption() {}

    /**
     * The images of a release.
     *
     * @param target the application
     * @param images what was given
     * @return each image with its name in the inventory
     */
    public static List<ReleasedImage> match(App target, List<String> images) {
        List<ReleasedImage> named = new ArrayList<>();
        List<ImageRef> references = new ArrayList<>();
        for (String image : images) {
            int equals = image.indexOf('=');
            if (equals > 0) {
                named.add(new ReleasedImage(image.substring(0, equals), ImageRef.parse(image.substring(equals + 1))));
            } else {
                references.add(ImageRef.parse(image));
            }
        }
        named.addAll(Pipeline.match(target, references));
        return named;
    }
}
