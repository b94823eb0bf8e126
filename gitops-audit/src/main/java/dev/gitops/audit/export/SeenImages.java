package dev.gitops.audit.export;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.api.Operation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Remembers what was verified where, and which commits rollbacks made. */
final class SeenImages implements Export.Format.History {

    private final Map<String, Set<Integer>> verified = new HashMap<>();
    private final Map<String, String> present = new HashMap<>();
    private final Set<String> rollbackCommits = new HashSet<>();

    void add(DeploymentRecord record) {
        if (record.operation() == Operation.ROLLBACK) {
            record.commit().ifPresent(rollbackCommits::add);
        } else if (record.operation() == Operation.DEPLOY && record.outcome().equals("verified")) {
            verified.computeIfAbsent(place(record), key -> new HashSet<>())
                    .add(images(record).hashCode());
            present.put(place(record), images(record));
        }
    }

    @Override
    public boolean isRollback(DeploymentRecord record) {
        String images = images(record);
        boolean back = !images.isEmpty()
                && !images.equals(present.get(place(record)))
                && verified.getOrDefault(place(record), Set.of()).contains(images.hashCode());
        return back || record.commit().filter(rollbackCommits::contains).isPresent();
    }

    private static String place(DeploymentRecord record) {
        return record.app() + "/" + record.environment();
    }

    private static String images(DeploymentRecord record) {
        return ImageChange.after(record.images()).stream()
                .map(after -> after.image().toString())
                .collect(Collectors.joining(" "));
    }
}
