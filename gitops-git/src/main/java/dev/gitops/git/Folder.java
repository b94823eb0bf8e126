package dev.gitops.git;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.util.Paths;
import org.jspecify.annotations.Nullable;

/** A tree of Git as its bytes, in which a name is found without looking at all others. Entries are {@code MODE NAME\0ID}. */
final class Folder {

    private static final int ID_BYTES = 20;
    private static final int NOWHERE = -1;
    /** What has no more entries than this is looked through, which needs no table. */
    private static final int FEW = 8;

    private static final int[] NO_TABLE = {};

    static final Folder EMPTY = new Folder(new byte[0]);

    private final byte[] bytes;
    private final int[] table;

    Folder(byte[] bytes) {
        this.bytes = bytes;
        this.table = table(bytes);
    }

    /**
     * Something in a folder.
     *
     * @param id its object
     * @param mode what it is
     */
    record Item(ObjectId id, FileMode mode) {}

    /** About how many bytes of memory this takes. */
    int weight() {
        return bytes.length + table.length * Integer.BYTES + 80;
    }

    /** What has a name; null where nothing has. */
    @Nullable
    Item find(String name) {
        return find(name.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Item find(byte[] name) {
        int at = position(name);
        return at < 0 ? null : item(at);
    }

    /** Where an entry begins; negative where nothing has that name. */
    private int position(byte[] name) {
        if (table.length == 0) {
            int at = 0;
            while (at < bytes.length && !isNamed(at, name)) {
                at = next(bytes, at);
            }
            return at < bytes.length ? at : NOWHERE;
        }
        int slot = hash(name, 0, name.length) & table.length - 1;
        while (table[slot] != 0 && !isNamed(table[slot] - 1, name)) {
            slot = slot + 1 & table.length - 1;
        }
        return table[slot] - 1;
    }

    /** The bytes of this folder with some entries changed, added, or left out where they are empty. All other entries stay as they stand. */
    byte[] with(Map<String, Optional<Item>> changed) {
        byte[] copy = bytes.clone();
        List<Entry> moved = new ArrayList<>();
        Set<Integer> old = new HashSet<>();
        changed.forEach((text, now) -> {
            byte[] name = text.getBytes(StandardCharsets.UTF_8);
            int at = position(name);
            if (at >= 0 && now.isPresent() && now.get().mode() == item(at).mode()) {
                now.get().id().copyRawTo(copy, end(bytes, name(bytes, at)) + 1);
                return;
            }
            if (at >= 0) {
                old.add(at);
            }
            now.ifPresent(item -> moved.add(new Entry(name, item)));
        });
        return moved.isEmpty() && old.isEmpty() ? copy : merged(copy, old, moved);
    }

    private static byte[] merged(byte[] kept, Set<Integer> left, List<Entry> added) {
        added.sort(Comparator.naturalOrder());
        ByteArrayOutputStream merged = new ByteArrayOutputStream(kept.length + added.size() * 64);
        int next = 0;
        for (int at = 0; at < kept.length; at = next(kept, at)) {
            while (next < added.size() && added.get(next).isBefore(kept, at)) {
                added.get(next++).writeTo(merged);
            }
            if (!left.contains(at)) {
                merged.write(kept, at, next(kept, at) - at);
            }
        }
        added.subList(next, added.size()).forEach(entry -> entry.writeTo(merged));
        return merged.toByteArray();
    }

    /** An entry that has no place yet. */
    private record Entry(byte[] name, Item item) implements Comparable<Entry> {

        @Override
        public int compareTo(Entry other) {
            return compare(other.name, 0, other.name.length, other.item.mode());
        }

        boolean isBefore(byte[] tree, int at) {
            int from = Folder.name(tree, at);
            return compare(tree, from, end(tree, from), Folder.mode(tree, at)) < 0;
        }

        private int compare(byte[] other, int from, int to, FileMode mode) {
            return Paths.compare(name, 0, name.length, item.mode().getBits(), other, from, to, mode.getBits());
        }

        void writeTo(ByteArrayOutputStream tree) {
            tree.writeBytes(Integer.toOctalString(item.mode().getBits()).getBytes(StandardCharsets.US_ASCII));
            tree.write(' ');
            tree.writeBytes(name);
            tree.write(0);
            byte[] id = new byte[ID_BYTES];
            item.id().copyRawTo(id, 0);
            tree.writeBytes(id);
        }
    }

    /** Sees the entries in Git's order. */
    void each(Visitor visitor) {
        for (int at = 0; at < bytes.length; at = next(bytes, at)) {
            int from = name(bytes, at);
            visitor.see(new String(bytes, from, end(bytes, from) - from, StandardCharsets.UTF_8), item(at));
        }
    }

    /** Sees an entry. */
    interface Visitor {
        void see(String name, Item item);
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        each((name, item) -> names.add(name));
        names.sort(Comparator.naturalOrder());
        return names;
    }

    private boolean isNamed(int at, byte[] name) {
        int from = name(bytes, at);
        int to = from + name.length;
        return to < bytes.length && bytes[to] == 0 && Arrays.equals(bytes, from, to, name, 0, name.length);
    }

    private Item item(int at) {
        return new Item(ObjectId.fromRaw(bytes, end(bytes, name(bytes, at)) + 1), mode(bytes, at));
    }

    private static FileMode mode(byte[] bytes, int at) {
        int mode = 0;
        for (int i = at; bytes[i] != ' '; i++) {
            mode = mode * 8 + bytes[i] - '0';
        }
        return FileMode.fromBits(mode);
    }

    private static int[] table(byte[] bytes) {
        int entries = 0;
        for (int at = 0; at < bytes.length; at = next(bytes, at)) {
            entries++;
        }
        if (entries <= FEW) {
            return NO_TABLE;
        }
        int[] table = new int[Integer.highestOneBit(entries) * 4];
        for (int at = 0; at < bytes.length; at = next(bytes, at)) {
            int from = name(bytes, at);
            int slot = hash(bytes, from, end(bytes, from)) & table.length - 1;
            while (table[slot] != 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = at + 1;
        }
        return table;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash ^ hash >>> 15;
    }

    private static int name(byte[] bytes, int at) {
        int i = at;
        while (bytes[i] != ' ') {
            i++;
        }
        return i + 1;
    }

    private static int end(byte[] bytes, int name) {
        int i = name;
        while (bytes[i] != 0) {
            i++;
        }
        return i;
    }

    private static int next(byte[] bytes, int at) {
        return end(bytes, name(bytes, at)) + 1 + ID_BYTES;
    }
}
