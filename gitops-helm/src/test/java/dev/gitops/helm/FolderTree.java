package dev.gitops.helm;

import dev.gitops.spi.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder's files as a tree, some of them replaced. */
record FolderTree(Path root, Map<String, byte[]> replaced) implements SourceTree {

    static FolderTree of(String resource) {
        return new FolderTree(Path.of("src/test/resources", resource), Map.of());
    }

    FolderTree with(String path, String content) {
        Map<String, byte[]> more = new HashMap<>(replaced);
        more.put(path, content.getBytes(StandardCharsets.UTF_8));
        return new FolderTree(root, more);
    }

    @Override
    public String commit() {
        return "";
    }

    @Override
    public Optional<Type> type(String path) {
        if (replaced.containsKey(path)) {
            return Optional.of(Type.FILE);
        }
        Path file = root.resolve(path);
        if (Files.isSymbolicLink(file)) {
            return Optional.of(Type.SYMLINK);
        }
        if (Files.isDirectory(file)) {
            return Optional.of(Type.DIRECTORY);
        }
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Optional.of(Type.FILE) : Optional.empty();
    }

    @Override
    public Optional<byte[]> read(String path) {
        if (replaced.containsKey(path)) {
            return Optional.of(replaced.get(path));
        }
        try {
            Path file = root.resolve(path);
            if (Files.isSymbolicLink(file)) {
                return Optional.of(Files.readSymbolicLink(file).toString().getBytes(StandardCharsets.UTF_8));
            }
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<Entry> list(String path) {
        if (!Files.isDirectory(root.resolve(path))) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(root.resolve(path))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .sorted()
                    .map(name -> new Entry(
                            name,
                            type(path.isEmpty() ? name : path + "/" + name).orElseThrow()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> id(String path) {
        return Optional.empty();
    }
}
