package dev.gitops.engine.change;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.SourceTree;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a preview before they get its images: beside those of the environment it is made like.
 *
 * @param from the environment it is made like
 * @param name the preview's environment
 * @param overlay the folder that it is made of; empty for that of {@code from}
 */
record PreviewFiles(Place from, EnvironmentName name, Optional<String> overlay) {

    /** The files that the preview gets. */
    List<FileEdit> at(Snapshot tip) {
        String kind = from.app().manifests().kind();
        return switch (kind) {
            case "kustomize" -> kustomization(tip);
            case "helm" -> values(tip);
            default ->
                throw refuse(
                        "manifests",
                        kind,
                        "previews are made for kustomize and helm",
                        "write " + from.app().name() + " as an overlay of kustomize: kustomize create --autodetect");
        };
    }

    private List<FileEdit> kustomization(Snapshot tip) {
        String folder = own(tip).get(0);
        String base = overlay.orElse(folder);
        String there = beside(folder);
        String relative = Path.of(there).relativize(Path.of(base)).toString().replace('\\', '/');
        return List.of(
                file(
                        tip,
                        there + "/kustomization.yaml",
                        "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: " + name
                                + "\nresources:\n  - namespace.yaml\n  - " + relative + "\n"),
                file(
                        tip,
                        there + "/namespace.yaml",
                        "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: " + name + "\n"));
    }

    private FileEdit file(Snapshot tip, String path, String text) {
        return new FileEdit(free(tip, path), text.getBytes(StandardCharsets.UTF_8));
    }

    private List<FileEdit> values(Snapshot tip) {
        if (overlay.isPresent()) {
            throw refuse("previews.overlay", overlay.get(), "is for kustomize", "take it out");
        }
        List<FileEdit> edits = new ArrayList<>();
        for (String path : own(tip)) {
            if (tip.type(path).orElse(null) == SourceTree.Type.FILE) {
                edits.add(new FileEdit(free(tip, beside(path)), tip.read(path).orElseThrow()));
            }
        }
        if (edits.isEmpty()) {
            throw refuse(
                    "manifests",
                    from.inWords(),
                    "has no values file of its own",
                    "give each environment one: values: \"values/{environment}.yaml\"");
        }
        return edits;
    }

    private List<String> own(Snapshot tip) {
        return from.manifests().closure(tip, from.target()).own().stream()
                .sorted()
                .toList();
    }

    /** The same path with the preview's name where the environment's stands last. */
    private String beside(String path) {
        String environment = from.environment().name().value();
        Matcher matcher = Pattern.compile("(?<![A-Za-z0-9-])" + Pattern.quote(environment) + "(?![A-Za-z0-9-])|(?<=values-)"
                        + Pattern.quote(environment) + "(?=\\.)")
                .matcher(path);
        int at = -1;
        while (matcher.find()) {
            at = matcher.start();
        }
        if (at < 0) {
            throw refuse(
                    "manifests",
                    path,
                    "does not have the name of " + environment + ", so there is no place beside it",
                    "put {environment} into the path");
        }
        return path.substring(0, at) + name + path.substring(at + environment.length());
    }

    private String free(Snapshot tip, String path) {
        if (tip.type(path).isPresent()) {
            throw refuse("manifests", path, "is there already, and no preview's", "move it, or remove it");
        }
        return path;
    }

    private InvalidInputException refuse(String key, String value, String why, String hint) {
        return new InvalidInputException(
                "the preview of " + from.app().name(), List.of(Problem.of(key, value, why, hint)));
    }
}
