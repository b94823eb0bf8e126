package dev.gitops.record;

import dev.gitops.api.RecordQuery;
import dev.gitops.record.RecordTerms.Phrase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of an index in memory: their terms stay in the bytes of the file. */
final class IndexRows {

    /**
     * A record in the index.
     *
     * @param micros when it ended, microseconds since 1970
     * @param path where it stands on the branch
     * @param id its Git object id
     * @param from where its terms begin in the bytes
     * @param to where they end
     */
    record Row(long micros, String path, String id, int from, int to) {}

    private static final Comparator<Row> NEWEST_FIRST =
            Comparator.comparingLong(Row::micros).thenComparing(Row::path).reversed();

    private final byte[] bytes;
    private final List<Row> rows;
    private final Map<String, String> days;
    private final Optional<String> commit;

    IndexRows(byte[] bytes, List<Row> rows, Map<String, String> days, Optional<String> commit) {
        this.bytes = bytes;
        this.rows = rows.stream().sorted(NEWEST_FIRST).toList();
        this.days = Map.copyOf(days);
        this.commit = commit;
    }

    /** How many bytes of the file these rows are. */
    int size() {
        return bytes.length;
    }

    /** The commit whose records these are. */
    Optional<String> commit() {
        return commit;
    }

    /** The Git object ids of the days' folders, to be changed by the caller. */
    Map<String, String> days() {
        return new HashMap<>(days);
    }

    /** The Git object ids of the records by path. */
    Map<String, String> ids() {
        Map<String, String> ids = new HashMap<>();
        rows.forEach(row -> ids.put(row.path(), row.id()));
        return ids;
    }

    /** What a search found: how many, and the paths of the page. */
    record Hits(long total, List<String> page) {}

    Hits find(RecordQuery query) {
        RecordMatcher times = RecordMatcher.of(query);
        List<List<byte[]>> needles = RecordClauses.of(query).stream()
                .map(clause -> clause.any().stream()
                        .map(Phrase::needle)
                        .map(needle -> needle.getBytes(StandardCharsets.UTF_8))
                        .toList())
                .toList();
        long total = 0;
        List<String> page = new ArrayList<>();
        for (Row row : rows) {
            if (times.ended(row.micros()) && matches(row, needles)) {
                if (total >= query.offset() && page.size() < query.limit()) {
                    page.add(row.path());
                }
                total++;
            }
        }
        return new Hits(total, page);
    }

    private boolean matches(Row row, List<List<byte[]>> needles) {
        for (List<byte[]> any : needles) {
            if (any.stream().noneMatch(needle -> contains(row.from(), row.to(), needle))) {
                return false;
            }
        }
        return true;
    }

    private boolean contains(int from, int to, byte[] needle) {
        int last = needle.length - 1;
        byte end = needle[last];
        for (int i = from + last; i < to; i++) {
            if (bytes[i] == end && equal(i - last, needle)) {
                return true;
            }
        }
        return false;
    }

    private boolean equal(int at, byte[] needle) {
        for (int i = 0; i < needle.length; i++) {
            if (bytes[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }
}
