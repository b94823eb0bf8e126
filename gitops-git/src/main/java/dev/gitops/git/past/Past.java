package dev.gitops.git.past;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The commits of a branch along first parents, numbered from the oldest that is known, with what each changed. The oldest is number 0; what it changed is not known here, and it is a stretch of its own,
 * so that what is older can be put before the others without reading them again. Immutable, so several threads may ask.
 */
public final class Past {

    /** So many stretches lie in a file before they are made one. */
    private static final int MOST_SEGMENTS = 8;
    /** A long stretch is written again only when what was added since is so large a part of it. */
    private static final int PART = 8;

    private static final Past NONE = new Past(List.of());

    private final List<Segment> segments;
    private final int[] first;
    private final int size;

    private Past(List<Segment> segments) {
        this.segments = segments;
        this.first = new int[segments.size()];
        int number = 0;
        for (int i = 0; i < first.length; i++) {
            first[i] = number;
            number += segments.get(i).commits();
        }
        this.size = number;
    }

    /** {@return a past without commits} */
    public static Past none() {
        return NONE;
    }

    /**
     * What a file knows. What is damaged, and whatever lies behind it, is passed over.
     *
     * @param file the file
     * @return the past; one without commits where there is no file
     * @throws IOException if there is a file that cannot be read
     */
    public static Past load(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() > Integer.MAX_VALUE) {
                return NONE;
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            List<Segment> segments = new ArrayList<>();
            for (int at = 0; at < bytes.limit(); ) {
                Optional<Segment> next = Segment.at(bytes, at);
                if (next.isEmpty() || !follows(segments, next.get())) {
                    break;
                }
                segments.add(next.get());
                at += next.get().length();
            }
            return segments.isEmpty() || segments.get(0).commits() > 1 ? NONE : new Past(segments);
        }
    }

    private static boolean follows(List<Segment> segments, Segment next) {
        if (segments.isEmpty()) {
            return true;
        }
        Segment last = segments.get(segments.size() - 1);
        return next.below().equals(last.commit(last.commits() - 1));
    }

    /**
     * A past that goes back to a commit of which only its tree is known.
     *
     * @param oldest that commit alone
     * @param below its first parent; zeros for none
     * @param newer the commits behind it with what each changed, oldest first
     * @return it
     */
    static Past since(Collected oldest, ObjectId below, Collected newer) {
        Segment first = segment(oldest, below);
        return newer.size() == 0 ? new Past(List.of(first)) : new Past(List.of(first, segment(newer, first.commit(0))));
    }

    /**
     * A past with newer commits.
     *
     * @param newer the commits with what each changed, oldest first, each the first parent of the next, the newest commit of this past that of the first
     * @return it
     */
    Past plus(Collected newer) {
        List<Segment> all = new ArrayList<>(segments);
        all.add(segment(newer, commit(size - 1)));
        return of(all);
    }

    /**
     * This past, going back further.
     *
     * @param older a past whose newest commit is the oldest of this one
     * @return both
     */
    Past onto(Past older) {
        List<Segment> all = new ArrayList<>(older.segments);
        all.addAll(segments.subList(1, segments.size()));
        return of(all);
    }

    private static Past of(List<Segment> all) {
        return new Past(all.size() <= MOST_SEGMENTS ? all : joined(all));
    }

    /** The longest stretch is left as it is where the others are short beside it. */
    private static List<Segment> joined(List<Segment> all) {
        int longest = 1;
        for (int i = 2; i < all.size(); i++) {
            longest = all.get(i).commits() > all.get(longest).commits() ? i : longest;
        }
        int length = all.get(longest).commits();
        int others = all.stream().skip(1).mapToInt(Segment::commits).sum() - length;
        List<Segment> joined = new ArrayList<>(all.subList(0, 1));
        if (others > length / PART) {
            join(all.subList(1, all.size()), joined);
        } else {
            join(all.subList(1, longest), joined);
            joined.add(all.get(longest));
            join(all.subList(longest + 1, all.size()), joined);
        }
        return joined;
    }

    private static void join(List<Segment> some, List<Segment> into) {
        if (!some.isEmpty()) {
            Collected collected = new Collected();
            some.forEach(collected::add);
            into.add(segment(collected, some.get(0).below()));
        }
    }

    private static Segment segment(Collected collected, ObjectId below) {
        return Segment.at(ByteBuffer.wrap(collected.bytes(below)), 0).orElseThrow();
    }

    /**
     * Puts this into a file, whole or not at all.
     *
     * @param file the file
     * @throws IOException if it cannot be written
     */
    public void save(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path fresh = Files.createTempFile(file.getParent(), "past", ".new");
        try {
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                for (Segment segment : segments) {
                    ByteBuffer bytes = segment.bytes();
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** {@return how many commits are known} */
    public int size() {
        return size;
    }

    /** {@return the first parent of the oldest commit; zeros where none was known} */
    public ObjectId below() {
        return segments.isEmpty() ? ObjectId.zeroId() : segments.get(0).below();
    }

    /**
     * A commit.
     *
     * @param number its number
     * @return its id
     */
    public ObjectId commit(int number) {
        int at = segmentOf(number);
        return segments.get(at).commit(number - first[at]);
    }

    private int segmentOf(int number) {
        int at = segments.size() - 1;
        while (first[at] > number) {
            at--;
        }
        return at;
    }

    /**
     * Whether a commit has more than one parent.
     *
     * @param number its number
     * @return true if so
     */
    public boolean isMerge(int number) {
        int at = segmentOf(number);
        return segments.get(at).isMerge(number - first[at]);
    }

    /**
     * The number of a commit.
     *
     * @param commit the commit
     * @return its number; negative where it is none of these
     */
    public int number(ObjectId commit) {
        for (int i = segments.size() - 1; i >= 0; i--) {
            int number = segments.get(i).number(commit);
            if (number >= 0) {
                return first[i] + number;
            }
        }
        return -1;
    }

    /**
     * The newest commit that changed a path.
     *
     * @param path a file or folder
     * @param upTo the number of the newest commit to look at
     * @return its number; negative where none did, but for the oldest of which nobody knows
     */
    public int newest(String path, int upTo) {
        Segment.Name name = Segment.Name.of(path);
        for (int i = segmentOf(upTo); i >= 0; i--) {
            int number = segments.get(i).newest(name, upTo - first[i]);
            if (number >= 0) {
                return first[i] + number;
            }
        }
        return -1;
    }

    /**
     * What a path was at a commit, where it was changed since.
     *
     * @param path a file or folder
     * @param at the commit's number
     * @return what it was; empty where it is at the newest commit what it was then
     */
    public Optional<Was> before(String path, int at) {
        Segment.Name name = Segment.Name.of(path);
        for (int i = segmentOf(at); i < segments.size(); i++) {
            Optional<Was> was = segments.get(i).before(name, at - first[i]);
            if (was.isPresent()) {
                return was;
            }
        }
        return Optional.empty();
    }

    /**
     * How many commits changed a path since a commit. Where it is one, the path is not what it was then.
     *
     * @param path a file or folder
     * @param at the commit's number
     * @return how many; 0 where the path is at the newest commit what it was then
     */
    public int changes(String path, int at) {
        Segment.Name name = Segment.Name.of(path);
        int changes = 0;
        for (int i = segmentOf(at); i < segments.size(); i++) {
            changes += segments.get(i).changes(name, at - first[i]);
        }
        return changes;
    }
}
