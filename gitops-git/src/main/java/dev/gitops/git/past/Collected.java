package dev.gitops.git.past;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/** Commits, oldest first, with what each changed, on the way into a {@link Segment}. As bytes in pieces: there may be millions of changes, and none of them is copied as more come. */
final class Collected {

    /** A change: the number of its path before what stands in the file. */
    private static final int CHANGE = Integer.BYTES + Segment.CHANGE;

    private static final int PIECE = 4096 * CHANGE;

    private final Ids commits = new Ids();
    private final BitSet merges = new BitSet();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<byte[]> names = new ArrayList<>();
    private final List<ByteBuffer> pieces = new ArrayList<>();
    private int changes;

    /** Adds the next newer commit. */
    void add(Ids of, int at, boolean isMerge, Map<String, Was> changed) {
        merges.set(commits.size(), isMerge);
        commits.add(of, at);
        changed.forEach((path, was) -> add(path, commits.size() - 1, was));
    }

    /** Adds commits that were collected before. */
    void add(Segment segment) {
        int first = commits.size();
        for (int number = 0; number < segment.commits(); number++) {
            merges.set(commits.size(), segment.isMerge(number));
            commits.add(segment.commit(number));
        }
        segment.each((path, number, was) -> add(path, first + number, was));
    }

    private void add(String path, int number, Was was) {
        Integer known = numbers.get(path);
        if (known == null) {
            known = names.size();
            numbers.put(path, known);
            names.add(path.getBytes(StandardCharsets.UTF_8));
        }
        if (changes % (PIECE / CHANGE) == 0) {
            pieces.add(ByteBuffer.allocate(PIECE));
        }
        ByteBuffer piece = pieces.get(pieces.size() - 1);
        piece.putInt(known).putInt(number).putInt(Segment.mode(was));
        was.id().copyRawTo(piece.array(), piece.position());
        piece.position(piece.position() + Segment.ID_BYTES);
        changes++;
    }

    int size() {
        return commits.size();
    }

    /** The bytes of a segment. */
    byte[] bytes(ObjectId below) {
        int namesLength = names.stream().mapToInt(name -> name.length).sum();
        Segment.Shape shape = new Segment.Shape(commits.size(), names.size(), changes, namesLength);
        ByteBuffer out = ByteBuffer.allocate(shape.length());
        shape.write(out, below);
        commits.write(out);
        for (int number : commits.order()) {
            out.putInt(number);
        }
        for (int number = merges.nextSetBit(0); number >= 0; number = merges.nextSetBit(number + 1)) {
            int at = shape.merges() + number / Integer.SIZE * Integer.BYTES;
            out.putInt(at, out.getInt(at) | 1 << number % Integer.SIZE);
        }
        out.position(shape.table());
        table(out, shape);
        int[] next = paths(out);
        names.forEach(out::put);
        put(out, shape, next);
        return Segment.sealed(out);
    }

    /** Writes where the changes of each path will stand, and tells it. */
    private int[] paths(ByteBuffer out) {
        int[] counts = new int[names.size()];
        for (int change = 0; change < changes; change++) {
            counts[piece(change).getInt(at(change))]++;
        }
        int[] next = new int[counts.length];
        int name = 0;
        int first = 0;
        for (int path = 0; path < counts.length; path++) {
            int length = names.get(path).length;
            out.putInt(name).putInt(length).putInt(first).putInt(counts[path]);
            next[path] = first;
            name += length;
            first += counts[path];
        }
        return next;
    }

    /** Puts each change to its path; those of one path stay in the order of their commits. */
    private void put(ByteBuffer out, Segment.Shape shape, int[] next) {
        for (int change = 0; change < changes; change++) {
            ByteBuffer piece = piece(change);
            int at = at(change);
            int to = shape.changesAt() + next[piece.getInt(at)]++ * Segment.CHANGE;
            out.put(to, piece, at + Integer.BYTES, Segment.CHANGE);
        }
    }

    private ByteBuffer piece(int change) {
        return pieces.get(change / (PIECE / CHANGE));
    }

    private static int at(int change) {
        return change % (PIECE / CHANGE) * CHANGE;
    }

    private void table(ByteBuffer out, Segment.Shape shape) {
        int[] table = new int[shape.slots()];
        for (int i = 0; i < names.size(); i++) {
            int slot = Segment.hash(names.get(i)) & table.length - 1;
            while (table[slot] != 0) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = i + 1;
        }
        for (int slot : table) {
            out.putInt(slot);
        }
    }
}
