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
 * @param named what the inventory's paths name; empty where they name nothing, so that whatever is there may be changed
 */
record ImagePlace(
        Target.Image image,
        @Nullable YamlPath whole,
        @Nullable YamlPath registry,
        YamlPath repository,
        YamlPath tag,
        @Nullable YamlPath digest,
        Map<?, ?> named) {

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
        YamlPath repository = pathOr(given, "repository", base.key("repository"));
        YamlPath registry = path(given, "registry", null);
        YamlPath beside = repository.parent().key("registry");
        if (registry == null && values.printed(beside).isPresent()) {
            registry = beside;
        }
        YamlPath digest = path(given, "digest", null);
        if (digest == null && given.isEmpty() && values.has(base.key("digest"))) {
            digest = base.key("digest");
        }
        return new ImagePlace(
                image, whole, registry, repository, pathOr(given, "tag", base.key("tag")), digest, Map.copyOf(given));
    }

    private static @Nullable YamlPath path(Map<?, ?> given, String key, @Nullable YamlPath otherwise) {
        return given.get(key) instanceof String text ? YamlPath.parse(text) : otherwise;
    }

    private static YamlPath pathOr(Map<?, ?> given, String key, YamlPath otherwise) {
        return given.get(key) instanceof String text ? YamlPath.parse(text) : otherwise;
    }

    /** The image with its version; empty where the values do not say it all, or what they say is no image. */
    Optional<ImageRef> read(Values values) {
        try {
            if (whole != null) {
                return present(values, whole).map(ImageRef::parse).filter(ImagePlace::hasVersion);
            }
            String name = present(values, repository).orElse(image.repository());
            String host = registry == null || !values.has(repository)
                    ? ""
                    : present(values, registry).map(text -> text + "/").orElse("");
            String version = present(values, tag)
                    .map(text -> text.startsWith("@") ? text : ":" + text)
                    .orElse("");
            String pinned = digest == null
                    ? ""
                    : present(values, digest).map(text -> "@" + text).orElse("");
            return Optional.of(ImageRef.parse(host + name + version + pinned)).filter(ImagePlace::hasVersion);
        } catch (InvalidInputException noReference) {
            return Optional.empty();
        }
    }

    /** What the values say where no image can be made of it, as of a tag that is a number; empty where all is well. */
    Optional<Problem> odd(Values values) {
        for (YamlPath path : whole == null ? new YamlPath[] {tag, repository} : new YamlPath[] {whole}) {
            Values.Held held = values.held(path);
            if (held != null && held.value() instanceof Number) {
                return Optional.of(held.problem(
                        path,
                        "is a number, which Helm prints as "
                                + values.printed(path).orElse(""),
                        "put it in quotes"));
            }
        }
        return Optional.empty();
    }

    /** Writes the version alone: the tag, the digest, or the whole string. */
    void writeVersion(ImageRef wanted, Values values, ValuesEdit edit) {
        if (whole != null) {
            boolean same = read(values)
                    .filter(present -> present.toString().equals(wanted.toString()))
                    .isPresent();
            if (!same) {
                edit.set(whole, wanted.toString());
            }
            return;
        }
        if (named.isEmpty() && !values.has(tag) && !values.has(repository)) {
            edit.refuse(Problem.of(
                    "manifests.helm.paths",
                    tag.toString(),
                    "no values file and no default of the chart has " + repository + " or " + tag + ", where the image "
                            + image.name() + " should stand",
                    "say under paths where the chart takes it from"));
            return;
        }
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

    /** Writes the repository where the values have another, and where it may be written. */
    void writeRepository(ImageRef wanted, Values values, ValuesEdit edit) {
        if (whole != null) {
            return;
        }
        String name = present(values, repository).orElse("");
        String host = registry == null
                ? ""
                : present(values, registry).map(text -> text + "/").orElse("");
        if (same(host + name, wanted)) {
            return;
        }
        if (registry == null) {
            if (mayWrite("repository", repository, values)) {
                edit.set(repository, wanted.repository());
            }
            return;
        }
        String domain = wanted.domain().orElse("docker.io");
        boolean there = present(values, registry).filter(domain::equals).isPresent();
        if ((there || mayWrite("registry", registry, values)) && mayWrite("repository", repository, values)) {
            edit.set(registry, domain);
            edit.set(repository, wanted.path());
        }
    }

    /** Paths of the inventory allow what they name and nothing else; without them what the chart has may be changed. */
    private boolean mayWrite(String word, YamlPath path, Values values) {
        return named.isEmpty() ? values.has(path) : named.containsKey(word);
    }

    private static boolean same(String written, ImageRef wanted) {
        try {
            return ImageRef.parse(written).sameRepository(wanted);
        } catch (InvalidInputException noReference) {
            return false;
        }
    }

    private static Optional<String> present(Values values, YamlPath path) {
        return values.printed(path).filter(text -> !text.isEmpty());
    }

    private static boolean hasVersion(ImageRef image) {
        return image.tag().isPresent() || image.digest().isPresent();
    }
}
