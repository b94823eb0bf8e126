package dev.gitops.git.past;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * The commits that were the newest ones of some paths, as Git has them, in one file beside the cache: whoever looks at all environments needs as many of them, each from another place of a pack. The
 * file has a head, the commits' ids in their order, each with where it lies and how long it is, the commits, and a sum. Safe for several threads.
 */
public final class NewestCommits {

    private static final int MAGIC = 0x67696331;
    private static final int HEAD = 2 * Integer.BYTES;
    private static final int ENTRY = Segment.ID_BYTES + 2 * Integer.BYTES;
    /** More than these are not kept but for whoever asked last. */
    private static final int MOST = 1 << 16;
    /** For fewer new ones the file is not written again. */
    private static final int FEW = 32;

    private final ByteBuffer file;
    private final int count;
    private final Map<ObjectId, byte[]> fresh = new ConcurrentHashMap<>();
    private final Set<ObjectId> found = ConcurrentHashMap.newKeySet();

    private NewestCommits(ByteBuffer file, int count) {
        this.file = file;
        this.count = count;
    }

    /**
     * What a file knows.
     *
     * @param from the file
     * @return its commits; none where there is no file, or a damaged one
     * @throws IOException if there is a file that cannot be read
     */
    public static NewestCommits load(Path from) throws IOException {
        if (Files.isRegularFile(from)) {
            try (FileChannel channel = FileChannel.open(from, StandardOpenOption.READ)) {
                long size = channel.size();
                if (size >= HEAD + Long.BYTES && size < Integer.MAX_VALUE) {
                    ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
                    int end = bytes.limit() - Long.BYTES;
                    if (bytes.getInt(0) == MAGIC && bytes.getLong(end) == sum(bytes, end)) {
                        return new NewestCommits(bytes, bytes.getInt(Integer.BYTES));
                    }
                }
            }
        }
        return new NewestCommits(ByteBuffer.allocate(0), 0);
    }

    private static long sum(ByteBuffer bytes, int end) {
        CRC32 sum = new CRC32();
        sum.update(bytes.slice(0, end));
        return sum.getValue();
    }

    /**
     * Reads kept commits from here, and all else where it is.
     *
     * @param objects has them all
     * @return a reader; it closes the other one
     */
    public ObjectReader over(ObjectReader objects) {
        return new Reader(objects);
    }

    /**
     * A commit turned out to be the newest one of some paths.
     *
     * @param commit its id
     * @param text what Git has of it
     */
    public void note(ObjectId commit, byte[] text) {
        if (find(commit) != null) {
            found.add(commit.copy());
        } else if (fresh.size() < MOST) {
            fresh.putIfAbsent(commit.copy(), text);
        }
    }

    private byte @Nullable [] find(AnyObjectId commit) {
        byte[] raw = new byte[Segment.ID_BYTES];
        commit.copyRawTo(raw, 0);
        ByteBuffer wanted = ByteBuffer.wrap(raw);
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = HEAD + middle * ENTRY;
            int order = Segment.compare(file, at, wanted);
            if (order == 0) {
                return text(at);
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return null;
    }

    private byte[] text(int entry) {
        byte[] text = new byte[file.getInt(entry + Segment.ID_BYTES + Integer.BYTES)];
        file.get(file.getInt(entry + Segment.ID_BYTES), text);
        return text;
    }

    /**
     * Puts what was found since into the file, whole or not at all; where that is little, the next one who looks will find it again.
     *
     * @param to the file
     * @throws IOException if it cannot be written
     */
    public void save(Path to) throws IOException {
        if (fresh.size() < FEW) {
            return;
        }
        Map<ObjectId, byte[]> all = new TreeMap<>(fresh);
        boolean few = count + all.size() <= MOST;
        for (int i = 0; i < count; i++) {
            int entry = HEAD + i * ENTRY;
            ObjectId id = Segment.id(file, entry);
            if (few || found.contains(id)) {
                all.put(id, text(entry));
            }
        }
        Files.createDirectories(to.getParent());
        Path next = Files.createTempFile(to.getParent(), "commits", ".new");
        try {
            Files.write(next, bytes(all));
            Files.move(next, to, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static byte[] bytes(Map<ObjectId, byte[]> all) {
        int texts = HEAD + all.size() * ENTRY;
        int length = all.values().stream().mapToInt(text -> text.length).sum();
        ByteBuffer out = ByteBuffer.allocate(texts + length + Long.BYTES);
        out.putInt(MAGIC).putInt(all.size());
        int at = texts;
        for (Map.Entry<ObjectId, byte[]> each : all.entrySet()) {
            each.getKey().copyRawTo(out.array(), out.position());
            out.position(out.position() + Segment.ID_BYTES);
            out.putInt(at).putInt(each.getValue().length);
            at += each.getValue().length;
        }
        all.values().forEach(out::put);
        return Segment.sealed(out);
    }

    private final class Reader extends ObjectReader.Filter {

        private final ObjectReader objects;

        Reader(ObjectReader objects) {
            this.objects = objects;
        }

        @Override
        protected ObjectReader delegate() {
            return objects;
        }

        @Override
        public ObjectReader newReader() {
            return new Reader(objects.newReader());
        }

        @Override
        public ObjectLoader open(AnyObjectId id, int type) throws IOException {
            byte @Nullable [] kept = type == Constants.OBJ_COMMIT || type == OBJ_ANY ? find(id) : null;
            return kept == null ? objects.open(id, type) : new ObjectLoader.SmallObject(Constants.OBJ_COMMIT, kept);
        }

        @Override
        public void close() {
            objects.close();
        }
    }
}
