package dev.gitops.kustomize.port;

import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.ReleasedImage;
import dev.gitops.kustomize.BuildResult;
import dev.gitops.kustomize.BuiltResource;
import dev.gitops.kustomize.Kustomize;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.files.FileTree;
import dev.gitops.manifests.Images;
import dev.gitops.manifests.ManifestObjects;
import dev.gitops.spi.Closure;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import dev.gitops.yaml.tree.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An application whose environments are overlays of kustomize. What files hold is parsed once, however many commits and overlays use them. */
final class KustomizeManifests implements Manifests {

    private static final String KEY = "manifests.kustomize";

    private final String folder;
    private final Kustomize kustomize;

    KustomizeManifests(String folder, Kustomize kustomize) {
        this.folder = folder;
        this.kustomize = kustomize;
    }

    @Override
    public RenderedManifests render(SourceTree tree, Target target) {
        BuildResult result = build(tree, new RepositoryFiles(tree), target, overlay(tree, target));
        return rendered(result, target);
    }

    @Override
    public List<ReleasedImage> release(SourceTree tree, Target target) {
        return release(build(tree, new RepositoryFiles(tree), target, overlay(tree, target)), target);
    }

    @Override
    public List<FileEdit> edits(SourceTree tree, Target target, List<ReleasedImage> images) {
        String overlay = overlay(tree, target);
        RepositoryFiles files = new RepositoryFiles(tree);
        BuildResult before = build(tree, files, target, overlay);
        ReleaseEdit edit = new ReleaseEdit(files, overlay, target);
        List<FileEdit> edits = edit.of(before, images);
        for (FileEdit change : edits) {
            byte[] content = change.newContent().orElseThrow();
            BuildResult after = build(tree, new EditedFiles(files, "/" + change.path(), content), target, overlay);
            edit.check(release(after, target), images);
        }
        return edits;
    }

    @Override
    public Closure closure(SourceTree tree, Target target) {
        String overlay = overlay(tree, target);
        return closure(build(tree, new RepositoryFiles(tree), target, overlay), overlay);
    }

    /** One build tells both. */
    @Override
    public Contents contents(SourceTree tree, Target target) {
        String overlay = overlay(tree, target);
        BuildResult result = build(tree, new RepositoryFiles(tree), target, overlay);
        return new Contents(closure(result, overlay), release(result, target));
    }

    private static Closure closure(BuildResult result, String overlay) {
        Set<String> shared = new TreeSet<>();
        for (String path : result.dependencies()) {
            String relative = path.substring(1);
            if (!relative.startsWith(overlay + "/")) {
                shared.add(relative);
            }
        }
        return new Closure(Set.of(overlay), shared);
    }

    /** The overlay's folder: the inventory's own, or the one for the environment below it. */
    private String overlay(SourceTree tree, Target target) {
        String filled = target.fill(folder);
        if (folder.contains("{environment}")) {
            return filled;
        }
        String environment = target.environment().value();
        String usual = filled + "/environments/" + environment;
        String other = filled + "/overlays/" + environment;
        boolean useOther = tree.type(usual).isEmpty() && tree.type(other).isPresent();
        return useOther ? other : usual;
    }

    private BuildResult build(SourceTree tree, FileTree files, Target target, String overlay) {
        if (files.type("/" + overlay) != FileTree.Type.DIRECTORY) {
            throw refuse(
                    target,
                    overlay,
                    "there is no such folder",
                    elsewhere(tree, target)
                            .orElse("add the overlay of " + target.environment()
                                    + ", or mend the path in the inventory"),
                    null);
        }
        try {
            return kustomize.build(files, "/" + overlay);
        } catch (InvalidInputException e) {
            throw new InvalidInputException("the manifests of " + target, e.problems(), e);
        } catch (KustomizeException e) {
            Optional<Problem> missing = MissingResource.in(e, tree, overlay);
            if (missing.isPresent()) {
                throw new InvalidInputException("the manifests of " + target, List.of(missing.get()), e);
            }
            throw refuse(target, overlay, e);
        }
    }

    /** An overlay in a folder of another name than the usual ones is named with what has to be written for it. */
    private Optional<String> elsewhere(SourceTree tree, Target target) {
        String filled = target.fill(folder);
        return tree.list(filled).stream()
                .map(entry -> filled + "/" + entry.name())
                .filter(below -> tree.type(below + "/" + target.environment()).isPresent())
                .findFirst()
                .map(below -> "overlays are looked for in environments/ and overlays/; for those in " + below
                        + " write kustomize: " + folder + below.substring(filled.length()) + "/{environment}");
    }

    /** What a chart's renderer says has the file and line of the template; Helm's code may also be missing on this machine. */
    private static GitOpsException refuse(Target target, String overlay, KustomizeException error) {
        for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidInputException invalid) {
                return new InvalidInputException("the manifests of " + target, invalid.problems(), error);
            }
            if (cause instanceof GitOpsException other && !(cause instanceof KustomizeException)) {
                return other;
            }
        }
        return refuse(target, overlay, String.valueOf(error.getMessage()), null, error);
    }

    /** The build's text, and its objects out of the tree that was printed. */
    private static RenderedManifests rendered(BuildResult result, Target target) {
        StringBuilder yaml = new StringBuilder();
        List<ManifestObject> objects = new ArrayList<>();
        List<RenderedManifests.Document> documents = new ArrayList<>();
        for (BuiltResource resource : result.resources()) {
            yaml.append(yaml.isEmpty() ? "" : "---\n");
            int from = yaml.length();
            List<ManifestObject> held;
            try {
                resource.print(yaml);
                held = ManifestObjects.of(resource.data());
            } catch (YamlException broken) {
                throw refuse(target, "", "printing " + resource + ": " + broken.getMessage(), null, broken);
            }
            objects.addAll(held);
            documents.add(new RenderedManifests.Document(from, yaml.length(), held.size()));
        }
        if (objects.isEmpty()) {
            throw refuse(target, "", "the overlay has no objects", "add resources to it", null);
        }
        return new RenderedManifests(yaml.toString(), objects, result.warnings(), documents);
    }

    private static List<ReleasedImage> release(BuildResult result, Target target) {
        List<ManifestObject> objects = new ArrayList<>();
        result.resources().forEach(resource -> objects.addAll(ManifestObjects.of(resource.data())));
        return Images.release(objects, target);
    }

    private static InvalidInputException refuse(
            Target target,
            String file,
            String message,
            @org.jspecify.annotations.Nullable String hint,
            @org.jspecify.annotations.Nullable Throwable cause) {
        Problem problem = new Problem(file.isEmpty() ? null : file, 0, 0, KEY, null, message, hint);
        return new InvalidInputException("the manifests of " + target, List.of(problem), cause);
    }
}
