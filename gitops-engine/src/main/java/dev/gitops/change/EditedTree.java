package dev.gitops.change;

import dev.gitops.spi.FileEdit;
import dev.gitops.spi.SourceTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A tree as it would be with some files written or removed. */
public final class EditedTree implements SourceTree {

    private final SourceTree tree;
    private final Map<String, FileEdit> edits = new HashMap<>();

    /**
     * A tree with edits.
     *
     * @param tree the tree
     * @param edits the files that are written or removed
     */
    public EditedTree(SourceTree tree, List<FileEdit> edits) {
        this.tree = tree;
        edits.forEach(edit -> this.edits.put(edit.path(), edit));
    }

    @Override
    public String commit() {
        return "";
    }

    @Override
    public Optional<Type> type(String path) {
        FileEdit edit = edits.get(path);
        if (edit != null) {
            return edit.newContent().map(content -> Type.FILE);
        }
        if (edits.values().stream()
                .anyMatch(each -> each.content() != null && each.path().startsWith(path + "/"))) {
            return Optional.of(Type.DIRECTORY);
        }
        return tree.type(path)
                .filter(type ->
                        type != Type.DIRECTORY || !edited(path) || !list(path).isEmpty());
    }

    @Override
    public Optional<byte[]> read(String path) {
        FileEdit edit = edits.get(path);
        return edit == null ? tree.read(path) : edit.newContent();
    }

    @Override
    public List<Entry> list(String path) {
        if (!edited(path)) {
            return tree.list(path);
        }
        String prefix = path.isEmpty() ? "" : path + "/";
        Map<String, Entry> entries = new TreeMap<>();
        tree.list(path).stream()
                .filter(entry -> entry.type() != Type.DIRECTORY
                        || type(prefix + entry.name()).isPresent())
                .forEach(entry -> entries.put(entry.name(), entry));
        for (FileEdit edit : edits.values()) {
            if (edit.path().startsWith(prefix)) {
                String rest = edit.path().substring(prefix.length());
                int slash = rest.indexOf('/');
                if (slash < 0 && edit.content() == null) {
                    entries.remove(rest);
                } else if (slash < 0) {
                    entries.put(rest, new Entry(rest, Type.FILE));
                } else if (edit.content() != null) {
                    entries.put(rest.substring(0, slash), new Entry(rest.substring(0, slash), Type.DIRECTORY));
                }
            }
        }
        return new ArrayList<>(entries.values());
    }

    @Override
    public Optional<String> id(String path) {
        return edits.containsKey(path) || edited(path) ? Optional.empty() : tree.id(path);
    }

    /** Whether an edit stands below a folder. */
    private boolean edited(String folder) {
        return folder.isEmpty() || edits.keySet().stream().anyMatch(path -> path.startsWith(folder + "/"));
    }
}
