package dev.gitops.spi;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.ReleasedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an application's manifests are written down in the config repository. Every method is a function of the tree and the target: no I/O but the tree's, no clock, no environment.
 *
 * <p>Input that cannot be used (a missing file, a broken manifest) is a {@link dev.gitops.api.InvalidInputException} with file, line and key.
 */
public interface Manifests {

    /**
     * The objects that the environment wants.
     *
     * @param tree the files
     * @param target the application and environment
     * @return the rendered objects; never silently empty: a source that is not there is an error
     */
    RenderedManifests render(SourceTree tree, Target target);

    /**
     * The release that the environment has: each image of the target, exactly as the rendered objects have it, digest included.
     *
     * @param tree the files
     * @param target the application and environment
     * @return the images that were found, in the target's order; an image that appears nowhere is left out
     */
    List<ReleasedImage> release(SourceTree tree, Target target);

    /**
     * The edits that give the environment another release; every byte that need not change stays.
     *
     * @param tree the files
     * @param target the application and environment
     * @param images the images to set; images of the target that are not named stay as they are
     * @return the edits; empty where the environment has those images already
     */
    List<FileEdit> edits(SourceTree tree, Target target, List<ReleasedImage> images);

    /**
     * Every path that decides what {@link #render} gives.
     *
     * @param tree the files
     * @param target the application and environment
     * @return the paths, the environment's own apart from shared ones
     */
    Closure closure(SourceTree tree, Target target);

    /**
     * Closure and release together, for those who want both of many environments.
     *
     * @param tree the files
     * @param target the application and environment
     * @return what {@link #closure} and {@link #release} give
     */
    default Contents contents(SourceTree tree, Target target) {
        return new Contents(closure(tree, target), release(tree, target));
    }

    /**
     * What an environment's files say.
     *
     * @param closure every path that decides its manifests
     * @param release the images it has
     */
    record Contents(Closure closure, List<ReleasedImage> release) {

        /** Copies the images. */
        public Contents {
            release = List.copyOf(release);
        }
    }

    /**
     * How a controller renders the manifests by itself, where they are a Helm chart in the repository.
     *
     * @param target the application and environment
     * @return the chart's folder with release and values files; empty where the manifests are no chart, or one from elsewhere
     */
    default Optional<ChartSource> chart(Target target) {
        return Optional.empty();
    }

    /**
     * A chart in the repository.
     *
     * @param folder its path
     * @param chart how it is rendered
     */
    record ChartSource(String folder, DeliveryRequest.Chart chart) {}

    /**
     * The edits that set values which are not images, for kinds that have values (Helm).
     *
     * @param tree the files
     * @param target the application and environment
     * @param values the new values by their dotted keys, as texts; types are those the file has
     * @return the edits; empty where everything is so already
     * @throws dev.gitops.api.InvalidInputException where this kind has no values, or a key cannot be set
     */
    default List<FileEdit> set(SourceTree tree, Target target, Map<String, String> values) {
        throw new InvalidInputException(
                "the change of " + target,
                List.of(Problem.of(
                        "manifests",
                        null,
                        "its manifests have no values that could be set",
                        "edit its files in the config repository")));
    }
}
