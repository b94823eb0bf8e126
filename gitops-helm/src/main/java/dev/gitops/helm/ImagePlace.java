package dev.gitops.helm;

import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.spi.Target;
import dev.gitops.yaml.YamlPath;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the values have an image: as one string, or as fields.
 *
 * @param image the image of the inventory
 * @param whole the path of the one string; null where there are fields
 * @param registry the path of the registry's host; null where the repository has it
 * @param repository the path of the repository
 * @param tag the path of the tag
 * @param digest the path of the digest; null where the chart has none, so that the tag carries it
 */
record ImagePlace(
        Target.Image image,
        @Nullable YamlPath whole,
        @Nullable YamlPath registry,
        YamlPath repository,
        YamlPath tag,
        @Nullable YamlPath digest) {

    static ImagePlace of(Target target, Target.Image image, HelmConfig config, Values values) {
        boolean perImage = config.paths().get(image.name()) instanceof Map<?, ?>;
        Map<?, ?> given = config.paths().get(image.name()) instanceof Map<?, ?> own ? own : Map.of();
        boolean only = target.images().size() == 1;
        if (!perImage && only) {
            given = config.paths();
        }
        YamlPath base = only && !perImage ? YamlPath.of("image") : YamlPath.of(image.name(), "image");
        YamlPath whole = path(given, "image", null);
        if (whole == null && given.isEmpty() && values.value(base).orElse(null) instanceof String) {
            whole = base;
        }
        YamlPath registry = path(given, "registry", null);
        if (registry == null
                && !given.containsKey("repository")
                && values.text(base.key("registry")).isPresent()) {
            registry = base.key("registry");
        }
        YamlPath digest = path(given, "digest", null);
        if (digest == null && values.holder(base.key("digest")) >= 0) {
            digest = base.key("digest");
        }
        return new ImagePlace(
                image,
                whole,
                registry,
                pathOr(given, "repository", base.key("repository")),
                pathOr(given, "tag", base.key("tag")),
                digest);
    }

    private static @Nullable YamlPath path(Map<?, ?> given, String key, @Nullable YamlPath otherwise) {
        return given.get(key) instanceof String text ? YamlPath.parse(text) : otherwise;
    }

    private static YamlPath pathOr(Map<?, ?> given, String key, YamlPath otherwise) {
        return given.get(key) instanceof String text ? YamlPath.parse(text) : otherwise;
    }

    /** The image with its version; empty where the values do not say it all. */
    Optional<ImageRef> read(Values values) {
        try {
            if (whole != null) {
                return values.text(whole).map(ImageRef::parse).filter(ImagePlace::hasVersion);
            }
            String name = present(values, repository).orElse(image.repository());
            String host = registry == null
                    ? ""
                    : present(values, registry).map(text -> text + "/").orElse("");
            String version = present(values, tag)
                    .map(text -> text.startsWith("@") ? text : ":" + text)
                    .orElse("");
            String pinned = digest == null
                    ? ""
                    : present(values, digest).map(text -> "@" + text).orElse("");
            boolean odd = values.value(tag).isPresent() && values.text(tag).isEmpty();
            return odd
                    ? Optional.empty()
                    : Optional.of(ImageRef.parse(host + name + version + pinned))
                            .filter(ImagePlace::hasVersion);
        } catch (InvalidInputException noReference) {
            return Optional.empty();
        }
    }

    void write(ImageRef wanted, Values values, ValuesEdit edit) {
        if (whole != null) {
            if (!read(values)
                    .filter(present -> present.toString().equals(wanted.toString()))
                    .isPresent()) {
                edit.set(whole, wanted.toString());
            }
            return;
        }
        if (values.holder(tag) < 0 && values.holder(repository) < 0) {
            edit.refuse(Problem.of(
                    "manifests.helm.paths",
                    tag.toString(),
                    "no values file and no default of the chart has " + repository + " or " + tag + ", where the image "
                            + image.name() + " should stand",
                    "say under paths where the chart takes it from"));
            return;
        }
        writeRepository(wanted, values, edit);
        String pinned = wanted.digest().orElse("");
        if (digest != null) {
            if (wanted.tag().isPresent() || present(values, tag).isPresent()) {
                edit.set(tag, wanted.tag().orElse(""));
            }
            if (!pinned.isEmpty() || present(values, digest).isPresent()) {
                edit.set(digest, pinned);
            }
        } else if (!pinned.isEmpty() && wanted.tag().isEmpty()) {
            edit.refuse(Problem.of(
                    "image",
                    wanted.toString(),
                    "has a digest and no tag, and the chart has no value for a digest",
                    "give the tag too, or name the digest's path under manifests.helm.paths"));
        } else {
            edit.set(tag, wanted.tag().orElse("") + (pinned.isEmpty() ? "" : "@" + pinned));
        }
    }

    private void writeRepository(ImageRef wanted, Values values, ValuesEdit edit) {
        String name = present(values, repository).orElse("");
        String host = registry == null
                ? ""
                : present(values, registry).map(text -> text + "/").orElse("");
        if (!name.isEmpty() && ImageRef.parse(host + name).sameRepository(wanted)) {
            return;
        }
        if (registry == null) {
            edit.set(repository, wanted.repository());
        } else {
            edit.set(registry, wanted.domain().orElse("docker.io"));
            edit.set(repository, wanted.path());
        }
    }

    private static Optional<String> present(Values values, YamlPath path) {
        return values.text(path).filter(text -> !text.isEmpty());
    }

    private static boolean hasVersion(ImageRef image) {
        return image.tag().isPresent() || image.digest().isPresent();
    }
}
