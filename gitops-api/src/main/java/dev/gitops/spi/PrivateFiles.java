package dev.gitops.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that no other user of the machine reads: the cache, and records that wait to be sent. Where the file system has no such permissions they are like any others. */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private PrivateFiles() {}

    /**
     * Makes a folder, and those above it that are missing, for this user alone. One that is there already, and open to others, is closed to them; those above it stay as they are.
     *
     * @param folder the folder
     * @return the folder
     * @throws IOException if it cannot be made, or is no folder
     */
    public static Path folder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            make(folder);
        } else if (POSIX
                && !Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                        .equals(FOLDER)) {
            tighten(folder);
        }
        return folder;
    }

    /**
     * Makes the folder that a file is to be in, for this user alone.
     *
     * @param file the file
     * @throws IOException if it cannot be made
     */
    public static void folderOf(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            folder(folder);
        }
    }

    private static void make(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            make(parent);
        }
        try {
            Files.createDirectory(folder, attributes(FOLDER));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    private static void tighten(Path folder) throws IOException {
        if (!Files.isSymbolicLink(folder)) {
            try {
                Files.setPosixFilePermissions(folder, FOLDER);
            } catch (FileSystemException notOurs) {
                // Somebody else's folder that this user may write to; its owner decides.
            }
        }
    }

    /**
     * Writes a file for this user alone, in place of what is there.
     *
     * @param file the file
     * @param content its content
     * @return the file
     * @throws IOException if it cannot be written
     */
    public static Path write(Path file, byte[] content) throws IOException {
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try (SeekableByteChannel channel = Files.newByteChannel(file, options, attributes(FILE))) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }
        return file;
    }

    /** {@return what to make files with that only this user reads} */
    public static FileAttribute<?>[] forFiles() {
        return attributes(FILE);
    }

    private static FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }
}
