package dev.gitops.git;

import dev.gitops.spi.FileEdit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.util.Paths;
import org.jspecify.annotations.Nullable;

/** Writes the trees that a few edits change; every other entry's bytes are taken over as they stand. */
final class TreeWriter {

    private static final byte[] NOTHING = {};

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
        byte[] old =
                tree == null ? NOTHING : reader.open(tree, Constants.OBJ_TREE).getCachedBytes(Integer.MAX_VALUE);
        List<RawEntry> kept = RawEntry.parse(old);
        List<RawEntry> written = new ArrayList<>();
        for (Map.Entry<String, Node> child : node.children.entrySet()) {
            byte[] name = child.getKey().getBytes(StandardCharsets.UTF_8);
            String path = folder.isEmpty() ? child.getKey() : folder + "/" + child.getKey();
            RawEntry there = RawEntry.remove(kept, name);
            RawEntry now = child.getValue().edit == null
                    ? folder(path, name, there, child.getValue())
                    : file(path, name, there, child.getValue().edit);
            if (now != null) {
                written.add(now);
            }
        }
        byte[] merged = merge(kept, written);
        return merged.length == 0 ? null : inserter.insert(Constants.OBJ_TREE, merged);
    }

    private @Nullable RawEntry folder(String path, byte[] name, @Nullable RawEntry there, Node node)
            throws IOException {
        if (there != null && !there.isTree()) {
            throw cannot(path, "is no folder, but a file below it is to be written");
        }
        ObjectId id = write(there == null ? null : there.id(), node, path);
        return id == null ? null : RawEntry.of(FileMode.TREE, name, id);
    }

    private @Nullable RawEntry file(String path, byte[] name, @Nullable RawEntry there, FileEdit edit)
            throws IOException {
        if (there != null && there.isTree()) {
            throw cannot(path, "is a folder, but is to be written as a file");
        }
        if (edit.content() == null) {
            return null;
        }
        FileMode mode = there == null ? FileMode.REGULAR_FILE : FileMode.fromBits(there.mode());
        if (mode != FileMode.REGULAR_FILE && mode != FileMode.EXECUTABLE_FILE) {
            throw cannot(path, "is a symbolic link or a submodule, but is to be written as a file");
        }
        return RawEntry.of(mode, name, inserter.insert(Constants.OBJ_BLOB, edit.content()));
    }

    private static byte[] merge(List<RawEntry> kept, List<RawEntry> written) {
        written.sort(RawEntry::compareTo);
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        int next = 0;
        for (RawEntry entry : kept) {
            while (next < written.size() && written.get(next).compareTo(entry) < 0) {
                written.get(next++).writeTo(tree);
            }
            entry.writeTo(tree);
        }
        while (next < written.size()) {
            written.get(next++).writeTo(tree);
        }
        return tree.toByteArray();
    }

    private static RuntimeException cannot(String path, String why) {
        return GitNames.refused("path", path, why, "look at what the branch has there");
    }

    /** An entry of a tree, as bytes: mode, blank, name, NUL, id. */
    private record RawEntry(byte[] tree, int start, int name, int mode) implements Comparable<RawEntry> {

        static List<RawEntry> parse(byte[] tree) {
            List<RawEntry> entries = new ArrayList<>();
            for (int at = 0; at < tree.length; ) {
                int mode = 0;
                int name = at;
                for (; tree[name] != ' '; name++) {
                    mode = mode * 8 + tree[name] - '0';
                }
                RawEntry entry = new RawEntry(tree, at, name + 1, mode);
                entries.add(entry);
                at = entry.end();
            }
            return entries;
        }

        static RawEntry of(FileMode mode, byte[] name, ObjectId id) {
            ByteArrayOutputStream entry = new ByteArrayOutputStream();
            entry.writeBytes(Integer.toOctalString(mode.getBits()).getBytes(StandardCharsets.US_ASCII));
            entry.write(' ');
            entry.writeBytes(name);
            entry.write(0);
            byte[] raw = new byte[Constants.OBJECT_ID_LENGTH];
            id.copyRawTo(raw, 0);
            entry.writeBytes(raw);
            return parse(entry.toByteArray()).get(0);
        }

        static @Nullable RawEntry remove(List<RawEntry> entries, byte[] name) {
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).isNamed(name)) {
                    return entries.remove(i);
                }
            }
            return null;
        }

        private boolean isNamed(byte[] other) {
            if (name + other.length >= tree.length || tree[name + other.length] != 0) {
                return false;
            }
            for (int i = 0; i < other.length; i++) {
                if (tree[name + i] != other[i]) {
                    return false;
                }
            }
            return true;
        }

        boolean isTree() {
            return FileMode.TREE.equals(mode);
        }

        ObjectId id() {
            return ObjectId.fromRaw(tree, nul() + 1);
        }

        private int nul() {
            int at = name;
            while (tree[at] != 0) {
                at++;
            }
            return at;
        }

        private int end() {
            return nul() + 1 + Constants.OBJECT_ID_LENGTH;
        }

        void writeTo(ByteArrayOutputStream to) {
            to.write(tree, start, end() - start);
        }

        @Override
        public int compareTo(RawEntry other) {
            return Paths.compare(tree, name, nul(), mode, other.tree, other.name, other.nul(), other.mode);
        }
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
