package dev.gitops.kustomize.port;

import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.ReleasedImage;
import dev.gitops.kustomize.BuildResult;
import dev.gitops.kustomize.ContainerImage;
import dev.gitops.kustomize.config.Kustomization;
import dev.gitops.kustomize.edit.ImageChange;
import dev.gitops.kustomize.edit.KustomizationFile;
import dev.gitops.kustomize.files.FileTree;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.Target;
import dev.gitops.yaml.YamlPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets a release in the {@code images} of an overlay's kustomization; all else in the file stays as it is. */
final class ReleaseEdit {

    private final FileTree files;
    private final String overlay;
    private final Target target;

    ReleaseEdit(FileTree files, String overlay, Target target) {
        this.files = files;
        this.overlay = overlay;
        this.target = target;
    }

    /** The edit of the overlay; none where it has the release. */
    List<FileEdit> of(BuildResult before, List<ReleasedImage> images) {
        String path = overlay + "/" + fileName();
        byte[] content = files.read("/" + path);
        KustomizationFile file = KustomizationFile.of(path, content);
        List<ImageChange> changes = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (ReleasedImage image : images) {
            ImageRef wanted = image.image();
            ImageRef present = present(before, wanted);
            if (present == null) {
                problems.add(Problem.of(
                        "image",
                        image.name(),
                        "no container of " + overlay + " runs " + wanted.repository(),
                        "add it to the manifests first"));
            } else if (!present.equals(wanted)) {
                changes.add(change(entryName(file, wanted), present, wanted));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("the release of " + target, problems);
        }
        byte[] edited = changes.isEmpty() ? content : file.setImages(changes).bytes();
        return Arrays.equals(edited, content) ? List.of() : List.of(new FileEdit(path, edited));
    }

    private String fileName() {
        for (String name : Kustomization.FILE_NAMES) {
            if (files.type("/" + overlay + "/" + name) == FileTree.Type.FILE) {
                return name;
            }
        }
        return Kustomization.FILE_NAMES.get(0);
    }

    /** The image as the containers have it now. */
    private static @Nullable ImageRef present(BuildResult result, ImageRef wanted) {
        for (ContainerImage container : result.images()) {
            try {
                ImageRef image = ImageRef.parse(container.image());
                if (image.sameRepository(wanted)) {
                    return image;
                }
            } catch (InvalidInputException notAnImage) {
                continue;
            }
        }
        return null;
    }

    /** The name of the entry that makes this image, if there is one: its own name may be another, that of the base. */
    private static @Nullable String entryName(KustomizationFile file, ImageRef wanted) {
        Object entries = file.yaml().value(YamlPath.of("images")).orElse(List.of());
        if (entries instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof Map<?, ?> map && map.get("name") instanceof String name) {
                    Object result = map.get("newName");
                    String repository = result instanceof String newName && !newName.isEmpty() ? newName : name;
                    if (isSame(repository, wanted)) {
                        return name;
                    }
                }
            }
        }
        return null;
    }

    private static boolean isSame(String repository, ImageRef wanted) {
        try {
            return ImageRef.parse(repository).sameRepository(wanted);
        } catch (InvalidInputException pattern) {
            return false;
        }
    }

    private static ImageChange change(@Nullable String entry, ImageRef present, ImageRef wanted) {
        String tag = wanted.tag().orElse("");
        String digest = wanted.digest().orElse("");
        return entry == null
                ? new ImageChange(present.repository(), "", tag, digest)
                : new ImageChange(entry, ImageChange.KEEP, tag, digest);
    }

    /** Refuses an edit after which the environment would not have the release, as where a patch sets the image. */
    void check(List<ReleasedImage> after, List<ReleasedImage> wanted) {
        for (ReleasedImage image : wanted) {
            ImageRef got = null;
            for (ReleasedImage found : after) {
                got = found.name().equals(image.name()) ? found.image() : got;
            }
            if (got == null || !got.equals(image.image())) {
                throw new InvalidInputException(
                        "the release of " + target,
                        List.of(Problem.of(
                                "image",
                                image.image().toString(),
                                "the images of " + overlay + " cannot set it: the overlay would still run " + got,
                                "something else sets this image, such as a replacement or a transformer; let it be")));
            }
        }
    }
}
