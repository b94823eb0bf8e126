package dev.gitops.engine.change;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.PreviewSpec;
import dev.gitops.api.Problem;
import dev.gitops.yaml.YamlEdit;
import dev.gitops.yaml.YamlEditException;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lines of previews in an inventory; every other byte stays.
 *
 * @param file the inventory
 */
record PreviewLines(YamlFile file) {

    /** What a preview does not have from the environment it is made like. */
    private static final Set<String> NOT_TAKEN =
            Set.of("namespace", "promotesFrom", "autoPromote", "protected", "branch", "reviewers", "preview");

    private static final YamlPath ENVIRONMENTS = YamlPath.of("environments");

    /** With the environment of a preview, as the application's {@code from} has it, in a namespace of its own. */
    byte[] added(EnvironmentName name, PreviewSpec preview) {
        YamlPath own = YamlPath.of("apps").where("name", preview.of()).key("environments");
        Map<String, Object> from =
                new LinkedHashMap<>(map(ENVIRONMENTS.key(preview.from().value())));
        boolean listed = file.value(own).orElse(null) instanceof List<?>;
        if (!listed) {
            from.putAll(map(own.key(preview.from().value())));
        }
        NOT_TAKEN.forEach(from::remove);
        Map<String, Object> lines = new LinkedHashMap<>();
        Object cluster = from.remove("cluster");
        if (cluster != null) {
            lines.put("cluster", cluster);
        }
        lines.put("namespace", name.value());
        lines.putAll(from);
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("of", preview.of());
        words.put("request", preview.request());
        words.put("from", preview.from().value());
        words.put("created", preview.created().toString());
        words.put("updated", preview.updated().toString());
        preview.address().ifPresent(address -> words.put("address", address));
        lines.put("preview", words);
        YamlEdit edit = file.edit().set(ENVIRONMENTS.key(name.value()), lines);
        return bytes(listed ? edit.add(own, name.value()) : edit.set(own.key(name.value()), Map.of()));
    }

    /** With the time of its newest build, and its address where somebody said one. */
    byte[] updated(EnvironmentName name, Instant time, Optional<String> address) {
        YamlPath preview = ENVIRONMENTS.key(name.value()).key("preview");
        YamlEdit edit = file.edit().set(preview.key("updated"), time.toString());
        return bytes(address.isEmpty() ? edit : edit.set(preview.key("address"), address.get()));
    }

    private Map<String, Object> map(YamlPath path) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (file.value(path).orElse(null) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        }
        return copy;
    }

    private byte[] bytes(YamlEdit edit) {
        try {
            return edit.apply().bytes();
        } catch (YamlEditException shared) {
            throw new InvalidInputException(
                    "the inventory " + file.name(),
                    List.of(Problem.of(
                            "environments",
                            null,
                            "a preview's lines cannot be written by themselves: " + shared.getMessage(),
                            "write environments, and the application's own, without aliases")));
        }
    }
}
