package dev.gitops.helm;

import dev.gitops.spi.SourceTree;
import dev.gitops.spi.SourceTree.Type;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a chart's files out of a repository, symbolic links followed within it, packed sub-charts unpacked. */
final class ChartFiles {

    private static final int DEEPEST = 40;
    private static final int MOST_VISITS = 50_000;

    private final SourceTree tree;
    private final String what;
    private final Map<String, byte[]> files = new TreeMap<>();
    private int visits;

    private ChartFiles(SourceTree tree, String what) {
        this.tree = tree;
        this.what = what;
    }

    /** The chart in a folder; what it depends on by {@code file://} is put into charts/ where it is not there. */
    static Map<String, byte[]> of(SourceTree tree, String folder, String what) {
        ChartFiles files = new ChartFiles(tree, what);
        files.chart(folder, "", 0);
        return unpacked(files.files, what);
    }

    private void chart(String folder, String prefix, int depth) {
        if (tree.read(folder + "/Chart.yaml").isEmpty()) {
            throw Invalid.file(
                    what,
                    folder,
                    "there is no chart in this folder (no Chart.yaml)",
                    "mend the chart's path: manifests.helm.chart in the inventory, or the dependency that names it");
        }
        folder(folder, prefix, depth);
        LocalDependencies.of(tree, folder).forEach((name, path) -> {
            boolean there = files.keySet().stream()
                    .anyMatch(file -> file.startsWith(prefix + "charts/" + name + "/")
                            || file.matches(Pattern.quote(prefix + "charts/" + name) + "-[^/]*\\.tgz"));
            if (!there) {
                chart(path, prefix + "charts/" + name + "/", deeper(path, depth));
            }
        });
    }

    private void folder(String folder, String prefix, int depth) {
        for (SourceTree.Entry entry : tree.list(folder)) {
            String path = folder.isEmpty() ? entry.name() : folder + "/" + entry.name();
            put(path, entry.type(), prefix + entry.name(), depth);
        }
    }

    private void put(String path, Type type, String name, int depth) {
        if (++visits > MOST_VISITS) {
            throw Invalid.file(
                    what,
                    path,
                    "is one of more than " + MOST_VISITS + " files, or the chart's links run in a circle",
                    "mend the links, or make the chart smaller");
        }
        switch (type) {
            case FILE -> files.put(name, tree.read(path).orElseThrow());
            case DIRECTORY -> folder(path, name + "/", deeper(path, depth));
            case SYMLINK -> {
                String target = linked(path);
                Type pointed = tree.type(target)
                        .orElseThrow(() -> Invalid.file(
                                what,
                                path,
                                "is a symbolic link to " + target + ", which is not there",
                                "mend the link"));
                put(target, pointed, name, deeper(path, depth));
            }
            case SUBMODULE ->
                throw Invalid.file(
                        what, path, "is a submodule, whose files are elsewhere", "copy the files into this repository");
        }
    }

    private int deeper(String path, int depth) {
        if (depth == DEEPEST) {
            throw Invalid.file(what, path, "is nested too deeply, or its links run in a circle", "mend the links");
        }
        return depth + 1;
    }

    private String linked(String link) {
        String target = new String(tree.read(link).orElseThrow(), StandardCharsets.UTF_8);
        return resolve(link.contains("/") ? link.substring(0, link.lastIndexOf('/')) : "", target)
                .orElseThrow(() -> Invalid.file(
                        what, link, "is a symbolic link out of the repository", "copy what it points to into it"));
    }

    /** A relative path seen from a folder; empty where it leaves the repository. */
    static Optional<String> resolve(String folder, String relative) {
        if (relative.startsWith("/")) {
            return Optional.empty();
        }
        Deque<String> parts = new ArrayDeque<>();
        for (String part : (folder + "/" + relative).split("/")) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return Optional.of(String.join("/", parts));
    }

    /** The files with every packed chart below charts/ as a folder. */
    static Map<String, byte[]> unpacked(Map<String, byte[]> files, String what) {
        Map<String, byte[]> all = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : new LinkedHashMap<>(files).entrySet()) {
            String path = file.getKey();
            if (!path.matches("(.*/)?charts/[^/]+\\.tgz")) {
                all.put(path, file.getValue());
                continue;
            }
            String folder = path.substring(0, path.length() - ".tgz".length());
            try {
                unpacked(Archive.unpack(file.getValue()), what)
                        .forEach((name, bytes) -> all.put(folder + "/" + name, bytes));
            } catch (IOException broken) {
                throw Invalid.file(
                        what,
                        path,
                        "is no packed chart: " + broken.getMessage(),
                        "pack it anew (helm dependency build); it has "
                                + file.getValue().length + " bytes"
                                + (isPointer(file.getValue()) ? " and is a pointer of Git LFS" : ""));
            }
        }
        return all;
    }

    private static boolean isPointer(byte[] bytes) {
        byte[] start = "version https://git-lfs".getBytes(StandardCharsets.UTF_8);
        return bytes.length > start.length && Arrays.equals(start, Arrays.copyOf(bytes, start.length));
    }
}
