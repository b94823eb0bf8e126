package dev.gitops.git.past;

import dev.gitops.spi.PrivateFiles;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * The files of a tree whose names match, in whatever folder. What was found in one tree is kept with its id; another tree is compared with it, so that what an answer costs follows what changed.
 *
 * @param tree the tree
 * @param paths the files
 */
public record NamedFiles(ObjectId tree, SortedSet<String> paths) {

    private static final int MAGIC = 0x67696e31;

    /**
     * Looks through all of a tree.
     *
     * @param reader has the trees
     * @param tree the tree
     * @param name whether a file's name, without its folder, is wanted
     * @return what is there
     * @throws IOException if an object cannot be read
     */
    public static NamedFiles in(ObjectReader reader, ObjectId tree, Predicate<String> name) throws IOException {
        SortedSet<String> paths = new TreeSet<>();
        try (TreeWalk walk = new TreeWalk(reader)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                if (isFile(walk.getRawMode(0)) && name.test(walk.getNameString())) {
                    paths.add(walk.getPathString());
                }
            }
        }
        return new NamedFiles(tree.copy(), paths);
    }

    /**
     * What is in another tree, told by what differs.
     *
     * @param reader has both trees
     * @param other the other tree
     * @param name the same question
     * @return what is there
     * @throws IOException if an object cannot be read
     */
    public NamedFiles at(ObjectReader reader, ObjectId other, Predicate<String> name) throws IOException {
        if (tree.equals(other)) {
            return this;
        }
        SortedSet<String> there = new TreeSet<>(paths);
        try (TreeDiff diff = new TreeDiff(reader.newReader(), new HashMap<>())) {
            diff.between(other, tree).forEach((path, is) -> {
                there.remove(path);
                if (isFile(is.mode()) && name.test(path.substring(path.lastIndexOf('/') + 1))) {
                    there.add(path);
                }
            });
        } catch (MissingObjectException gone) {
            return in(reader, other, name);
        }
        return new NamedFiles(other.copy(), there);
    }

    private static boolean isFile(int mode) {
        int type = mode & FileMode.TYPE_MASK;
        return type == FileMode.TYPE_FILE || type == FileMode.TYPE_SYMLINK;
    }

    /**
     * What was kept of a question.
     *
     * @param file where it was kept
     * @param question the question in words
     * @return it; empty where there is nothing, something damaged, or the answer to another question
     */
    public static Optional<NamedFiles> load(Path file, String question) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
            int end = bytes.limit() - Long.BYTES;
            if (end < Integer.BYTES || bytes.getLong(end) != sum(bytes.array(), end) || bytes.getInt() != MAGIC) {
                return Optional.empty();
            }
            bytes.limit(end);
            if (!text(bytes).equals(question)) {
                return Optional.empty();
            }
            ObjectId tree = ObjectId.fromString(text(bytes));
            SortedSet<String> paths = new TreeSet<>();
            while (bytes.hasRemaining()) {
                paths.add(text(bytes));
            }
            return Optional.of(new NamedFiles(tree, paths));
        } catch (IOException | BufferUnderflowException | IllegalArgumentException | NegativeArraySizeException none) {
            return Optional.empty();
        }
    }

    /**
     * Keeps this, whole or not at all.
     *
     * @param file where
     * @param question the question in words
     * @throws IOException if it cannot be written
     */
    public void save(Path file, String question) throws IOException {
        List<byte[]> texts = new ArrayList<>();
        texts.add(question.getBytes(StandardCharsets.UTF_8));
        texts.add(tree.name().getBytes(StandardCharsets.UTF_8));
        paths.forEach(path -> texts.add(path.getBytes(StandardCharsets.UTF_8)));
        int length =
                texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum();
        ByteBuffer bytes =
                ByteBuffer.allocate(Integer.BYTES + length + Long.BYTES).putInt(MAGIC);
        texts.forEach(text -> bytes.putInt(text.length).put(text));
        bytes.putLong(sum(bytes.array(), bytes.position()));
        PrivateFiles.folderOf(file);
        Path fresh = Files.createTempFile(file.getParent(), "names", ".new", PrivateFiles.forFiles());
        try {
            Files.write(fresh, bytes.array());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static String text(ByteBuffer bytes) {
        byte[] text = new byte[Math.min(bytes.getInt(), bytes.remaining())];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static long sum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }
}
