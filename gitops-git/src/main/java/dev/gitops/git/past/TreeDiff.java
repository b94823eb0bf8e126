package dev.gitops.git.past;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * The paths, folders included, that differ between two trees, with what each was in the older one. Large folders of which little changed are compared by whole stretches of bytes, and the last folders
 * read are remembered, since the newer tree of one comparison is the older one of the next.
 */
final class TreeDiff implements AutoCloseable {

    private static final byte[] EMPTY = {};
    private static final int ID_BYTES = 20;
    private static final int FOLDER = 0040000;
    /** Folders of the newer tree alone, as the older one is not met again. What stays longer than a few comparisons fills the heap with what has become old. */
    private static final int REMEMBERED = 16;

    /** A reader keeps what it made of deltas, whatever its size and however old: in a long history of large folders, that is what memory is full of. */
    private static final int READ_WITH_ONE = 4 << 20;

    private ObjectReader reader;
    private int readWithThis;
    private final Map<String, String> names;
    private final Map<ObjectId, byte[]> read = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * Comparisons.
     *
     * @param reader reads the folders, or others like it do; closed with this
     * @param names the paths that were found so far, shared with other comparisons
     */
    TreeDiff(ObjectReader reader, Map<String, String> names) {
        this.reader = reader;
        this.names = names;
    }

    Map<String, Was> between(ObjectId older, ObjectId newer) throws IOException {
        Map<String, Was> changed = new LinkedHashMap<>();
        if (!older.equals(newer)) {
            compare("", older, newer, changed);
        }
        return changed;
    }

    private void compare(String prefix, @Nullable ObjectId older, @Nullable ObjectId newer, Map<String, Was> changed)
            throws IOException {
        byte[] before = bytes(older);
        byte[] after = bytes(newer);
        if (older != null) {
            read.remove(older);
        }
        int i = 0;
        int j = 0;
        while (i < before.length || j < after.length) {
            int same = Arrays.mismatch(before, i, before.length, after, j, after.length);
            if (same < 0) {
                return;
            }
            int skipped = whole(before, i, i + same);
            j += skipped - i;
            i = skipped;
            int order = order(before, i, after, j);
            int nextBefore = order <= 0 ? next(before, i) : i;
            int nextAfter = order >= 0 ? next(after, j) : j;
            differs(prefix, before, order <= 0 ? i : -1, after, order >= 0 ? j : -1, changed);
            i = nextBefore;
            j = nextAfter;
        }
    }

    /** An entry that is in one of the folders only, or in both with another object. */
    private void differs(String prefix, byte[] before, int i, byte[] after, int j, Map<String, Was> changed)
            throws IOException {
        boolean wasThere = i >= 0;
        int mode = wasThere ? mode(before, i) : 0;
        int newMode = j >= 0 ? mode(after, j) : 0;
        ObjectId id = wasThere ? id(before, i) : ObjectId.zeroId();
        ObjectId newId = j >= 0 ? id(after, j) : ObjectId.zeroId();
        if (mode == newMode && id.equals(newId)) {
            return;
        }
        String found = prefix + (wasThere ? name(before, i) : name(after, j));
        @Nullable String known = names.putIfAbsent(found, found);
        String path = known == null ? found : known;
        // A file in whose place a folder comes stands in both lists: what was there counts.
        changed.merge(
                path,
                wasThere ? new Was(mode, id, id.equals(newId)) : Was.ABSENT,
                (was, other) -> was.equals(Was.ABSENT) ? other : was);
        if (mode == FOLDER || newMode == FOLDER) {
            compare(path + "/", mode == FOLDER ? id : null, newMode == FOLDER ? newId : null, changed);
        }
    }

    private byte[] bytes(@Nullable ObjectId tree) throws IOException {
        if (tree == null) {
            return EMPTY;
        }
        byte[] known = read.get(tree);
        if (known == null) {
            known = read(tree);
            read.put(tree, known);
            if (read.size() > REMEMBERED) {
                read.remove(read.keySet().iterator().next());
            }
        }
        return known;
    }

    private byte[] read(ObjectId tree) throws IOException {
        if (readWithThis > READ_WITH_ONE) {
            ObjectReader next = reader.newReader();
            reader.close();
            reader = next;
            readWithThis = 0;
        }
        byte[] bytes = reader.open(tree, Constants.OBJ_TREE).getCachedBytes(Integer.MAX_VALUE);
        readWithThis += bytes.length;
        return bytes;
    }

    @Override
    public void close() {
        reader.close();
    }

    /** The end of the last entry that lies wholly before a limit. */
    private static int whole(byte[] bytes, int from, int limit) {
        int at = from;
        while (at < bytes.length) {
            int end = at;
            while (end < limit && bytes[end] != 0) {
                end++;
            }
            if (end + 1 + ID_BYTES > limit) {
                return at;
            }
            at = end + 1 + ID_BYTES;
        }
        return at;
    }

    /** Git's order: a folder's name is compared as if a slash ended it. */
    private static int order(byte[] before, int i, byte[] after, int j) {
        if (i >= before.length || j >= after.length) {
            return i >= before.length ? 1 : -1;
        }
        int a = nameFrom(before, i);
        int b = nameFrom(after, j);
        for (; before[a] == after[b] && before[a] != 0; a++, b++) {
            continue;
        }
        return Integer.compare(sorted(before, a, mode(before, i)), sorted(after, b, mode(after, j)));
    }

    private static int sorted(byte[] bytes, int at, int mode) {
        return bytes[at] == 0 && mode == FOLDER ? '/' : bytes[at] & 0xff;
    }

    private static int mode(byte[] bytes, int at) {
        int mode = 0;
        for (int i = at; bytes[i] != ' '; i++) {
            mode = mode * 8 + bytes[i] - '0';
        }
        return mode;
    }

    private static int nameFrom(byte[] bytes, int at) {
        int i = at;
        while (bytes[i] != ' ') {
            i++;
        }
        return i + 1;
    }

    private static int nameTo(byte[] bytes, int at) {
        int i = at;
        while (bytes[i] != 0) {
            i++;
        }
        return i;
    }

    private static String name(byte[] bytes, int at) {
        int from = nameFrom(bytes, at);
        return new String(bytes, from, nameTo(bytes, from) - from, StandardCharsets.UTF_8);
    }

    private static ObjectId id(byte[] bytes, int at) {
        return ObjectId.fromRaw(bytes, nameTo(bytes, at) + 1);
    }

    private static int next(byte[] bytes, int at) {
        return nameTo(bytes, at) + 1 + ID_BYTES;
    }
}
