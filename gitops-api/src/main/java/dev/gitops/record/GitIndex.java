package dev.gitops.record;

import dev.gitops.spi.SourceTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the search of the {@code git} store looks into: the terms of each record, kept in a local file and brought up to date by reading what the branch has gained. It holds no evidence: records
 * are always shown from the branch, and the file can be deleted at any time.
 */
final class GitIndex {

    private final IndexFile file;

    GitIndex(Path path) {
        file = new IndexFile(path);
    }

    /** The commit that the index was last brought up to. */
    synchronized Optional<String> lastCommit() {
        return io(() -> file.load().commit().filter(commit -> !commit.isEmpty()));
    }

    /** The index of a tip. */
    synchronized IndexRows at(SourceTree tip) {
        return io(() -> {
            IndexRows rows = file.load();
            return isOf(tip, rows) ? rows : file.exclusively(lock -> update(tip));
        });
    }

    synchronized void rebuild(SourceTree tip) {
        io(() -> file.exclusively(lock -> {
            file.delete();
            return update(tip);
        }));
    }

    private static boolean isOf(SourceTree tip, IndexRows rows) {
        return rows.commit().filter(tip.commit()::equals).isPresent();
    }

    private IndexRows update(SourceTree tip) throws IOException {
        IndexRows rows = file.load();
        if (isOf(tip, rows)) {
            return rows;
        }
        Map<String, String> gone = rows.days();
        Map<String, String> known = rows.ids();
        Map<String, String> changed = new HashMap<>();
        List<IndexFile.Fresh> fresh = new ArrayList<>();
        boolean onlyGrown = true;
        for (String day : days(tip)) {
            String id = tip.id(day).orElse("");
            String before = gone.remove(day);
            if (id.isEmpty() || !id.equals(before)) {
                changed.put(day, id);
                onlyGrown &= gain(tip, day, known, fresh);
            }
        }
        if (!onlyGrown || !gone.isEmpty()) {
            file.delete();
            return update(tip);
        }
        file.append(fresh, changed, tip.commit());
        return file.load();
    }

    private static List<String> days(SourceTree tip) {
        List<String> folders = List.of(GitLayout.RECORDS);
        for (int depth = 0; depth < 3; depth++) {
            folders = folders.stream()
                    .flatMap(folder -> tip.list(folder).stream().map(entry -> folder + "/" + entry.name()))
                    .toList();
        }
        return folders;
    }

    /** Adds what a day has gained; false where it has lost or changed something. */
    private static boolean gain(SourceTree tip, String day, Map<String, String> known, List<IndexFile.Fresh> fresh) {
        long missing = known.keySet().stream()
                .filter(path -> path.startsWith(day + "/"))
                .count();
        for (SourceTree.Entry app : tip.list(day)) {
            for (SourceTree.Entry environment : tip.list(day + "/" + app.name())) {
                String folder = day + "/" + app.name() + "/" + environment.name();
                for (SourceTree.Entry entry : tip.list(folder)) {
                    String path = folder + "/" + entry.name();
                    String id = tip.id(path).orElse("");
                    String before = known.get(path);
                    if (before == null && GitLayout.idOf(path).isPresent()) {
                        tip.read(path).ifPresent(json -> fresh.add(IndexFile.Fresh.of(path, id, json)));
                    } else if (id.equals(before)) {
                        missing--;
                    }
                }
            }
        }
        return missing == 0;
    }

    private static <T> T io(Action<T> action) {
        try {
            return action.run();
        } catch (IOException e) {
            throw new RecordStoreException(
                    "cannot keep the index of the audit trail in the cache folder: " + e.getMessage()
                            + "; give GITOPS_CACHE a folder that can be written",
                    e,
                    false);
        }
    }

    private interface Action<T> {
        T run() throws IOException;
    }
}
