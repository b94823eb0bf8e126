package dev.gitops.kustomize.loading;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.files.FileTree;
import dev.gitops.kustomize.files.UnreadableFileException;
import dev.gitops.spi.SourceTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The files of a build as a chart's renderer wants them; what it reads the build depends on. Symbolic links are followed by the files below. */
record ReadTree(Reads reads) implements SourceTree {

    @Override
    public String commit() {
        return "";
    }

    @Override
    public Optional<Type> type(String path) {
        return switch (reads.tree().type("/" + path)) {
            case FILE -> Optional.of(Type.FILE);
            case DIRECTORY -> Optional.of(Type.DIRECTORY);
            case ABSENT -> Optional.empty();
        };
    }

    @Override
    public Optional<byte[]> read(String path) {
        FileTree tree = reads.tree();
        String absolute = "/" + path;
        reads.note(absolute);
        if (tree.type(absolute) != FileTree.Type.FILE) {
            return Optional.empty();
        }
        try {
            reads.note(tree.real(absolute));
            return Optional.of(tree.read(absolute));
        } catch (UnreadableFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<Entry> list(String path) {
        List<Entry> entries = new ArrayList<>();
        for (String name : reads.tree().list("/" + path)) {
            String entry = path.isEmpty() ? name : path + "/" + name;
            entries.add(new Entry(
                    name,
                    type(entry)
                            .orElseThrow(() -> new KustomizeException("'" + entry
                                    + "' is a symbolic link that leads nowhere or out of the repository, or a submodule;"
                                    + " put a copy of what it stands for there"))));
        }
        return entries;
    }

    @Override
    public Optional<String> id(String path) {
        return Optional.empty();
    }
}
