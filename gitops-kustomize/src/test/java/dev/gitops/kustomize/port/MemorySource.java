package dev.gitops.kustomize.port;

import dev.gitops.kustomize.files.Paths;
import dev.gitops.spi.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A tree of files in memory, with links. */
final class MemorySource implements SourceTree {

    private final Map<String, String> files;
    private final Map<String, String> links = new TreeMap<>();

    MemorySource(Map<String, String> files) {
        this.files = files;
    }

    void link(String path, String target) {
        links.put(path, target);
    }

    @Override
    public String commit() {
        return "";
    }

    @Override
    public Optional<Type> type(String path) {
        if (links.containsKey(path)) {
            return Optional.of(Type.SYMLINK);
        }
        if (files.containsKey(path)) {
            return Optional.of(Type.FILE);
        }
        String prefix = path.isEmpty() ? "" : path + "/";
        boolean directory = files.keySet().stream().anyMatch(file -> file.startsWith(prefix))
                || links.keySet().stream().anyMatch(file -> file.startsWith(prefix));
        return directory ? Optional.of(Type.DIRECTORY) : Optional.empty();
    }

    @Override
    public Optional<byte[]> read(String path) {
        String text = links.containsKey(path) ? links.get(path) : files.get(path);
        return Optional.ofNullable(text).map(t -> t.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public List<Entry> list(String path) {
        return files.keySet().stream()
                .filter(file -> Paths.parent("/" + file).equals("/" + path))
                .map(file -> new Entry(Paths.name(file), Type.FILE))
                .toList();
    }

    @Override
    public Optional<String> id(String path) {
        return Optional.empty();
    }
}
