package dev.gitops.policy;

import dev.gitops.api.DeploymentRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Which of an environment's deployments is the newest: what a record says it comes after is older, whatever the clocks of both machines said; times decide only between records that do not know of each other. */
public final class RecordOrder {

    private RecordOrder() {}

    /**
     * Orders records.
     *
     * @param byTime records of one application and environment, the one that claims the latest time first
     * @return the same records, newest first
     */
    public static List<DeploymentRecord> newestFirst(List<DeploymentRecord> byTime) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < byTime.size(); i++) {
            places.putIfAbsent(byTime.get(i).id(), i);
        }
        int[] newer = new int[byTime.size()];
        for (DeploymentRecord record : byTime) {
            older(record, places).forEach(place -> newer[place]++);
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int i = 0; i < newer.length; i++) {
            if (newer[i] == 0) {
                ready.add(i);
            }
        }
        List<DeploymentRecord> ordered = new ArrayList<>();
        while (!ready.isEmpty()) {
            DeploymentRecord next = byTime.get(ready.remove());
            ordered.add(next);
            older(next, places).forEach(place -> {
                newer[place]--;
                if (newer[place] == 0) {
                    ready.add(place);
                }
            });
        }
        // records that say of each other that they are older say nothing
        return ordered.size() == byTime.size() ? ordered : byTime;
    }

    private static Set<Integer> older(DeploymentRecord record, Map<String, Integer> places) {
        Set<Integer> older = new HashSet<>();
        record.after().forEach(id -> {
            Integer place = places.get(id);
            if (place != null && !id.equals(record.id())) {
                older.add(place);
            }
        });
        return older;
    }
}
