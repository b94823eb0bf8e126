package dev.gitops.review.rendered;

import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.yaml.tree.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stands for rendered objects, whatever the commit, the order of the files and of the keys: equal digests mean that the same objects go to the same place. That of an environment is the SHA-256 of
 * one line for the place (cluster, namespace) and one for each object, sorted, in JSON with sorted keys and no blanks.
 */
public final class RenderedDigest {

    private static final String FORM = "gitops rendering 1\n";

    private RenderedDigest() {}

    /**
     * The digest of what an environment renders to.
     *
     * @param environment the environment, which says where objects go
     * @param objects the objects
     * @return as in {@code sha256:9f86...}
     */
    public static String of(EnvironmentSpec environment, List<ManifestObject> objects) {
        StringBuilder text = new StringBuilder(FORM)
                .append("cluster ")
                .append(environment.cluster().orElse("-"))
                .append(" namespace ")
                .append(environment.namespace().orElse("-"))
                .append('\n');
        objects.stream()
                .map(RenderedDigest::line)
                .sorted()
                .forEach(line -> text.append(line).append('\n'));
        return RenderedManifests.digest(text.toString());
    }

    private static String line(ManifestObject object) {
        StringBuilder line = new StringBuilder();
        Json.write(line, object.content());
        return line.toString();
    }

    /**
     * The digest of several environments.
     *
     * @param digests theirs
     * @return as in {@code sha256:9f86...}; that of nothing where there are none
     */
    public static String ofAll(Map<ReviewPlace, String> digests) {
        StringBuilder text = new StringBuilder("gitops review 1\n");
        new TreeMap<>(digests)
                .forEach((place, digest) -> text.append(place.app())
                        .append(' ')
                        .append(place.environment())
                        .append(' ')
                        .append(digest)
                        .append('\n'));
        return RenderedManifests.digest(text.toString());
    }
}
