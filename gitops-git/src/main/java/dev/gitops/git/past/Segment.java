package dev.gitops.git.past;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A stretch of a line of commits, in bytes as they stand in the file: a head; the commits by their number, oldest first; their numbers in the order of their ids; a table of hashes of the paths; the paths,
 * each with its changes; the paths' names; the changes, each with the number of its commit and what was there before. Which commits are merges stands behind their order, a bit each. Looked into where it
 * lies.
 */
final class Segment {

    static final int ID_BYTES = 20;
    /** A change: the number of its commit, and the mode and the id of what was there before. */
    static final int CHANGE = 2 * Integer.BYTES + ID_BYTES;

    private static final int MAGIC = 0x67697032;
    private static final int HEAD = 5 * Integer.BYTES + ID_BYTES;
    private static final int PATH = 4 * Integer.BYTES;
    private static final int NOTHING = -1;
    /** Stands with the mode of an object that stayed as it was. */
    private static final int STAYED = 1 << 30;

    private final ByteBuffer bytes;
    private final Shape shape;

    private Segment(ByteBuffer bytes, Shape shape) {
        this.bytes = bytes;
        this.shape = shape;
    }

    /** How much of each there is, and so where it stands. */
    record Shape(int commits, int paths, int changes, int names) {

        int slots() {
            return Math.max(4, Integer.highestOneBit(Math.max(1, paths)) * 4);
        }

        int order() {
            return HEAD + commits * ID_BYTES;
        }

        int merges() {
            return order() + commits * Integer.BYTES;
        }

        int table() {
            return merges() + (commits + Integer.SIZE - 1) / Integer.SIZE * Integer.BYTES;
        }

        int pathsAt() {
            return table() + slots() * Integer.BYTES;
        }

        int namesAt() {
            return pathsAt() + paths * PATH;
        }

        int changesAt() {
            return namesAt() + names;
        }

        int length() {
            return changesAt() + changes * CHANGE + Long.BYTES;
        }

        /** Whether the parts fit into so many bytes; numbers of a damaged head may be anything. */
        boolean fits(long available) {
            long least = HEAD + (long) commits * ID_BYTES + (long) paths * PATH + names + (long) changes * CHANGE;
            return commits > 0
                    && paths >= 0
                    && changes >= 0
                    && names >= 0
                    && least < Integer.MAX_VALUE / 2
                    && length() <= available;
        }

        void write(ByteBuffer out, ObjectId below) {
            out.putInt(MAGIC).putInt(commits).putInt(paths).putInt(changes).putInt(names);
            byte[] raw = new byte[ID_BYTES];
            below.copyRawTo(raw, 0);
            out.put(raw);
        }
    }

    /** The segment that begins somewhere in a file; empty where there is none, or a damaged one. */
    static Optional<Segment> at(ByteBuffer file, int from) {
        if (file.limit() - from < HEAD + Long.BYTES || file.getInt(from) != MAGIC) {
            return Optional.empty();
        }
        Shape shape =
                new Shape(file.getInt(from + 4), file.getInt(from + 8), file.getInt(from + 12), file.getInt(from + 16));
        if (!shape.fits(file.limit() - from)) {
            return Optional.empty();
        }
        ByteBuffer bytes = file.slice(from, shape.length());
        return bytes.getLong(shape.length() - Long.BYTES) == sum(bytes)
                ? Optional.of(new Segment(bytes, shape))
                : Optional.empty();
    }

    /** Puts the sum to the end. */
    static byte[] sealed(ByteBuffer written) {
        written.putLong(written.capacity() - Long.BYTES, sum(written));
        return written.array();
    }

    private static long sum(ByteBuffer bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes.slice(0, bytes.capacity() - Long.BYTES));
        return sum.getValue();
    }

    int length() {
        return shape.length();
    }

    ByteBuffer bytes() {
        return bytes.duplicate().rewind();
    }

    int commits() {
        return shape.commits();
    }

    /** The first parent of the oldest commit; zeros where it has none, or none that is here. */
    ObjectId below() {
        return id(5 * Integer.BYTES);
    }

    ObjectId commit(int number) {
        return id(HEAD + number * ID_BYTES);
    }

    /** Whether a commit has more than one parent. */
    boolean isMerge(int number) {
        int bits = bytes.getInt(shape.merges() + number / Integer.SIZE * Integer.BYTES);
        return (bits >>> number % Integer.SIZE & 1) != 0;
    }

    /** The number of a commit; negative where it is none of these. */
    int number(ObjectId commit) {
        byte[] raw = new byte[ID_BYTES];
        commit.copyRawTo(raw, 0);
        ByteBuffer wanted = ByteBuffer.wrap(raw);
        int low = 0;
        int high = shape.commits() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int number = bytes.getInt(shape.order() + middle * Integer.BYTES);
            int order = compare(bytes, HEAD + number * ID_BYTES, wanted);
            if (order == 0) {
                return number;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return NOTHING;
    }

    /** The order of an id that stands at a place and another one. */
    static int compare(ByteBuffer bytes, int id, ByteBuffer other) {
        for (int i = 0; i < ID_BYTES; i += Integer.BYTES) {
            int order = Integer.compareUnsigned(bytes.getInt(id + i), other.getInt(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The newest commit up to a number that changed a path; negative where none did. */
    int newest(Name path, int upTo) {
        int at = find(path);
        if (at == NOTHING) {
            return NOTHING;
        }
        int change = firstAfter(at, upTo);
        return change == first(at) ? NOTHING : bytes.getInt(shape.changesAt() + (change - 1) * CHANGE);
    }

    /** What a path was before the oldest commit after a number that changed it; empty where none did. */
    Optional<Was> before(Name path, int after) {
        int at = find(path);
        int change = at == NOTHING ? NOTHING : firstAfter(at, after);
        if (change == NOTHING || change == first(at) + count(at)) {
            return Optional.empty();
        }
        int from = shape.changesAt() + change * CHANGE;
        return Optional.of(was(from));
    }

    private Was was(int change) {
        int mode = bytes.getInt(change + Integer.BYTES);
        return new Was(mode & ~STAYED, id(change + 2 * Integer.BYTES), (mode & STAYED) != 0);
    }

    /** What stands in the file for the mode. */
    static int mode(Was was) {
        return was.mode() | (was.stayed() ? STAYED : 0);
    }

    /** How many commits after a number changed a path. */
    int changes(Name path, int after) {
        int at = find(path);
        return at == NOTHING ? 0 : first(at) + count(at) - firstAfter(at, after);
    }

    /** The place among all changes of a path's first one of a commit after a number; the place behind its last one where there is no such change. */
    private int firstAfter(int at, int number) {
        int low = first(at);
        int high = low + count(at);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bytes.getInt(shape.changesAt() + middle * CHANGE) <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int first(int path) {
        return bytes.getInt(shape.pathsAt() + path * PATH + 2 * Integer.BYTES);
    }

    private int count(int path) {
        return bytes.getInt(shape.pathsAt() + path * PATH + 3 * Integer.BYTES);
    }

    private int find(Name path) {
        int slots = shape.slots();
        for (int slot = path.hash() & slots - 1; ; slot = slot + 1 & slots - 1) {
            int at = bytes.getInt(shape.table() + slot * Integer.BYTES) - 1;
            if (at < 0) {
                return NOTHING;
            }
            if (isNamed(at, path.bytes())) {
                return at;
            }
        }
    }

    private boolean isNamed(int path, byte[] name) {
        int at = shape.pathsAt() + path * PATH;
        int from = shape.namesAt() + bytes.getInt(at);
        return bytes.getInt(at + Integer.BYTES) == name.length
                && bytes.slice(from, name.length).equals(ByteBuffer.wrap(name));
    }

    private byte[] name(int path) {
        int at = shape.pathsAt() + path * PATH;
        byte[] name = new byte[bytes.getInt(at + Integer.BYTES)];
        bytes.get(shape.namesAt() + bytes.getInt(at), name);
        return name;
    }

    /** Sees every change. */
    interface Visitor {
        void see(String path, int number, Was was);
    }

    void each(Visitor visitor) {
        for (int path = 0; path < shape.paths(); path++) {
            String name = new String(name(path), StandardCharsets.UTF_8);
            for (int change = first(path); change < first(path) + count(path); change++) {
                int from = shape.changesAt() + change * CHANGE;
                visitor.see(name, bytes.getInt(from), was(from));
            }
        }
    }

    private ObjectId id(int from) {
        return id(bytes, from);
    }

    /** The id that stands at a place. */
    static ObjectId id(ByteBuffer bytes, int from) {
        byte[] raw = new byte[ID_BYTES];
        bytes.get(from, raw);
        return ObjectId.fromRaw(raw);
    }

    static int hash(byte[] path) {
        int hash = Arrays.hashCode(path);
        return hash ^ hash >>> 16;
    }

    /**
     * A path as it is looked for in several segments.
     *
     * @param bytes its bytes
     * @param hash their hash
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Name(byte[] bytes, int hash) {

        static Name of(String path) {
            byte[] bytes = path.getBytes(StandardCharsets.UTF_8);
            return new Name(bytes, Segment.hash(bytes));
        }
    }
}
