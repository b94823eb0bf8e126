package dev.gitops.helm;

import dev.gitops.spi.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files in memory.
 *
 * @param files content by path
 */
public record TestTree(TreeMap<String, String> files) implements SourceTree {

    /**
     * One file.
     *
     * @param path its path
     * @param content its content
     * @return the tree
     */
    public static TestTree of(String path, String content) {
        return new TestTree(new TreeMap<>()).with(path, content);
    }

    /**
     * The tree with one file more, or another content.
     *
     * @param path its path
     * @param content its content
     * @return the tree
     */
    public TestTree with(String path, String content) {
        TreeMap<String, String> more = new TreeMap<>(files);
        more.put(path, content);
        return new TestTree(more);
    }

    @Override
    public String commit() {
        return "";
    }

    @Override
    public Optional<Type> type(String path) {
        if (files.containsKey(path)) {
            return Optional.of(Type.FILE);
        }
        return list(path).isEmpty() ? Optional.empty() : Optional.of(Type.DIRECTORY);
    }

    @Override
    public Optional<byte[]> read(String path) {
        return Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Entry> list(String path) {
        String prefix = path.isEmpty() ? "" : path + "/";
        Map<String, Entry> entries = new TreeMap<>();
        files.tailMap(prefix).keySet().stream()
                .takeWhile(file -> file.startsWith(prefix))
                .forEach(file -> {
                    String rest = file.substring(prefix.length());
                    int slash = rest.indexOf('/');
                    String name = slash < 0 ? rest : rest.substring(0, slash);
                    entries.putIfAbsent(name, new Entry(name, slash < 0 ? Type.FILE : Type.DIRECTORY));
                });
        return List.copyOf(entries.values());
    }

    @Override
    public Optional<String> id(String path) {
        return Optional.empty();
    }
}
