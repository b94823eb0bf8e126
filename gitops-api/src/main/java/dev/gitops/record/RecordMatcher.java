package dev.gitops.record;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.RecordQuery;
import dev.gitops.record.RecordTerms.Phrase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Decides in memory whether a record is what a {@link RecordQuery} looks for. */
public final class RecordMatcher {

    private final List<List<String>> needles;
    private final long since;
    private final long until;

    private RecordMatcher(RecordQuery query) {
        needles = RecordClauses.of(query).stream()
                .map(clause -> clause.any().stream().map(Phrase::needle).toList())
                .toList();
        since = query.since().map(RecordClauses::micros).orElse(Long.MIN_VALUE);
        until = query.until().map(RecordClauses::micros).orElse(Long.MAX_VALUE);
    }

    /**
     * A matcher.
     *
     * @param query what to look for; its limit and offset do not count here
     * @return the matcher, which may be used by several threads
     */
    public static RecordMatcher of(RecordQuery query) {
        return new RecordMatcher(query);
    }

    /**
     * Whether a record is looked for.
     *
     * @param record the record
     * @return true if everything the query gives is so
     */
    public boolean matches(DeploymentRecord record) {
        return ended(record.ended()) && terms(RecordTerms.of(record));
    }

    /**
     * Whether a record is looked for, where the query asks for no more than application, environment, operations, outcomes and times.
     *
     * @param record the record at a glance
     * @return true if everything the query gives is so
     */
    public boolean matches(RecordGlance record) {
        return ended(record.ended()) && terms(RecordTerms.of(record));
    }

    /**
     * Whether a time lies within the query's bounds, for indexes that keep times as numbers.
     *
     * @param micros microseconds since 1970
     * @return true if so
     */
    public boolean ended(long micros) {
        return micros >= since && micros < until;
    }

    private boolean ended(Instant time) {
        return ended(RecordClauses.micros(time.truncatedTo(ChronoUnit.MICROS)));
    }

    /** Whether the terms of a record are looked for. */
    boolean terms(String line) {
        for (List<String> any : needles) {
            if (any.stream().noneMatch(line::contains)) {
                return false;
            }
        }
        return true;
    }
}
