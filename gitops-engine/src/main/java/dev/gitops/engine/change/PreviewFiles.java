package dev.gitops.engine.change;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a preview before they get its images: beside those of the environment it is made like.
 *
 * @param from the environment it is made like
 * @param target the preview
 * @param name the preview's environment
 * @param overlay the folder that it is made of; empty for that of {@code from}
 */
record PreviewFiles(Place from, Target target, EnvironmentName name, Optional<String> overlay) {

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
        List<String> resources = new ArrayList<>();
        if (overlay.isPresent() || !bringsNamespace(tip)) {
            resources.add("namespace.yaml");
        }
        String relative = Path.of(there).relativize(Path.of(base)).toString().replace('\\', '/');
        resources.add(relative);
        List<FileEdit> edits = new ArrayList<>();
        edits.add(file(
                tip,
                there + "/kustomization.yaml",
                "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: " + name
                        + "\nresources:\n  - " + String.join("\n  - ", resources) + "\n"));
        if (resources.size() > 1) {
            edits.add(file(
                    tip,
                    there + "/namespace.yaml",
                    "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: " + name + "\n"));
        }
        return edits;
    }

    /** A namespace of the environment's manifests gets the preview's name, as kustomize has it. */
    private boolean bringsNamespace(Snapshot tip) {
        return from.manifests().render(tip, from.target()).objects().stream()
                .anyMatch(object -> object.group().isEmpty() && object.kind().equals("Namespace"));
    }

    private FileEdit file(Snapshot tip, String path, String text) {
        return new FileEdit(free(tip, path), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Copies of the values files that are the environment's own. */
    private List<FileEdit> values(Snapshot tip) {
        if (overlay.isPresent()) {
            throw refuse("previews.overlay", overlay.get(), "is for kustomize", "take it out");
        }
        Set<String> places = from.manifests().closure(tip, target).own();
        List<FileEdit> edits = new ArrayList<>();
        for (String path : own(tip)) {
            if (tip.type(path).orElse(null) == SourceTree.Type.FILE) {
                places.stream()
                        .filter(place -> !place.equals(path) && renamed(path).contains(place))
                        .findFirst()
                        .ifPresent(place -> edits.add(
                                new FileEdit(free(tip, place), tip.read(path).orElseThrow())));
            }
        }
        if (edits.isEmpty()) {
            throw refuse(
                    "manifests",
                    from.inWords(),
                    "has no values file of its own",
                    "give each environment one: values: [\"values-{environment}.yaml\"]");
        }
        return edits;
    }

    /** The path with the preview's name in each place where the environment's stands. */
    private Set<String> renamed(String path) {
        String environment = from.environment().name().value();
        Set<String> renamed = new HashSet<>(Set.of(path.replace(environment, name.value())));
        for (int at = path.indexOf(environment); at >= 0; at = path.indexOf(environment, at + 1)) {
            renamed.add(path.substring(0, at) + name + path.substring(at + environment.length()));
        }
        return renamed;
    }

    private List<String> own(Snapshot tip) {
        return from.manifests().closure(tip, from.target()).own().stream()
                .sorted()
                .toList();
    }

    /** Where the preview's overlay is looked for: the last folder is the environment's, or the inventory says where its name stands. */
    private String beside(String folder) {
        Object value = from.app().manifests().value();
        String template =
                value instanceof String text ? text : from.app().manifests().text("path", "");
        return template.contains("{environment}")
                ? target.fill(template)
                : folder.substring(0, folder.lastIndexOf('/') + 1) + name;
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
