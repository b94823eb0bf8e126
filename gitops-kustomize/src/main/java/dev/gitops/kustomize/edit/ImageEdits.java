package dev.gitops.kustomize.edit;

import dev.gitops.yaml.YamlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Images and replica counts: entries that are found by their name. */
final class ImageEdits {

    private final Changes changes;

    ImageEdits(Changes changes) {
        this.changes = changes;
    }

    /** Changes the entries that are there, and adds those that are missing. */
    void set(List<ImageChange> images) {
        Map<String, ImageChange> byName = new TreeMap<>();
        images.forEach(image -> byName.put(image.name(), image));
        Map<String, ImageChange> missing = new TreeMap<>(byName);
        for (String field : List.of("images", "imageTags")) {
            List<Object> entries = Keys.list(changes.root(), field);
            for (int i = 0; i < entries.size(); i++) {
                ImageChange image =
                        entries.get(i) instanceof Map<?, ?> entry ? byName.get(Keys.text(entry, "name")) : null;
                if (image != null) {
                    update(changes.path(field).item(i), (Map<?, ?>) entries.get(i), image);
                    missing.remove(image.name());
                }
            }
        }
        List<Map<String, String>> added = new ArrayList<>();
        missing.values().forEach(image -> added.add(entry(image)));
        changes.addSorted("images", added);
    }

    private void update(YamlPath path, Map<?, ?> present, ImageChange image) {
        update(path, present, "digest", image.digest());
        update(path, present, "newName", image.newName());
        update(path, present, "newTag", image.newTag());
    }

    private void update(YamlPath path, Map<?, ?> present, String key, String value) {
        if (value.equals(ImageChange.KEEP)) {
            return;
        }
        if (!value.isEmpty()) {
            changes.setField(path, present, key, value);
        } else if (present.containsKey(Keys.name(present, key))) {
            changes.remove(path.key(Keys.name(present, key)));
        }
    }

    private static Map<String, String> entry(ImageChange image) {
        Map<String, String> entry = new TreeMap<>();
        entry.put("name", image.name());
        entry.put("newName", image.newName());
        entry.put("newTag", image.newTag());
        entry.put("digest", image.digest());
        entry.entrySet()
                .removeIf(part -> !part.getKey().equals("name")
                        && (part.getValue().isEmpty() || part.getValue().equals(ImageChange.KEEP)));
        return entry;
    }

    void setReplicas(Map<String, Long> counts) {
        Map<String, Long> missing = new TreeMap<>(counts);
        List<Object> entries = Keys.list(changes.root(), "replicas");
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i) instanceof Map<?, ?> entry && counts.containsKey(Keys.text(entry, "name"))) {
                String name = Keys.text(entry, "name");
                changes.setField(changes.path("replicas").item(i), entry, "count", counts.getOrDefault(name, 0L));
                missing.remove(name);
            }
        }
        List<Map<String, Object>> added = new ArrayList<>();
        missing.forEach((name, count) -> added.add(new TreeMap<>(Map.of("name", name, "count", count))));
        changes.addSorted("replicas", added);
    }
}
