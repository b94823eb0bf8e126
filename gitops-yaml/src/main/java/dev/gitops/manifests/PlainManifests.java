package dev.gitops.manifests;

import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.ReleasedImage;
import dev.gitops.spi.Closure;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.SourceTree.Type;
import dev.gitops.spi.Target;
import dev.gitops.yaml.YamlEdit;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import dev.gitops.yaml.tree.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** YAML files in a folder an environment, delivered as they are, in the order of their names. */
final class PlainManifests implements Manifests {

    private final String folder;

    PlainManifests(String folder) {
        this.folder = folder;
    }

    @Override
    public RenderedManifests render(SourceTree tree, Target target) {
        StringBuilder yaml = new StringBuilder();
        List<ManifestObject> objects = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        List<RenderedManifests.Document> documents = new ArrayList<>();
        read(tree, target).stream().map(PlainManifests::asYaml).forEach(file -> {
            String text = file.yaml().strip();
            if (text.isEmpty()) {
                return;
            }
            yaml.append(yaml.isEmpty() || text.startsWith("---") ? "" : "---\n");
            int shift = yaml.length() - file.yaml().indexOf(text);
            yaml.append(text).append('\n');
            objects.addAll(file.objects());
            notices.addAll(file.notices());
            file.documents()
                    .forEach(document -> documents.add(new RenderedManifests.Document(
                            Math.max(0, document.from() + shift),
                            Math.min(yaml.length(), document.to() + shift),
                            document.objects())));
        });
        return new RenderedManifests(yaml.toString(), objects, notices, documents);
    }

    /** JSON says things that YAML does not: several values in a row, a slash behind a backslash, halves of a character. Such a file is written anew, to stand among YAML. */
    private static RenderedManifests asYaml(RenderedManifests file) {
        if (!file.yaml().stripLeading().startsWith("{")) {
            return file;
        }
        try {
            if (ManifestReader.read("---\n" + file.yaml()).equals(file.objects())) {
                return file;
            }
        } catch (InvalidInputException onlyJson) {
            // written anew below
        }
        StringBuilder yaml = new StringBuilder();
        file.objects().forEach(object -> {
            Json.write(yaml.append("---\n"), object.content());
            yaml.append('\n');
        });
        return ManifestReader.rendered(yaml.toString()).with(file.notices());
    }

    @Override
    public List<ReleasedImage> release(SourceTree tree, Target target) {
        List<ManifestObject> objects = new ArrayList<>();
        read(tree, target).forEach(file -> objects.addAll(file.objects()));
        return Images.release(objects, target);
    }

    @Override
    public List<FileEdit> edits(SourceTree tree, Target target, List<ReleasedImage> images) {
        List<FileEdit> edits = new ArrayList<>();
        Set<String> missing = new TreeSet<>();
        images.forEach(image -> missing.add(image.name()));
        files(tree, target).forEach((path, content) -> {
            YamlFile before = YamlFile.of(path, content);
            YamlFile after = before;
            for (int document = 0; document < before.documents(); document++) {
                after = withImages(after.document(document), images, missing);
            }
            if (!Arrays.equals(before.bytes(), after.bytes())) {
                edits.add(new FileEdit(path, after.bytes()));
            }
        });
        if (!missing.isEmpty()) {
            throw new InvalidInputException(
                    "the release of " + target,
                    missing.stream()
                            .map(name -> Problem.of(
                                    "image",
                                    name,
                                    "no container in " + target.fill(folder) + " runs it",
                                    "add it to the manifests first"))
                            .toList());
        }
        return edits;
    }

    @Override
    public Closure closure(SourceTree tree, Target target) {
        return new Closure(Set.of(target.fill(folder)), Set.of());
    }

    private static YamlFile withImages(YamlFile file, List<ReleasedImage> images, Set<String> missing) {
        Object root = file.value(YamlPath.root()).orElse(Map.of());
        YamlEdit edit = file.edit();
        List<String> repositories =
                images.stream().map(image -> image.image().repository()).toList();
        for (Map.Entry<YamlPath, String> place : places(root).entrySet()) {
            ImageRef present = Images.reference(place.getValue(), repositories);
            for (ReleasedImage image : images) {
                if (present != null && present.sameRepository(image.image())) {
                    missing.remove(image.name());
                    edit = edit.set(place.getKey(), image.image().toString());
                }
            }
        }
        return edit.apply();
    }

    private static Map<YamlPath, String> places(Object root) {
        Map<YamlPath, String> places = new LinkedHashMap<>();
        collect(root, YamlPath.root(), places);
        return places;
    }

    private static void collect(Object node, YamlPath path, Map<YamlPath, String> places) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                YamlPath below = path.key(String.valueOf(key));
                if (Images.isContainerList(key) && value instanceof List<?> containers) {
                    for (int index = 0; index < containers.size(); index++) {
                        if (containers.get(index) instanceof Map<?, ?> container
                                && container.get("image") instanceof String image) {
                            places.put(below.item(index).key("image"), image);
                        }
                    }
                }
                collect(value == null ? "" : value, below, places);
            });
        } else if (node instanceof List<?> list) {
            for (int index = 0; index < list.size(); index++) {
                Object item = list.get(index);
                collect(item == null ? "" : item, path.item(index), places);
            }
        }
    }

    /** The files, read; what is no manifest is told with the file's name, all problems at once. */
    private List<RenderedManifests> read(SourceTree tree, Target target) {
        List<RenderedManifests> read = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        files(tree, target).forEach((path, content) -> {
            try {
                read.add(ManifestReader.file(path, new String(content, StandardCharsets.UTF_8)));
            } catch (InvalidInputException broken) {
                problems.addAll(broken.problems());
            }
        });
        if (!problems.isEmpty()) {
            throw new InvalidInputException("the manifests of " + target, problems);
        }
        return read;
    }

    private Map<String, byte[]> files(SourceTree tree, Target target) {
        String directory = target.fill(folder);
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (SourceTree.Entry entry : tree.list(directory)) {
            String name = entry.name();
            boolean manifest = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
            if (entry.type() == Type.FILE && manifest) {
                String path = directory + "/" + name;
                files.put(path, tree.read(path).orElseThrow());
            }
        }
        if (files.isEmpty()) {
            throw new InvalidInputException(
                    "the manifests of " + target,
                    List.of(new Problem(
                            directory,
                            0,
                            0,
                            "manifests.plain",
                            null,
                            "there is no YAML file in this folder",
                            "add one, or mend the path in the inventory")));
        }
        return files;
    }
}
