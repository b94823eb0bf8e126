package dev.gitops.git;

import dev.gitops.git.Folder.Item;
import dev.gitops.spi.FileEdit;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.jspecify.annotations.Nullable;

/** Writes the trees that a few edits change; every other entry's bytes are taken over as they stand. */
final class TreeWriter {

    private final Store store;
    private final ObjectInserter inserter;

    TreeWriter(Store store, ObjectInserter inserter) {
        this.store = store;
        this.inserter = inserter;
    }

    /** The tree that some edits make of another one; null stands for an empty tree, before and after. */
    @Nullable
    ObjectId edit(@Nullable ObjectId tree, List<FileEdit> edits) throws IOException {
        Node root = new Node();
        for (FileEdit edit : edits) {
            root.add(GitNames.checkFile(edit.path()), edit);
        }
        return write(tree, root, "");
    }

    private @Nullable ObjectId write(@Nullable ObjectId tree, Node node, String folder) throws IOException {
        Folder old = tree == null ? Folder.EMPTY : store.folder(tree);
        Map<String, Optional<Item>> changed = new HashMap<>();
        for (Map.Entry<String, Node> child : node.children.entrySet()) {
            String name = child.getKey();
            String path = folder.isEmpty() ? name : folder + "/" + name;
            @Nullable Item there = old.find(name);
            @Nullable FileEdit edit = child.getValue().edit;
            changed.put(name, edit == null ? folder(path, there, child.getValue()) : file(path, there, edit));
        }
        byte[] now = old.with(changed);
        return now.length == 0 ? null : inserter.insert(Constants.OBJ_TREE, now);
    }

    private Optional<Item> folder(String path, @Nullable Item there, Node node) throws IOException {
        if (there != null && there.mode() != FileMode.TREE) {
            throw cannot(path, "is no folder, but a file below it is to be written");
        }
        @Nullable ObjectId id = write(there == null ? null : there.id(), node, path);
        return Optional.ofNullable(id).map(written -> new Item(written, FileMode.TREE));
    }

    private Optional<Item> file(String path, @Nullable Item there, FileEdit edit) throws IOException {
        FileMode mode = there == null ? FileMode.REGULAR_FILE : there.mode();
        if (mode == FileMode.TREE) {
            throw cannot(path, "is a folder, but is to be written as a file");
        }
        if (edit.content() == null) {
            return Optional.empty();
        }
        if (mode != FileMode.REGULAR_FILE && mode != FileMode.EXECUTABLE_FILE) {
            throw cannot(path, "is a symbolic link or a submodule, but is to be written as a file");
        }
        return Optional.of(new Item(inserter.insert(Constants.OBJ_BLOB, edit.content()), mode));
    }

    private static RuntimeException cannot(String path, String why) {
        return GitNames.refused("path", path, why, "look at what the branch has there");
    }

    /** The edits below a folder. */
    private static final class Node {

        private final Map<String, Node> children = new HashMap<>();
        private @Nullable FileEdit edit;

        void add(String path, FileEdit edit) {
            Node node = this;
            for (String part : path.split("/")) {
                if (node.edit != null) {
                    throw cannot(path, "is to be written below a path that is to be written as a file");
                }
                node = node.children.computeIfAbsent(part, name -> new Node());
            }
            if (node.edit != null || !node.children.isEmpty()) {
                throw cannot(path, "is to be written twice");
            }
            node.edit = edit;
        }
    }
}
