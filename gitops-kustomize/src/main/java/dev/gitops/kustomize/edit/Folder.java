package dev.gitops.kustomize.edit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The folder a command runs in. */
final class Folder implements FileSource {

    private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

    private final Path root;

    Folder(Path root) {
        this.root = root;
    }

    /** The name of the kustomization file here. */
    String kustomization() {
        List<String> found = NAMES.stream().filter(this::exists).toList();
        if (found.isEmpty()) {
            throw new KustomizeEditException("Missing kustomization file 'kustomization.yaml'.\n");
        }
        if (found.size() > 1) {
            throw new KustomizeEditException("Found multiple kustomization file: [" + String.join(" ", found) + "]\n");
        }
        if (Files.isDirectory(root.resolve(found.get(0)))) {
            throw new KustomizeEditException(found.get(0) + " should be a file");
        }
        return found.get(0);
    }

    boolean exists(String path) {
        try {
            return Files.exists(root.resolve(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    @Override
    public Optional<String> read(String path) {
        try {
            Path file = root.resolve(path);
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (InvalidPathException | IOException e) {
            return Optional.empty();
        }
    }

    byte[] bytes(String path) {
        try {
            return Files.readAllBytes(root.resolve(path));
        } catch (IOException e) {
            throw new KustomizeEditException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** Replaces a file in one step, so that nobody sees half of it; a link stays a link, permissions stay. */
    void write(String path, byte[] content) {
        try {
            Path target = root.resolve(path).toRealPath();
            Path fresh = Files.createTempFile(target.getParent(), ".kustomize-edit", null);
            try {
                Files.write(fresh, content);
                copyPermissions(target, fresh);
                Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException e) {
            throw new KustomizeEditException("cannot write " + path + ": " + e.getMessage(), e);
        }
    }

    private static void copyPermissions(Path from, Path to) throws IOException {
        try {
            Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Not every file system has them.
            return;
        }
    }

    void write(String path, String content) {
        write(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /** The files and folders a pattern matches, in alphabetical order. */
    List<String> glob(String pattern) {
        if (!Wildcard.isPattern(pattern)) {
            return exists(pattern) ? List.of(pattern) : List.of();
        }
        List<String> found = List.of(pattern.startsWith("/") ? "/" : "");
        for (String part : pattern.split("/+")) {
            List<String> next = new ArrayList<>();
            for (String folder : found) {
                next.addAll(children(folder, part));
            }
            found = part.isEmpty() ? found : next;
        }
        return found;
    }

    private List<String> children(String folder, String part) {
        String prefix = folder.isEmpty() || folder.endsWith("/") ? folder : folder + "/";
        if (!Wildcard.isPattern(part)) {
            return exists(prefix + part) ? List.of(prefix + part) : List.of();
        }
        Wildcard wildcard = new Wildcard(part);
        Path path = root.resolve(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(wildcard::matches)
                    .sorted()
                    .map(name -> prefix + name)
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
