package dev.gitops.cluster.client;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One or several kubeconfig files, read as {@code kubectl} reads them: the first file that has a name wins, relative paths are relative to their file. fabric8 reads them too, into typed
 * models whose loading alone takes half a second.
 */
final class Kubeconfig {

    /** An entry of a file: its values, and the folder its relative paths start from. */
    record Entry(Map<?, ?> values, Path folder) {

        @Nullable
        String text(String key) {
            Object found = values.get(key);
            return found == null || found.toString().isEmpty() ? null : found.toString();
        }

        @Nullable
        Path file(String key) {
            String found = text(key);
            return found == null ? null : folder.resolve(found);
        }

        boolean flag(String key) {
            return Boolean.TRUE.equals(values.get(key));
        }
    }

    private final List<Path> files;
    private final Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
    private @Nullable String current;

    private Kubeconfig(List<Path> files) {
        this.files = files;
    }

    static Kubeconfig read(List<Path> files) {
        Kubeconfig config = new Kubeconfig(files);
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                config.add(file);
            } catch (IOException | YamlEngineException unreadable) {
                problems.add(new Problem(
                        file.toString(), 0, 0, null, null, "cannot be read: " + unreadable.getMessage(), null));
            }
        }
        if (config.entries.isEmpty()) {
            throw new InvalidInputException("the kubeconfig", problems.isEmpty() ? List.of(none(files)) : problems);
        }
        return config;
    }

    private static Problem none(List<Path> files) {
        return Problem.of(
                "kubeconfig",
                files.toString(),
                "names no cluster",
                "set KUBECONFIG, or describe the cluster under `clusters`");
    }

    private void add(Path file) throws IOException {
        Object document = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        if (!(document instanceof Map<?, ?> config)) {
            return;
        }
        Path folder = file.toAbsolutePath().resolveSibling("");
        add(config, "clusters", "cluster", folder);
        add(config, "contexts", "context", folder);
        add(config, "users", "user", folder);
        if (current == null && config.get("current-context") instanceof String name && !name.isEmpty()) {
            current = name;
        }
    }

    private void add(Map<?, ?> config, String list, String key, Path folder) {
        if (config.get(list) instanceof List<?> named) {
            for (Object item : named) {
                if (item instanceof Map<?, ?> one
                        && one.get("name") instanceof String name
                        && one.get(key) instanceof Map<?, ?> values) {
                    entries.computeIfAbsent(list, none -> new LinkedHashMap<>())
                            .putIfAbsent(name, new Entry(values, folder));
                }
            }
        }
    }

    /** The context of that name, or the current one. */
    Entry context(@Nullable String name) {
        String wanted = name == null ? current : name;
        return find("contexts", wanted == null ? "" : wanted, "the context");
    }

    Entry cluster(Entry context) {
        return find("clusters", String.valueOf(context.text("cluster")), "the context's cluster");
    }

    Entry user(Entry context) {
        String name = context.text("user");
        return name == null ? new Entry(Map.of(), context.folder()) : find("users", name, "the context's user");
    }

    private Entry find(String list, String name, String what) {
        Map<String, Entry> all = entries.getOrDefault(list, Map.of());
        Entry found = all.get(name);
        if (found == null) {
            throw new InvalidInputException(
                    "the kubeconfig",
                    List.of(new Problem(
                            files.stream()
                                    .map(Path::toString)
                                    .reduce((a, b) -> a + ":" + b)
                                    .orElse(null),
                            0,
                            0,
                            list,
                            name,
                            what + " is not in it",
                            all.isEmpty() ? null : "it has " + String.join(", ", all.keySet()))));
        }
        return found;
    }
}
