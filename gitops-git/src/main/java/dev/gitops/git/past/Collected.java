package dev.gitops.git.past;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.eclipse.jgit.lib.ObjectId;

/** Commits, oldest first, with what each changed, on the way into a {@link Segment}. */
final class Collected {

    private final List<ObjectId> commits = new ArrayList<>();
    private final Map<String, Changes> paths = new TreeMap<>();
    private int changes;

    /** The changes of one path, by ascending number of their commits, as they will stand in the file. */
    private static final class Changes {

        private byte[] bytes = new byte[Segment.CHANGE];
        private int count;

        void add(int number, Was was) {
            int at = count * Segment.CHANGE;
            if (at == bytes.length) {
                bytes = Arrays.copyOf(bytes, at * 2);
            }
            ByteBuffer.wrap(bytes, at, Segment.CHANGE).putInt(number).putInt(was.mode());
            was.id().copyRawTo(bytes, at + 2 * Integer.BYTES);
            count++;
        }
    }

    /** Adds the next newer commit. */
    void add(ObjectId commit, Map<String, Was> changed) {
        int number = commits.size();
        commits.add(commit);
        changed.forEach((path, was) -> add(path, number, was));
    }

    /** Adds commits that were collected before. */
    void add(Segment segment) {
        int first = commits.size();
        for (int number = 0; number < segment.commits(); number++) {
            commits.add(segment.commit(number));
        }
        segment.each((path, number, was) -> add(path, first + number, was));
    }

    private void add(String path, int number, Was was) {
        paths.computeIfAbsent(path, absent -> new Changes()).add(number, was);
        changes++;
    }

    int size() {
        return commits.size();
    }

    /** The bytes of a segment. */
    byte[] bytes(ObjectId below) {
        List<byte[]> names = paths.keySet().stream()
                .map(path -> path.getBytes(StandardCharsets.UTF_8))
                .toList();
        int namesLength = names.stream().mapToInt(name -> name.length).sum();
        Segment.Shape shape = new Segment.Shape(commits.size(), names.size(), changes, namesLength);
        ByteBuffer out = ByteBuffer.allocate(shape.length());
        shape.write(out, below);
        commits.forEach(commit -> id(out, commit));
        IntStream.range(0, commits.size())
                .boxed()
                .sorted(Comparator.comparing(commits::get))
                .forEach(out::putInt);
        table(out, names, shape);
        int name = 0;
        int change = 0;
        int at = 0;
        for (Changes of : paths.values()) {
            int length = names.get(at++).length;
            out.putInt(name).putInt(length).putInt(change).putInt(of.count);
            name += length;
            change += of.count;
        }
        names.forEach(out::put);
        paths.values().forEach(of -> out.put(of.bytes, 0, of.count * Segment.CHANGE));
        return Segment.sealed(out);
    }

    private static void id(ByteBuffer out, ObjectId id) {
        byte[] raw = new byte[Segment.ID_BYTES];
        id.copyRawTo(raw, 0);
        out.put(raw);
    }

    private static void table(ByteBuffer out, List<byte[]> names, Segment.Shape shape) {
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
