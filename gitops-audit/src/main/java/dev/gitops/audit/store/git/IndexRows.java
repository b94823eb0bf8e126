package dev.gitops.audit.store.git;

import dev.gitops.api.RecordQuery;
import dev.gitops.record.LatestRecord;
import dev.gitops.record.RecordClauses;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordMatcher;
import dev.gitops.record.RecordTerms;
import dev.gitops.record.RecordTerms.Phrase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of an index in memory, newest first: their terms stay in the bytes of the file. */
final class IndexRows {

    static final IndexRows NONE = new IndexRows(List.of(), "", 0);

    private static final byte[] BORDER = (" " + RecordTerms.BORDER + " ").getBytes(StandardCharsets.UTF_8);
    private static final Comparator<Row> NEWEST_FIRST =
            Comparator.comparingLong(Row::micros).thenComparing(Row::record).reversed();

    private final List<Row> rows;
    private final String commit;
    private final long size;

    private IndexRows(List<Row> rows, String commit, long size) {
        this.rows = rows;
        this.commit = commit;
        this.size = size;
    }

    /**
     * A record in the index.
     *
     * @param micros when it ended, microseconds since 1970
     * @param record its id
     * @param id its Git object id
     * @param bytes hold the ids that it says it comes after, then its terms
     * @param after where the ids begin
     * @param from where the terms begin
     * @param words where the tagged ones end and the words begin
     * @param to where they end
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Row(long micros, String record, String id, byte[] bytes, int after, int from, int words, int to) {

        static Row of(long micros, String record, String id, byte[] bytes, int after, int from, int to) {
            int border = indexOf(bytes, from, to, BORDER);
            return new Row(micros, record, id, bytes, after, from, border < 0 ? to : border + 1, to);
        }

        boolean isAfter(Row other) {
            return from > after
                    && new String(bytes, after, from - after, StandardCharsets.UTF_8).contains(other.spaced());
        }

        private String spaced() {
            return " " + record + " ";
        }

        /** The terms of the application and of the environment, which stand first. */
        String place() {
            int end = from + 1;
            for (int spaces = 0; end < to && spaces < 2; end++) {
                spaces += bytes[end] == ' ' ? 1 : 0;
            }
            return new String(bytes, from, end - from, StandardCharsets.UTF_8);
        }

        boolean has(Needle needle) {
            return needle.tagged()
                    ? indexOf(bytes, from, words, needle.bytes()) >= 0
                    : indexOf(bytes, Math.max(from, words - 1), to, needle.bytes()) >= 0;
        }
    }

    /**
     * What to look for.
     *
     * @param bytes the terms, a space before and, if they are whole, after them
     * @param tagged whether it is a tagged value, which stands before the words
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record Needle(byte[] bytes, boolean tagged) {

        static Needle of(Phrase phrase) {
            return new Needle(
                    phrase.needle().getBytes(StandardCharsets.UTF_8),
                    RecordTerms.isTagged(phrase.terms().get(0)));
        }
    }

    /** How many bytes of the file these rows are. */
    long size() {
        return size;
    }

    /** The commit whose records these are. */
    Optional<String> commit() {
        return Optional.of(commit).filter(known -> !known.isEmpty());
    }

    IndexRows plus(List<Row> fresh, String newCommit, long newSize) {
        List<Row> all = new ArrayList<>(rows.size() + fresh.size());
        all.addAll(fresh);
        all.addAll(rows);
        all.sort(NEWEST_FIRST);
        return new IndexRows(all, newCommit, newSize);
    }

    /** What a search found: how many, and the Git object ids of the page. */
    record Hits(long total, List<String> page) {}

    Hits find(RecordQuery query) {
        RecordMatcher times = RecordMatcher.of(query);
        List<List<Needle>> needles = needles(query);
        long total = 0;
        List<String> page = new ArrayList<>();
        for (Row row : rows) {
            if (times.ended(row.micros()) && matches(row, needles)) {
                if (total >= query.offset() && page.size() < query.limit()) {
                    page.add(row.id());
                }
                total++;
            }
        }
        return new Hits(total, page);
    }

    /**
     * The latest match of a place.
     *
     * @param id its Git object id
     * @param undisputed whether no other match of the place says that it comes after it
     */
    record Latest(String id, boolean undisputed) {

        LatestRecord of(byte[] json) {
            return new LatestRecord(RecordGlance.of(json), new String(json, StandardCharsets.UTF_8), undisputed);
        }
    }

    /** The latest match of each place, which is what the first two terms of a record name. */
    List<Latest> newest(RecordQuery query) {
        List<List<Needle>> needles = needles(query);
        Map<String, Row> newest = new LinkedHashMap<>();
        Set<Row> disputed = new HashSet<>();
        for (Row row : rows) {
            if (matches(row, needles)) {
                Row known = newest.putIfAbsent(row.place(), row);
                if (known != null && row.isAfter(known)) {
                    disputed.add(known);
                }
            }
        }
        return newest.values().stream()
                .map(row -> new Latest(row.id(), !disputed.contains(row)))
                .toList();
    }

    private static List<List<Needle>> needles(RecordQuery query) {
        return RecordClauses.of(query).stream()
                .map(clause -> clause.any().stream().map(Needle::of).toList())
                .toList();
    }

    private static boolean matches(Row row, List<List<Needle>> needles) {
        for (List<Needle> any : needles) {
            boolean found = false;
            for (int i = 0; i < any.size() && !found; i++) {
                found = row.has(any.get(i));
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] bytes, int from, int to, byte[] needle) {
        byte second = needle[1];
        for (int i = from; i <= to - needle.length; i++) {
            if (bytes[i] == ' ' && bytes[i + 1] == second && equal(bytes, i, needle)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean equal(byte[] bytes, int at, byte[] needle) {
        for (int i = 2; i < needle.length; i++) {
            if (bytes[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }
}
