package dev.gitops.simulation;

import dev.gitops.api.model.WindowSpec;
import dev.gitops.policy.Occurrences;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Finds the times of whole days once: records come one after another in time, and a rule of recurrence is read anew for each question. */
final class RememberedOccurrences implements Occurrences {

    private static final int MOST = 4096;

    private final Occurrences occurrences;
    private final Map<Days, List<Instant>> known = new HashMap<>();

    RememberedOccurrences(Occurrences occurrences) {
        this.occurrences = occurrences;
    }

    private record Days(WindowSpec window, long first, long last) {}

    @Override
    public List<Instant> between(WindowSpec window, Instant from, Instant to, int most) {
        if (most == 1) {
            return occurrences.between(window, from, to, most);
        }
        if (known.size() > MOST) {
            known.clear();
        }
        return known.computeIfAbsent(new Days(window, day(from), day(to)), days -> all(days, most)).stream()
                .filter(time -> !time.isBefore(from) && !time.isAfter(to))
                .toList();
    }

    private List<Instant> all(Days days, int most) {
        Instant from = Instant.ofEpochSecond(TimeUnit.DAYS.toSeconds(days.first()));
        Instant to = Instant.ofEpochSecond(TimeUnit.DAYS.toSeconds(days.last() + 1));
        return occurrences.between(days.window(), from, to, most);
    }

    private static long day(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), TimeUnit.DAYS.toSeconds(1));
    }
}
