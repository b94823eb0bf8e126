package dev.gitops.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.jspecify.annotations.Nullable;

/** Merges trees: only folders that both sides changed are looked into, and only files that both changed are merged line by line. Renames are not followed. */
final class TreeMerge {

    private static final long LARGEST = 4L << 20;

    private final Store store;
    private final ObjectReader reader;
    private final ObjectInserter inserter;
    private final Set<String> conflicts = new TreeSet<>();

    TreeMerge(Store store, ObjectReader reader, ObjectInserter inserter) {
        this.store = store;
        this.reader = reader;
        this.inserter = inserter;
    }

    /** Something in a folder. */
    private record Item(FileMode mode, ObjectId id) {

        boolean isFile() {
            return mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE;
        }
    }

    /** The files that both sides changed and nobody but a person can merge. */
    Set<String> conflicts() {
        return conflicts;
    }

    ObjectId merge(ObjectId base, ObjectId ours, ObjectId theirs) throws Exception {
        return folder(base, ours, theirs, "");
    }

    private ObjectId folder(@Nullable ObjectId base, @Nullable ObjectId ours, @Nullable ObjectId theirs, String path)
            throws Exception {
        TreeMap<String, Item> before = items(base);
        TreeMap<String, Item> one = items(ours);
        TreeMap<String, Item> other = items(theirs);
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(one.keySet());
        names.addAll(other.keySet());
        TreeMap<String, Item> merged = new TreeMap<>();
        for (String name : names) {
            Item item = item(before.get(name), one.get(name), other.get(name), path + utf8(name));
            if (item != null) {
                merged.put(item.mode() == FileMode.TREE ? name + "/" : name, item);
            }
        }
        TreeFormatter tree = new TreeFormatter();
        merged.forEach((name, item) -> tree.append(
                (item.mode() == FileMode.TREE ? name.substring(0, name.length() - 1) : name)
                        .getBytes(StandardCharsets.ISO_8859_1),
                item.mode(),
                item.id()));
        return inserter.insert(tree);
    }

    private @Nullable Item item(@Nullable Item base, @Nullable Item ours, @Nullable Item theirs, String path)
            throws Exception {
        if (Objects.equals(ours, theirs) || Objects.equals(base, theirs)) {
            return ours;
        }
        if (Objects.equals(base, ours)) {
            return theirs;
        }
        if (mayBeFolder(base) && mayBeFolder(ours) && mayBeFolder(theirs)) {
            ObjectId id = folder(id(base), id(ours), id(theirs), path + "/");
            return isEmpty(id) ? null : new Item(FileMode.TREE, id);
        }
        if (base != null && ours != null && theirs != null && base.isFile() && ours.isFile() && theirs.isFile()) {
            FileMode mode = ours.mode() == base.mode() ? theirs.mode() : ours.mode();
            return new Item(mode, file(base.id(), ours.id(), theirs.id(), path));
        }
        conflicts.add(path);
        return ours;
    }

    private static boolean mayBeFolder(@Nullable Item item) {
        return item == null || item.mode() == FileMode.TREE;
    }

    private static @Nullable ObjectId id(@Nullable Item item) {
        return item == null ? null : item.id();
    }

    private static boolean isEmpty(ObjectId tree) {
        return tree.equals(Constants.EMPTY_TREE_ID);
    }

    private ObjectId file(ObjectId base, ObjectId ours, ObjectId theirs, String path) throws Exception {
        if (ours.equals(theirs) || base.equals(theirs)) {
            return ours;
        }
        if (base.equals(ours)) {
            return theirs;
        }
        store.fetchObjects(List.of(base, ours, theirs));
        @Nullable byte[] before = text(base);
        @Nullable byte[] one = text(ours);
        @Nullable byte[] other = text(theirs);
        if (before != null && one != null && other != null) {
            MergeResult<RawText> result = new MergeAlgorithm()
                    .merge(RawTextComparator.DEFAULT, new RawText(before), new RawText(one), new RawText(other));
            if (!result.containsConflicts()) {
                ByteArrayOutputStream text = new ByteArrayOutputStream();
                new MergeFormatter()
                        .formatMerge(text, result, List.of("base", "ours", "theirs"), StandardCharsets.UTF_8);
                return inserter.insert(Constants.OBJ_BLOB, text.toByteArray());
            }
        }
        conflicts.add(path);
        return ours;
    }

    /** A file's text; null where it is none, or too long to be merged here. */
    private byte @Nullable [] text(ObjectId id) throws IOException {
        var object = reader.open(id, Constants.OBJ_BLOB);
        if (object.getSize() > LARGEST) {
            return null;
        }
        byte[] bytes = object.getCachedBytes();
        return RawText.isBinary(bytes, bytes.length, true) ? null : bytes;
    }

    /** What is in a folder by its names' bytes, each as a character: a name need not be UTF-8. */
    private TreeMap<String, Item> items(@Nullable ObjectId tree) throws IOException {
        TreeMap<String, Item> items = new TreeMap<>();
        if (tree != null) {
            for (CanonicalTreeParser at = new CanonicalTreeParser(null, reader, tree); !at.eof(); at = at.next()) {
                byte[] name = new byte[at.getNameLength()];
                at.getName(name, 0);
                items.put(
                        new String(name, StandardCharsets.ISO_8859_1),
                        new Item(at.getEntryFileMode(), at.getEntryObjectId()));
            }
        }
        return items;
    }

    private static String utf8(String name) {
        return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
