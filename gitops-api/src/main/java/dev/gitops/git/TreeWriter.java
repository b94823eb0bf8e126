package dev.gitops.git;

import dev.gitops.spi.FileEdit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/** Writes the trees that a few edits change; every other entry is taken over by its id. */
final class TreeWriter {

    private final ObjectReader reader;
    private final ObjectInserter inserter;

    TreeWriter(ObjectReader reader, ObjectInserter inserter) {
        this.reader = reader;
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
        TreeFormatter formatter = new TreeFormatter();
        Map<String, Entry> entries = new TreeMap<>();
        if (tree != null) {
            CanonicalTreeParser parser = new CanonicalTreeParser(null, reader, tree);
            for (; !parser.eof(); parser.next(1)) {
                Entry entry =
                        new Entry(parser.getEntryPathString(), parser.getEntryFileMode(), parser.getEntryObjectId());
                entries.put(entry.sortKey(), entry);
            }
        }
        for (Map.Entry<String, Node> child : node.children.entrySet()) {
            String name = child.getKey();
            String path = folder.isEmpty() ? name : folder + "/" + name;
            Entry asFile = entries.get(name);
            Entry asFolder = entries.get(name + "/");
            FileEdit edit = child.getValue().edit;
            if (edit == null) {
                if (asFile != null) {
                    throw cannot(path, "is a file, but a file below it is to be written");
                }
                ObjectId written = write(asFolder == null ? null : asFolder.id, child.getValue(), path);
                if (written == null) {
                    entries.remove(name + "/");
                } else {
                    entries.put(name + "/", new Entry(name, FileMode.TREE, written));
                }
            } else if (asFolder != null) {
                throw cannot(path, "is a folder, but is to be written as a file");
            } else if (edit.content() == null) {
                entries.remove(name);
            } else {
                if (asFile != null && asFile.mode != FileMode.REGULAR_FILE && asFile.mode != FileMode.EXECUTABLE_FILE) {
                    throw cannot(path, "is a symbolic link or a submodule, but is to be written as a file");
                }
                FileMode mode = asFile == null ? FileMode.REGULAR_FILE : asFile.mode;
                entries.put(name, new Entry(name, mode, inserter.insert(Constants.OBJ_BLOB, edit.content())));
            }
        }
        if (entries.isEmpty()) {
            return null;
        }
        entries.values().forEach(entry -> formatter.append(entry.name, entry.mode, entry.id));
        return inserter.insert(formatter);
    }

    private static RuntimeException cannot(String path, String why) {
        return GitNames.refused("path", path, why, "look at what the branch has there");
    }

    private record Entry(String name, FileMode mode, ObjectId id) {
        /** Git sorts a folder as if its name ended in a slash. */
        String sortKey() {
            return mode == FileMode.TREE ? name + "/" : name;
        }
    }

    /** The edits below a folder. */
    private static final class Node {

        private final Map<String, Node> children = new TreeMap<>();
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
