package dev.gitops.kustomize.edit;

import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code fix --vars}: each variable becomes a replacement whose targets are the places that name it. */
final class VarConversion {

    private static final List<String> KUSTOMIZATIONS =
            List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final FileSource files;
    private final Map<String, String> changed = new TreeMap<>();
    private final Map<String, Map<?, ?>> patches = new LinkedHashMap<>();

    VarConversion(FileSource files) {
        this.files = files;
    }

    Map<String, String> changed() {
        return changed;
    }

    void convert(Changes changes) {
        List<Object> vars = Keys.list(changes.root(), "vars");
        if (vars.isEmpty()) {
            return;
        }
        Set<String> touched = new LinkedHashSet<>();
        collect(changes.root(), "", touched, 0);
        for (Object each : vars) {
            if (each instanceof Map<?, ?> variable) {
                changes.add(changes.path("replacements"), replacement(variable, touched));
            }
        }
        changes.remove(changes.path("vars"));
    }

    /** The resources and patches of a kustomization and of those it builds on. */
    private void collect(Map<?, ?> kustomization, String folder, Set<String> into, int depth) {
        List<String> resources = new ArrayList<>(Keys.texts(kustomization, "resources"));
        resources.addAll(Keys.texts(kustomization, "bases"));
        for (String resource : resources) {
            String path = join(folder, resource);
            for (String name : depth < 20 ? KUSTOMIZATIONS : List.<String>of()) {
                Optional<String> base = files.read(join(path, name));
                Object root = base.flatMap(
                                text -> YamlFile.of(join(path, name), text).value(YamlPath.root()))
                        .orElse(null);
                if (root instanceof Map<?, ?> map) {
                    collect(map, path, into, depth + 1);
                }
            }
            into.add(path);
        }
        for (Object patch : Keys.list(kustomization, "patches")) {
            if (patch instanceof Map<?, ?> map && !Keys.text(map, "path").isEmpty()) {
                String path = join(folder, Keys.text(map, "path"));
                into.add(path);
                patches.put(path, map);
            }
        }
    }

    /** A path below a folder, without {@code .} and, where that can be, {@code ..}. */
    private static String join(String folder, String path) {
        List<String> parts = new ArrayList<>();
        for (String part : (folder + "/" + path).split("/")) {
            if (part.equals("..")
                    && !parts.isEmpty()
                    && !parts.get(parts.size() - 1).equals("..")) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    private Map<String, Object> replacement(Map<?, ?> variable, Set<String> touched) {
        String name = Keys.text(variable, "name");
        String reference = "$(" + name + ")";
        List<Object> targets = new ArrayList<>();
        for (String path : touched) {
            Optional<String> content =
                    changed.containsKey(path) ? Optional.ofNullable(changed.get(path)) : files.read(path);
            if (content.isEmpty() || !content.get().contains(reference)) {
                continue;
            }
            YamlFile file = YamlFile.of(path, content.get());
            for (int i = 0; i < file.documents(); i++) {
                Object document = file.document(i).value(YamlPath.root()).orElse(null);
                List<Place> places = new ArrayList<>();
                find(document, reference, "", path, places);
                for (Place place : places) {
                    targets.add(target(path, document, place));
                }
            }
            changed.put(path, content.get().replace(reference, name + "_PLACEHOLDER"));
        }
        Map<String, Object> replacement = new TreeMap<>();
        replacement.put("source", source(variable));
        if (!targets.isEmpty()) {
            replacement.put("targets", targets);
        }
        return replacement;
    }

    private static Map<String, Object> source(Map<?, ?> variable) {
        Map<?, ?> object = Keys.map(variable, "objref");
        Map<String, Object> source = new TreeMap<>();
        apiVersion(source, Keys.text(object, "apiVersion"));
        put(source, "kind", Keys.text(object, "kind"));
        put(source, "name", Keys.text(object, "name"));
        put(source, "namespace", Keys.text(object, "namespace"));
        put(source, "fieldPath", Keys.text(Keys.map(variable, "fieldref"), "fieldpath"));
        return source;
    }

    /** A place that names the variable: its path, and how the variable is set off from the rest of the text. */
    private record Place(String path, Map<String, Object> options) {}

    private static void find(@Nullable Object node, String reference, String path, String file, List<Place> into) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                String name = String.valueOf(key).strip();
                find(value, reference, below(path, name.contains(".") ? "[" + name + "]" : name), file, into);
            });
        } else if (node instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                find(list.get(i), reference, below(path, String.valueOf(i)), file, into);
            }
        } else if (node instanceof String text && text.contains(reference)) {
            into.add(new Place(path, options(text, reference, file)));
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static Map<String, Object> options(String text, String reference, String file) {
        int start = text.indexOf(reference);
        int end = start + reference.length();
        String before = start == 0 ? "" : text.substring(start - 1, start);
        String after = end == text.length() ? "" : text.substring(end, end + 1);
        String delimiter = before.isEmpty() ? after : before;
        if (delimiter.isEmpty()) {
            return Map.of();
        }
        if (!before.isEmpty() && !after.isEmpty() && !before.equals(after)) {
            throw new KustomizeEditException("error with " + file + ": cannot convert all vars to replacements; "
                    + reference + " is not delimited");
        }
        int index = List.of(text.split(Pattern.quote(delimiter), -1)).indexOf(reference);
        return index > 0
                ? new TreeMap<>(Map.of("delimiter", delimiter, "index", index))
                : Map.of("delimiter", delimiter);
    }

    private Map<String, Object> target(String path, @Nullable Object document, Place place) {
        Map<?, ?> resource = document instanceof Map<?, ?> map ? map : Map.of();
        Map<?, ?> metadata = Keys.map(resource, "metadata");
        Map<?, ?> patch = patches.getOrDefault(path, Map.of());
        Map<?, ?> allowed = Keys.map(patch, "options");
        boolean newName = Keys.flag(allowed, "allowNameChange");
        boolean newKind = Keys.flag(allowed, "allowKindChange");
        Map<String, Object> select = new TreeMap<>();
        if (!patches.containsKey(path) || newName && newKind) {
            apiVersion(select, Keys.text(resource, "apiVersion"));
            put(select, "kind", Keys.text(resource, "kind"));
            put(select, "name", Keys.text(metadata, "name"));
        } else {
            // What a patch is applied to need not be what it says itself.
            Keys.map(patch, "target").forEach((key, value) -> put(select, String.valueOf(key), String.valueOf(value)));
            put(select, "name", newName ? Keys.text(metadata, "name") : "");
            put(select, "kind", newKind ? Keys.text(resource, "kind") : "");
        }
        put(select, "namespace", Keys.text(metadata, "namespace"));
        Map<String, Object> target = new TreeMap<>(Map.of("select", select, "fieldPaths", List.of(place.path())));
        if (!place.options().isEmpty()) {
            target.put("options", place.options());
        }
        return target;
    }

    private static void apiVersion(Map<String, Object> into, String apiVersion) {
        int slash = apiVersion.indexOf('/');
        put(into, "group", slash < 0 ? "" : apiVersion.substring(0, slash));
        put(into, "version", apiVersion.substring(slash + 1));
    }

    private static void put(Map<String, Object> map, String key, String value) {
        if (!value.isEmpty()) {
            map.put(key, value);
        }
    }
}
