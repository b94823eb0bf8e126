package dev.gitops.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.audit.export.Export;
import dev.gitops.record.RecordJson;
import dev.gitops.spi.AuditStore.Page;
import dev.gitops.text.Shown;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Prints what a search has found. */
public final class SearchOutput {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> HEAD =
            List.of("ENDED", "APP", "ENVIRONMENT", "OPERATION", "OUTCOME", "BY", "IMAGES", "COMMIT");
    private static final int SHORT_COMMIT = 10;

    private SearchOutput() {}

    /**
     * As JSON: {@code {"total": n, "records": [...]}}, records as the published schema describes them.
     *
     * @param page what was found
     * @return the document
     */
    public static ObjectNode json(Page page) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("total", page.total());
        ArrayNode records = json.putArray("records");
        for (DeploymentRecord record : page.records()) {
            try {
                records.add(MAPPER.readTree(RecordJson.write(record)));
            } catch (IOException e) {
                throw new IllegalStateException("a record's own JSON cannot be read", e);
            }
        }
        return json;
    }

    /**
     * As CSV with a head line.
     *
     * @param page what was found
     * @return the text
     */
    public static String csv(Page page) {
        return Export.csv(page.records());
    }

    /**
     * As a table for a terminal.
     *
     * @param page what was found
     * @return the lines; a last one tells how many more there are
     */
    public static String table(Page page) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        page.records().forEach(record -> rows.add(row(record)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            table.append(line.toString().stripTrailing()).append('\n');
        }
        if (page.total() > page.records().size()) {
            table.append(page.records().size())
                    .append(" of ")
                    .append(page.total())
                    .append(" records\n");
        }
        return table.toString();
    }

    private static List<String> row(DeploymentRecord record) {
        return List.of(
                record.ended().truncatedTo(ChronoUnit.SECONDS).toString(),
                Shown.line(record.app()),
                record.environment().value(),
                record.operation().word(),
                Shown.line(record.outcome()),
                Shown.line(record.requestedBy()),
                record.images().stream().map(SearchOutput::image).collect(Collectors.joining(" ")),
                Shown.line(record.commit()
                        .map(commit -> commit.substring(0, Math.min(SHORT_COMMIT, commit.length())))
                        .orElse("")));
    }

    private static String image(ImageChange change) {
        return change.to()
                .map(image -> Shown.line(change.name()) + ":"
                        + image.tag().orElse(image.digest().orElse("")))
                .orElse("");
    }
}
