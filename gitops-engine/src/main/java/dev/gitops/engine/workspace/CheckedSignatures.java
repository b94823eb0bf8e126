package dev.gitops.engine.workspace;

import dev.gitops.api.Settings;
import dev.gitops.record.LatestRecord;
import dev.gitops.record.RecordSignature;
import dev.gitops.spi.RenderedManifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.PublicKey;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Signatures of records by some keys, each checked once: the digests of records whose signature held are kept in the cache folder, since a check takes longer than everything else that is done with a record. A line
 * that is no such digest means nothing, so that a damaged file costs only time. Safe for several threads.
 */
final class CheckedSignatures {

    /** Older ones are forgotten where there are more. */
    private static final int MOST = 200_000;

    private final List<PublicKey> keys;
    private final Path file;
    private final Set<String> before;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    private CheckedSignatures(List<PublicKey> keys, Path file, Set<String> before) {
        this.keys = keys;
        this.file = file;
        this.before = before;
    }

    static CheckedSignatures of(List<PublicKey> keys, Settings settings) {
        String all = keys.stream()
                .map(key -> Base64.getEncoder().encodeToString(key.getEncoded()))
                .sorted()
                .collect(Collectors.joining("\n"));
        String name = RenderedManifests.digest(all).replace(':', '-');
        Path file = settings.cacheFolder().resolve("signatures").resolve(name);
        return new CheckedSignatures(keys, file, keys.isEmpty() ? Set.of() : read(file));
    }

    private static Set<String> read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.limit(2L * MOST).collect(Collectors.toCollection(HashSet::new));
        } catch (IOException | RuntimeException unreadable) {
            return Set.of();
        }
    }

    /** Whether a record counts: one of the keys has signed it, or none is named. */
    boolean counts(LatestRecord record) {
        if (keys.isEmpty()) {
            return true;
        }
        String digest = RenderedManifests.digest(record.json());
        boolean holds = before.contains(digest) || RecordSignature.holds(record.whole(), keys);
        if (holds) {
            seen.add(digest);
        }
        return holds;
    }

    /** Keeps for later processes what was found. A folder that cannot be written to is no failure of whoever only looks. */
    void keep() {
        if (before.containsAll(seen)) {
            return;
        }
        Set<String> all = new HashSet<>(seen);
        if (before.size() + seen.size() <= MOST) {
            all.addAll(before);
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "fresh", ".new");
            try {
                Files.write(fresh, all);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (IOException unwritable) {
            return;
        }
    }
}
