package dev.gitops.audit.export;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.audit.reading.ReadAhead;
import dev.gitops.record.RecordJson;
import dev.gitops.record.RecordMatcher;
import dev.gitops.spi.AuditStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A format that records are exported in. */
public enum Export {
    /** CDEvents 0.5: {@code service.deployed}, {@code service.upgraded} and {@code service.rolledback}, one JSON object a line. */
    CDEVENTS(CdEvents::lines),
    /** OpenTelemetry: a span a record in OTLP/JSON with the CI/CD, deployment and VCS attributes, one request a line. */
    OTEL(OtelSpans::lines),
    /** in-toto Statement v1 with the record as predicate, one JSON object a line. */
    INTOTO(InTotoStatements::lines),
    /** Comma-separated values (RFC 4180) with a head line. */
    CSV(CsvRows::lines);

    private final Format format;

    Export(Format format) {
        this.format = format;
    }

    /** Turns records into text. */
    interface Format {

        /** The text of a record, each line ended; empty where the format has no word for it. */
        String lines(DeploymentRecord record, History history);

        /** What came before a record, as far as a format needs it. */
        interface History {
            /** Whether the environment goes back to what it had before. */
            boolean isRollback(DeploymentRecord record);
        }
    }

    /** {@return the word that selects the format on the command line} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of a word.
     *
     * @param word as {@link #word()} prints it
     * @return the format; empty where none has that word
     */
    public static Optional<Export> ofWord(String word) {
        return Arrays.stream(values())
                .filter(export -> export.word().equals(word))
                .findFirst();
    }

    /**
     * Writes the records of a store that a query matches, in the order of the trail, in bounded memory.
     *
     * @param store the store
     * @param query which records
     * @param out gets the text; it is not closed
     * @return how many records were written
     * @throws IOException if it cannot be written
     */
    public long write(AuditStore store, RecordMatcher query, Writer out) throws IOException {
        long[] count = {0};
        SeenImages history = new SeenImages();
        if (this == CSV) {
            out.write(CsvRows.HEAD);
        }
        try {
            ReadAhead<byte[], DeploymentRecord> ahead = new ReadAhead<>(RecordJson::read, record -> {
                if (query.matches(record)) {
                    String lines = format.lines(record, history);
                    if (!lines.isEmpty()) {
                        append(out, lines);
                        count[0]++;
                    }
                }
                history.add(record);
                return true;
            });
            store.read(0, (index, json) -> ahead.add(json));
            ahead.finish();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return count[0];
    }

    /**
     * Records as CSV with its head line.
     *
     * @param records the records
     * @return the text
     */
    public static String csv(List<DeploymentRecord> records) {
        SeenImages none = new SeenImages();
        return records.stream()
                .map(record -> CsvRows.lines(record, none))
                .collect(Collectors.joining("", CsvRows.HEAD, ""));
    }

    private static void append(Writer out, String lines) {
        try {
            out.write(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
