package dev.gitops.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/** A tree of Git as its bytes, in which a name is found without looking at all others. Entries are {@code MODE NAME\0ID}. */
final class Folder {

    private static final int ID_BYTES = 20;
    /** What has no more entries than this is looked through, which needs no table. */
    private static final int FEW = 8;

    private static final int[] NO_TABLE = {};

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
        if (table.length == 0) {
            for (int at = 0; at < bytes.length; at = next(bytes, at)) {
                if (isNamed(at, name)) {
                    return item(at);
                }
            }
            return null;
        }
        for (int slot = hash(name, 0, name.length) & table.length - 1; ; slot = slot + 1 & table.length - 1) {
            int at = table[slot] - 1;
            if (at < 0) {
                return null;
            }
            if (isNamed(at, name)) {
                return item(at);
            }
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
        int mode = 0;
        int i = at;
        for (; bytes[i] != ' '; i++) {
            mode = mode * 8 + bytes[i] - '0';
        }
        return new Item(ObjectId.fromRaw(bytes, end(bytes, i + 1) + 1), FileMode.fromBits(mode));
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
