package dev.gitops.audit.endpoint;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.record.RecordJson;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.PrivateFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Records that wait for the endpoint: a file each, {@code <app>.<environment>.<id>.json}, so that the files of an application and environment sort by time. */
final class Spool {

    private static final String SUFFIX = ".json";

    private final Path folder;

    Spool(Path folder) {
        this.folder = folder;
    }

    /** A record that waits. */
    record Waiting(
            Path file,
            String id,
            @SuppressWarnings("ArrayRecordComponent") byte[] json) {}

    /** Returns when the record is on the disk. */
    void add(DeploymentRecord record) {
        io(() -> {
            PrivateFiles.folder(folder);
            String name = record.app() + "." + record.environment() + "." + record.id() + SUFFIX;
            Path fresh = folder.resolve(name + ".new");
            PrivateFiles.write(fresh, RecordJson.write(record));
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            return Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        });
    }

    /** The files that wait, oldest first, by application and environment. */
    Map<String, List<Path>> streams() {
        return io(() -> {
            Map<String, List<Path>> streams = new TreeMap<>();
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.list(folder)) {
                    files.filter(file -> file.toString().endsWith(SUFFIX))
                            .sorted()
                            .forEach(file -> {
                                String name = file.getFileName().toString();
                                String stream =
                                        name.substring(0, name.lastIndexOf('.', name.length() - SUFFIX.length() - 1));
                                streams.computeIfAbsent(stream, key -> new ArrayList<>())
                                        .add(file);
                            });
                }
            }
            return streams;
        });
    }

    byte[] read(Path file) {
        return io(() -> Files.readAllBytes(file));
    }

    static String idOf(Path file) {
        String name = file.getFileName().toString();
        String stem = name.substring(0, name.length() - SUFFIX.length());
        return stem.substring(stem.lastIndexOf('.') + 1);
    }

    void remove(Path file) {
        io(() -> Files.deleteIfExists(file));
    }

    /** Runs while no other process or thread sends from this spool; does not run, and answers otherwise, where one does. */
    <T> T alone(Action<T> action, T otherwise) {
        return io(() -> {
            PrivateFiles.folder(folder);
            try (FileChannel channel = FileChannel.open(
                            folder.resolve("lock"),
                            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                            PrivateFiles.forFiles());
                    FileLock lock = channel.tryLock()) {
                return lock == null ? otherwise : action.run();
            } catch (OverlappingFileLockException e) {
                return otherwise;
            }
        });
    }

    interface Action<T> {
        T run() throws IOException;
    }

    private <T> T io(Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new RecordStoreException(
                    "cannot use the spool of the audit endpoint in " + folder + ": " + e.getMessage()
                            + "; the store has the records, and gitops audit replay sends them",
                    e,
                    true);
        }
    }
}
