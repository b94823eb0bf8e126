package dev.gitops.git;

import dev.gitops.api.Progress;
import dev.gitops.spi.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds the objects of one remote. Everything in it can be had again from the remote, so what is broken is thrown away; it is made under another name and moved into its
 * place whole.
 */
final class Cache {

    private static final String CONFIG = """
            [core]
            \trepositoryformatversion = 0
            \tbare = true
            \tfilemode = true
            [gc]
            \tauto = 0
            [gitops]
            \turl = %s
            """;

    private static final byte[] HEAD = "ref: refs/heads/none\n".getBytes(StandardCharsets.UTF_8);
    private static final int LOOSE_OBJECTS = 2_000;
    private static final int PACK_FILES = 200;

    private final Path folder;
    private final Path locks;
    private final RemoteUrl url;
    private final Progress progress;

    Cache(Path cacheFolder, RemoteUrl url, String kind, Progress progress) {
        String name = url.cacheName() + kind;
        this.folder = cacheFolder.resolve(name + ".git");
        this.locks = cacheFolder.resolve(name + ".locks");
        this.url = url;
        this.progress = progress;
    }

    Path folder() {
        return folder;
    }

    /** A lock among all processes that share this cache. */
    MachineLock lock(String name) {
        return MachineLock.on(locks.resolve(name));
    }

    /** A lock for one ref. */
    MachineLock lock(String ref, String name) {
        return lock(name + "-" + fileName(ref));
    }

    /** The file of a branch's queue; it is not part of the cache that can be thrown away. */
    Path queue(String ref) {
        return locks.resolve("queue-" + fileName(ref));
    }

    /** The file of what is known of a branch's history; it goes with the cache. */
    Path past(String ref) {
        return folder.resolve("past").resolve(fileName(ref));
    }

    /** The file of the newest commits of paths; it goes with the cache. */
    Path newestCommits() {
        return folder.resolve("commits");
    }

    /** The file of what is known of the files of some names; it goes with the cache. */
    Path names(String question) {
        return folder.resolve("names").resolve(RemoteUrl.digest(question).substring(0, 16));
    }

    /** The file whose shared lock tells who is at work. */
    Path presence() {
        return locks.resolve("present");
    }

    /** Removes all queues; whoever does it knows that nobody waits in them. */
    void forgetQueues() throws IOException {
        try (Stream<Path> files = Files.list(locks)) {
            for (Path file : files.filter(file -> file.getFileName().toString().startsWith("queue-"))
                    .toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static String fileName(String ref) {
        String readable = ref.replaceFirst("^refs/heads/", "").replaceAll("[^A-Za-z0-9._-]+", "-");
        return readable.substring(0, Math.min(60, readable.length())) + "-"
                + RemoteUrl.digest(ref).substring(0, 8);
    }

    /** Makes the cache where it is not there or cannot be used. To be called with the lock of the cache held. */
    CacheRepository open() {
        try {
            if (!usable()) {
                renew(Files.exists(folder) ? "the cache " + folder + " is broken and made anew" : null);
            } else if (isOvergrown()) {
                Presence.of(presence()).whileAlone(() -> renew("the cache " + folder + " has grown and is made anew"));
            }
            PrivateFiles.folder(folder);
            removeLeftovers();
            if (url.isLocal()) {
                endWhereTheRemoteEnds();
            }
            return new CacheRepository(folder, folder.resolve("objects"));
        } catch (IOException | UncheckedIOException e) {
            throw unusable(e);
        }
    }

    /** The objects of a folder of this machine are read where they are, and so are the ends of a shallow clone. */
    private void endWhereTheRemoteEnds() throws IOException {
        Path ends = LocalRemote.gitDirectory(url).resolve("shallow");
        for (String gitDirectory : List.of("", "side/")) {
            Path mine = folder.resolve(gitDirectory + "shallow");
            if (Files.exists(ends)) {
                Files.copy(ends, mine, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(mine);
            }
        }
    }

    /** Throws the cache away and begins an empty one. To be called with the lock of the cache held. */
    void renew(@Nullable String why) throws IOException {
        if (why != null) {
            progress.tell(why);
        }
        Path fresh = folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID() + ".new");
        Path old = folder.resolveSibling(folder.getFileName() + "." + UUID.randomUUID() + ".old");
        for (String inside : List.of("objects/info", "objects/pack", "refs/heads", "side/refs/heads", "side/objects")) {
            PrivateFiles.folder(fresh.resolve(inside));
        }
        for (String gitDirectory : List.of("", "side/")) {
            PrivateFiles.write(fresh.resolve(gitDirectory + "HEAD"), HEAD);
            PrivateFiles.write(fresh.resolve(gitDirectory + "config"), config());
        }
        if (url.isLocal()) {
            byte[] alternates = (LocalRemote.objects(url) + "\n").getBytes(StandardCharsets.UTF_8);
            PrivateFiles.write(fresh.resolve("objects/info/alternates"), alternates);
        }
        if (Files.exists(folder)) {
            move(folder, old);
        }
        move(fresh, folder);
        delete(old);
    }

    private byte[] config() {
        String quoted = "\"" + url.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        return CONFIG.formatted(quoted).getBytes(StandardCharsets.UTF_8);
    }

    private boolean usable() throws IOException {
        for (String gitDirectory : List.of("", "side/")) {
            if (!holds(gitDirectory + "HEAD", HEAD)
                    || !holds(gitDirectory + "config", config())
                    || !Files.isDirectory(folder.resolve(gitDirectory + "refs"))) {
                return false;
            }
        }
        return Files.isDirectory(folder.resolve("objects/pack"));
    }

    /** Compares bytes: what a torn disk block holds need not be text. */
    private boolean holds(String file, byte[] content) throws IOException {
        Path path = folder.resolve(file);
        return Files.isRegularFile(path)
                && Files.size(path) == content.length
                && Arrays.equals(Files.readAllBytes(path), content);
    }

    /** Whether so many small objects have come together, judged by a few of their folders, that fetching the tip alone is cheaper than keeping them. */
    private boolean isOvergrown() throws IOException {
        long loose = 0;
        for (String folderOfObjects : List.of("17", "5c", "a3", "e8")) {
            loose += count(folder.resolve("objects").resolve(folderOfObjects));
        }
        return loose > LOOSE_OBJECTS * 4 / 256 || count(folder.resolve("objects/pack")) > PACK_FILES;
    }

    private static long count(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    /** Whoever holds the lock of the cache knows that a lock file on a ref or on the shallow file was left by a process that died. */
    private void removeLeftovers() throws IOException {
        for (Path place : List.of(folder.resolve("refs"), folder.resolve("side"))) {
            try (Stream<Path> files = Files.walk(place)) {
                for (Path file :
                        files.filter(file -> file.toString().endsWith(".lock")).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
        for (String name : List.of("shallow", "packed-refs", "HEAD", "config")) {
            Files.deleteIfExists(folder.resolve(name + ".lock"));
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                try {
                    Files.deleteIfExists(file);
                } catch (FileSystemException e) {
                    // Somebody still reads from it; what stays is removed by the next one who begins anew.
                }
            }
        }
    }

    GitException busy(Duration waited) {
        return new GitException.TooBusy(
                "the cache " + folder + " was held by other processes for " + waited.toSeconds() + " s; try again",
                null);
    }

    GitException unusable(Exception e) {
        return new GitException.UnusableCache(
                "the cache " + folder + " cannot be made or read: " + e
                        + "; check that the folder is writable and the disk has room, or name another with GITOPS_CACHE",
                e);
    }
}
