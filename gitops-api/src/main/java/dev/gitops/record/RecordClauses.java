package dev.gitops.record;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.record.RecordTerms.Clause;
import dev.gitops.record.RecordTerms.Phrase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a {@link RecordQuery} asks of a record's {@link RecordTerms} and of the time at which it ended. */
public final class RecordClauses {

    private static final Pattern ALGORITHM = Pattern.compile("(?i)^sha(256|384|512):");

    private RecordClauses() {}

    /**
     * The conditions of a query, but for its times.
     *
     * @param query the query
     * @return the conditions, all of which must hold; empty where every record matches
     */
    public static List<Clause> of(RecordQuery query) {
        List<Clause> clauses = new ArrayList<>();
        exact(clauses, RecordTerms.APP, query.app());
        exact(clauses, RecordTerms.ENVIRONMENT, query.environment().map(EnvironmentName::value));
        oneOf(
                clauses,
                RecordTerms.OPERATION,
                query.operations().stream().map(Operation::word).toList());
        oneOf(clauses, RecordTerms.OUTCOME, query.outcomes());
        exact(clauses, RecordTerms.PERSON, query.person());
        exact(clauses, RecordTerms.CHANGE_REQUEST, query.changeRequest().map(RecordClauses::withoutHash));
        query.image().ifPresent(image -> image(clauses, image));
        beginning(clauses, RecordTerms.COMMIT, query.commit());
        query.text().ifPresent(text -> {
            for (String part : text.strip().split("\\s+")) {
                List<String> words = RecordTerms.words(part);
                if (!words.isEmpty()) {
                    // Images and commits are not told in words.
                    clauses.add(new Clause(List.of(
                            new Phrase(words, true),
                            tagged(RecordTerms.IMAGE, withoutAlgorithm(part), true),
                            tagged(RecordTerms.COMMIT, part, true))));
                }
            }
        });
        return clauses;
    }

    /**
     * A time bound to the microsecond, which is how records tell time: a record at or after the bound is at or after this one, and a record before it is before this one.
     *
     * @param bound a query's time
     * @return microseconds since 1970
     */
    public static long micros(Instant bound) {
        Instant cut = bound.truncatedTo(ChronoUnit.MICROS);
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, cut);
        return Duration.between(cut, bound).isZero() ? micros : micros + 1;
    }

    /** A reference with a digest is both: what stands before it, and the digest. */
    private static void image(List<Clause> clauses, String image) {
        int at = image.indexOf('@');
        if (at > 0) {
            exact(clauses, RecordTerms.IMAGE, Optional.of(image.substring(0, at)));
        }
        beginning(clauses, RecordTerms.IMAGE, Optional.of(withoutAlgorithm(image.substring(at + 1))));
    }

    private static String withoutAlgorithm(String digest) {
        return ALGORITHM.matcher(digest).replaceFirst("");
    }

    private static String withoutHash(String number) {
        return number.startsWith("#") || number.startsWith("!") ? number.substring(1) : number;
    }

    private static void exact(List<Clause> clauses, char kind, Optional<String> value) {
        value.ifPresent(text -> clauses.add(new Clause(List.of(tagged(kind, text, false)))));
    }

    private static void beginning(List<Clause> clauses, char kind, Optional<String> value) {
        value.filter(text -> !text.isEmpty())
                .ifPresent(text -> clauses.add(new Clause(List.of(tagged(kind, text, true)))));
    }

    private static void oneOf(List<Clause> clauses, char kind, Collection<String> values) {
        if (!values.isEmpty()) {
            clauses.add(new Clause(
                    values.stream().map(value -> tagged(kind, value, false)).toList()));
        }
    }

    private static Phrase tagged(char kind, String value, boolean prefix) {
        return new Phrase(List.of(RecordTerms.tagged(kind, value)), prefix);
    }
}
