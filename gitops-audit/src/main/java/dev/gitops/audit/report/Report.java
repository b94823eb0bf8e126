package dev.gitops.audit.report;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Names;
import dev.gitops.audit.metrics.DeliveryMetrics;
import dev.gitops.audit.metrics.Fact;
import dev.gitops.audit.reading.ReadAhead;
import dev.gitops.record.RecordGlance;
import dev.gitops.record.RecordJson;
import dev.gitops.record.RecordStoreException;
import dev.gitops.spi.AuditStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes the report: {@code index.html}, a page an application, a style sheet and a script. */
public final class Report {

    private static final int TIMELINE = 100;
    private static final int HISTORY = 50;
    private static final List<String> ASSETS = List.of("style.css", "script.js", "icon.svg");

    private final ReportInput input;
    private final DeliveryMetrics metrics = new DeliveryMetrics();
    private final Deque<byte[]> newest = new ArrayDeque<>();
    private final Map<String, Newest> histories = new HashMap<>();
    private long total;

    private Report(ReportInput input) {
        this.input = input;
    }

    /**
     * Writes a report.
     *
     * @param store where the records are; read once
     * @param input what is so now
     * @param folder where to write; made where it is not there, what is there under the same names is replaced
     * @return the page to begin with
     */
    public static Path write(AuditStore store, ReportInput input, Path folder) {
        Report report = new Report(input);
        ReadAhead<byte[], Seen> ahead = new ReadAhead<>(Seen::of, report::add);
        store.read(0, (index, json) -> ahead.add(json));
        ahead.finish();
        try {
            return report.write(folder);
        } catch (IOException e) {
            throw new RecordStoreException(
                    "cannot write the report to " + folder + ": " + e.getMessage()
                            + "; give a folder that can be written",
                    e,
                    false);
        }
    }

    /** What a record brings to the figures, and its bytes, of which only the newest are read whole. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Seen(Fact fact, byte[] json) {
        static Seen of(byte[] json) {
            return new Seen(Fact.of(RecordGlance.of(json)), json);
        }
    }

    /** The newest records of an application, and how many it has. */
    private static final class Newest {
        private final Deque<byte[]> records = new ArrayDeque<>();
        private long count;

        void add(byte[] json) {
            keep(records, json, HISTORY);
            count++;
        }
    }

    private boolean add(Seen seen) {
        metrics.add(seen.fact());
        keep(newest, seen.json(), TIMELINE);
        histories.computeIfAbsent(seen.fact().app(), app -> new Newest()).add(seen.json());
        total++;
        return true;
    }

    private static void keep(Deque<byte[]> newest, byte[] json, int most) {
        newest.addFirst(json);
        if (newest.size() > most) {
            newest.removeLast();
        }
    }

    private Path write(Path folder) throws IOException {
        input.apps().forEach(app -> histories.computeIfAbsent(app.name(), name -> new Newest()));
        // A name that is no label may hold anything, so it gets no file.
        histories.keySet().removeIf(app -> !Names.isLabel(app));
        Path apps = Files.createDirectories(folder.resolve("apps"));
        for (String asset : ASSETS) {
            try (InputStream in = Report.class.getResourceAsStream(asset)) {
                Files.copy(
                        Objects.requireNonNull(in, asset), folder.resolve(asset), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        AppPages pages = new AppPages(input, metrics);
        ChosenDiffs diffs = ChosenDiffs.of(
                histories.values().stream().map(history -> history.records).toList(), input.diffs());
        try {
            histories.entrySet().parallelStream()
                    .forEach(history -> write(
                            apps.resolve(history.getKey() + ".html"),
                            pages.page(
                                    history.getKey(),
                                    read(history.getValue().records),
                                    history.getValue().count,
                                    diffs)));
            Path index = folder.resolve("index.html");
            write(index, index());
            return index;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void write(Path file, Html html) {
        try {
            Files.writeString(file, html.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Html index() {
        Html body = new Html();
        body.add(
                "<header><h1>{}</h1><p class=\"quiet\">{} applications, {} records; made {}</p>",
                input.title(),
                input.apps().size(),
                total,
                Page.time(input.now()));
        body.raw(
                "<nav aria-label=\"Sections\"><a href=\"#matrix-title\">Applications</a> <a href=\"#metrics-title\">Delivery</a> <a href=\"#timeline-title\">Timeline</a></nav></header>\n<main id=\"main\">\n");
        body.add("{}", new Matrix(input, histories.keySet()).html());
        body.add("{}", new Charts(metrics, input).html());
        body.raw(
                "<section aria-labelledby=\"timeline-title\"><h2 id=\"timeline-title\">Timeline</h2>\n<ol class=\"records\">\n");
        for (DeploymentRecord record : read(newest)) {
            String link = histories.containsKey(record.app()) ? "apps/" + record.app() + ".html" : "";
            RecordRows.add(body, record, Optional.of(link), Optional.empty());
        }
        if (newest.isEmpty()) {
            body.raw("<li class=\"quiet\">No records yet.</li>");
        }
        body.raw("</ol></section>\n</main>\n");
        return Page.of(input.title(), "", body);
    }

    private static List<DeploymentRecord> read(Deque<byte[]> newest) {
        List<DeploymentRecord> records = new ArrayList<>();
        newest.forEach(json -> records.add(RecordJson.read(json)));
        return records;
    }
}
