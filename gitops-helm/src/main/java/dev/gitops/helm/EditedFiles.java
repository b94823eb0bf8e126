package dev.gitops.helm;

import dev.gitops.spi.FileEdit;
import dev.gitops.spi.SourceTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A repository's files as they would be after edits of files that are there. */
final class EditedFiles implements SourceTree {

    private final SourceTree tree;
    private final Map<String, byte[]> edited = new LinkedHashMap<>();

    EditedFiles(SourceTree tree, List<FileEdit> edits) {
        this.tree = tree;
        edits.forEach(edit -> edit.newContent().ifPresent(content -> edited.put(edit.path(), content)));
    }

    @Override
    public String commit() {
        return "";
    }

    @Override
    public Optional<Type> type(String path) {
        return tree.type(path);
    }

    @Override
    public Optional<byte[]> read(String path) {
        byte[] content = edited.get(path);
        return content == null ? tree.read(path) : Optional.of(content);
    }

    @Override
    public List<Entry> list(String path) {
        return tree.list(path);
    }

    @Override
    public Optional<String> id(String path) {
        boolean touched = edited.keySet().stream().anyMatch(file -> file.equals(path) || file.startsWith(path + "/"));
        return touched ? Optional.empty() : tree.id(path);
    }
}
