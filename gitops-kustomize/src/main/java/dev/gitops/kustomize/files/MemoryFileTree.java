package dev.gitops.kustomize.files;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files given as texts. */
public final class MemoryFileTree implements FileTree {

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Set<String> directories = new HashSet<>(Set.of("/"));

    private MemoryFileTree() {}

    /**
     * A tree.
     *
     * @param files content by path, {@code base/kustomization.yaml} for one
     * @return the tree
     */
    public static MemoryFileTree of(Map<String, String> files) {
        MemoryFileTree tree = new MemoryFileTree();
        files.forEach((path, text) -> {
            String clean = Paths.join("/", path);
            tree.files.put(clean, text.getBytes(StandardCharsets.UTF_8));
            for (String d = Paths.parent(clean); tree.directories.add(d); d = Paths.parent(d)) {}
        });
        return tree;
    }

    @Override
    public Type type(String path) {
        return files.containsKey(path) ? Type.FILE : directories.contains(path) ? Type.DIRECTORY : Type.ABSENT;
    }

    @Override
    public List<String> list(String path) {
        return Stream.concat(files.keySet().stream(), directories.stream())
                .filter(at -> !at.equals("/") && Paths.parent(at).equals(path))
                .map(Paths::name)
                .sorted()
                .toList();
    }

    @Override
    public byte[] read(String path) {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new UnreadableFileException(path, "no such file or directory");
        }
        return bytes;
    }

    @Override
    public String real(String path) {
        if (type(path) == Type.ABSENT) {
            throw new UnreadableFileException(path, "no such file or directory");
        }
        return path;
    }
}
