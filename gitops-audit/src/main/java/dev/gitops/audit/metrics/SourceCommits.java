package dev.gitops.audit.metrics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The source commits of all records, each a number, and the earliest time that any record tells of it. A hash table of numbers, since there may be a million. */
final class SourceCommits {

    private static final int FIRST_CAPACITY = 1024;
    private static final long UNKNOWN = Long.MAX_VALUE;

    private int[] table = new int[2 * FIRST_CAPACITY];
    private long[] fingerprints = new long[FIRST_CAPACITY];
    private long[] made = new long[FIRST_CAPACITY];
    private int count;
    private int[] lists = new int[FIRST_CAPACITY];
    private int listsEnd;

    /** The number of a commit, the same for the same commit. */
    int of(long fingerprint) {
        int slot = slot(fingerprint);
        if (table[slot] != 0) {
            return table[slot] - 1;
        }
        if (count == fingerprints.length) {
            grow();
            slot = slot(fingerprint);
        }
        fingerprints[count] = fingerprint;
        made[count] = UNKNOWN;
        table[slot] = count + 1;
        return count++;
    }

    private int slot(long fingerprint) {
        int slot = (int) (fingerprint & table.length - 1);
        while (table[slot] != 0 && fingerprints[table[slot] - 1] != fingerprint) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }

    private void grow() {
        fingerprints = Arrays.copyOf(fingerprints, 2 * count);
        made = Arrays.copyOf(made, 2 * count);
        table = new int[4 * count];
        for (int i = 0; i < count; i++) {
            table[slot(fingerprints[i])] = i + 1;
        }
    }

    void madeAt(int commit, Instant time) {
        made[commit] = Math.min(made[commit], ChronoUnit.MICROS.between(Instant.EPOCH, time));
    }

    Optional<Instant> made(int commit) {
        return made[commit] == UNKNOWN
                ? Optional.empty()
                : Optional.of(Instant.EPOCH.plus(made[commit], ChronoUnit.MICROS));
    }

    /** Keeps a list of commits, and tells where. */
    int list(int[] commits) {
        int at = listsEnd;
        if (at + commits.length + 1 > lists.length) {
            lists = Arrays.copyOf(lists, 2 * lists.length + commits.length);
        }
        lists[at] = commits.length;
        System.arraycopy(commits, 0, lists, at + 1, commits.length);
        listsEnd = at + commits.length + 1;
        return at;
    }

    List<Integer> listAt(int at) {
        return Arrays.stream(lists, at + 1, at + 1 + lists[at]).boxed().toList();
    }
}
