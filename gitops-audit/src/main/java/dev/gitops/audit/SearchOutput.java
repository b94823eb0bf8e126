package dev.gitops.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.audit.export.Export;
import dev.gitops.record.RecordJson;
import dev.gitops.spi.AuditStore.Page;
import java.io.IOException;

/** Prints what a search has found. */
public final class SearchOutput {

    private static final ObjectMapper MAPPER = new ObjectMapper();

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
}
