package dev.gitops.record;

import dev.gitops.api.Approval;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a record can be found by, as a line of terms parted by spaces. Every store searches these terms by its own means (a line in memory, SQLite's full text index, PostgreSQL's), so
 * that all stores find the same. There are two sorts: tagged values (the application, a person, a commit; one term each, whatever stands in them) and words (runs of letters and digits of
 * all texts, lower case, in their order).
 *
 * <p>Terms hold letters, digits, characters beyond ASCII and of the private use area, never a space, a quote or a control character. A border stands between the tagged values and the words, and
 * between two texts. What a long tagged value says is not told again in words: an index pays for each term.
 */
public final class RecordTerms {

    static final char APP = 'a';
    static final char ENVIRONMENT = 'e';
    static final char OPERATION = 'o';
    static final char OUTCOME = 'r';
    static final char PERSON = 'p';
    static final char IMAGE = 'i';
    static final char COMMIT = 'c';
    static final char CHANGE_REQUEST = 'n';

    /** Stands between two texts, so that no phrase reaches over their border. */
    public static final String BORDER = String.valueOf(RecordTerms.PRIVATE);

    private static final char PRIVATE = '\uE000';
    private static final int ASCII = 128;
    private static final int LONGEST_TERM = 240;
    private static final int MOST_WORDS = 4000;

    private final StringBuilder line = new StringBuilder(1024).append(' ');
    private int words;

    private RecordTerms() {}

    /**
     * The terms of a record.
     *
     * @param record the record
     * @return the terms, a space before, between and after them
     */
    public static String of(DeploymentRecord record) {
        RecordTerms terms = new RecordTerms();
        terms.tags(record);
        terms.line.append(BORDER).append(' ');
        terms.texts(record);
        return terms.line.toString();
    }

    /** The terms that can be had at a glance: application, environment, operation and outcome. */
    static String of(RecordGlance record) {
        RecordTerms terms = new RecordTerms();
        terms.tag(APP, record.app());
        terms.tag(ENVIRONMENT, record.environment());
        terms.tag(OPERATION, record.operation());
        terms.tag(OUTCOME, record.outcome());
        return terms.line.toString();
    }

    /**
     * Whether a term is a tagged value, which stands before the first border, rather than a word.
     *
     * @param term a term of a record
     * @return true if so
     */
    public static boolean isTagged(String term) {
        return term.charAt(0) > PRIVATE && term.charAt(0) < PRIVATE + ASCII;
    }

    /**
     * Whether a term names a person, for stores that keep people apart: they are few and in many records, which no text index is good at.
     *
     * @param term a term of a record or of a query
     * @return true if so
     */
    public static boolean isPerson(String term) {
        return term.charAt(0) == PRIVATE + PERSON;
    }

    /**
     * Whether a term stands between others only to part them; the words begin after the first one.
     *
     * @param term a term of a record
     * @return true if so
     */
    public static boolean isBorder(String term) {
        return term.equals(BORDER);
    }

    private void tags(DeploymentRecord record) {
        tag(APP, record.app());
        tag(ENVIRONMENT, record.environment().value());
        tag(OPERATION, record.operation().word());
        tag(OUTCOME, record.outcome());
        person(record.requestedBy());
        record.approvals().forEach(approval -> person(approval.by()));
        images(record.images());
        record.commit().ifPresent(commit -> tag(COMMIT, commit));
        record.sourceCommits().forEach(commit -> tag(COMMIT, commit));
        record.changeRequest().ifPresent(request -> {
            tag(CHANGE_REQUEST, Long.toString(request.number()));
            tag(CHANGE_REQUEST, request.url());
        });
    }

    /** A person is found by {@code name <mail>}, by the name and by the mail. */
    private void person(String person) {
        tag(PERSON, person);
        int open = person.indexOf('<');
        int close = person.lastIndexOf('>');
        if (open > 0 && close > open) {
            tag(PERSON, person.substring(0, open).strip());
            tag(PERSON, person.substring(open + 1, close));
        }
    }

    private void images(List<ImageChange> changes) {
        Set<String> values = new LinkedHashSet<>();
        for (ImageChange change : changes) {
            values.add(change.name());
            image(values, change.before());
            image(values, change.after());
        }
        values.forEach(value -> tag(IMAGE, value));
    }

    /** The digest stands by itself: an index of references that all end in it would be three times as large. */
    private static void image(Set<String> values, @Nullable ImageRef image) {
        if (image == null) {
            return;
        }
        String path = image.path();
        String suffix = image.tag().map(tag -> ":" + tag).orElse("");
        values.add(image.repository() + suffix);
        values.add(path.substring(path.lastIndexOf('/') + 1) + suffix);
        values.add(path + suffix);
        image.tag().ifPresent(values::add);
        image.digest().ifPresent(digest -> values.add(digest.substring(digest.indexOf(':') + 1)));
    }

    private void texts(DeploymentRecord record) {
        text(record.id());
        text(record.app());
        text(record.environment().value());
        text(record.operation().word());
        text(record.outcome());
        text(record.requestedBy());
        record.approvals().forEach(this::approval);
        text(record.reason());
        record.images().forEach(change -> text(change.name()));
        record.build().ifPresent(build -> text(Long.toString(build)));
        record.changeRequest().ifPresent(request -> text(request.url()));
        text(record.cluster());
        text(record.delivery());
        text(record.buildUrl());
        text(record.failure());
        text(record.breakGlass());
        record.notices().forEach(this::text);
        record.extra().values().forEach(this::value);
    }

    private void approval(Approval approval) {
        text(approval.by());
        text(Optional.ofNullable(approval.note()));
    }

    private void value(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(this::value);
        } else if (value instanceof List<?> list) {
            list.forEach(this::value);
        } else if (value != null) {
            text(value.toString());
        }
    }

    private void tag(char kind, String value) {
        line.append(tagged(kind, value)).append(' ');
    }

    private void text(Optional<String> text) {
        text.ifPresent(this::text);
    }

    private void text(String text) {
        List<String> found = words(text);
        if (found.isEmpty() || words >= MOST_WORDS) {
            return;
        }
        words += found.size();
        found.forEach(word -> line.append(word).append(' '));
        line.append(BORDER).append(' ');
    }

    /** One term for a whole value: its kind, then the value with ASCII other than letters and digits moved to the private use area. */
    static String tagged(char kind, String value) {
        StringBuilder term = new StringBuilder(value.length() + 1).append((char) (PRIVATE + kind));
        String lower = value.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length() && term.length() < LONGEST_TERM; i++) {
            char c = lower.charAt(i);
            boolean plain = c >= ASCII ? !Character.isSurrogate(c) : Character.isLetterOrDigit(c);
            term.append(plain ? c : (char) (PRIVATE + c % ASCII));
        }
        return term.toString();
    }

    /** Runs of letters and digits, lower case. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        for (int at = 0; at <= text.length(); ) {
            int c = at < text.length() ? text.codePointAt(at) : ' ';
            if (!Character.isLetterOrDigit(c)) {
                if (at > from) {
                    words.add(text.substring(from, end(text, from, at)).toLowerCase(Locale.ROOT));
                }
                from = at + Character.charCount(c);
            }
            at += Character.charCount(c);
        }
        return words;
    }

    private static int end(String text, int from, int to) {
        int end = Math.min(to, from + LONGEST_TERM);
        return end < to && Character.isLowSurrogate(text.charAt(end)) ? end - 1 : end;
    }

    /**
     * Terms that follow one another in a record.
     *
     * @param terms the terms in order, at least one
     * @param prefix whether the last one may go on
     */
    public record Phrase(List<String> terms, boolean prefix) {

        /** Copies the terms. */
        public Phrase {
            terms = List.copyOf(terms);
        }

        /** {@return the phrase as it stands in a record's line of terms} */
        public String needle() {
            return terms.stream().collect(Collectors.joining(" ", " ", prefix ? "" : " "));
        }
    }

    /**
     * A condition of a query: one of its phrases must be there.
     *
     * @param any the phrases, at least one
     */
    public record Clause(List<Phrase> any) {

        /** Copies the phrases. */
        public Clause {
            any = List.copyOf(any);
        }
    }
}
