package dev.gitops.audit.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.audit.TestRecords;
import dev.gitops.audit.TestStores;
import dev.gitops.record.RecordMatcher;
import dev.gitops.spi.AuditStore;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportTest {

    /** The shape of a CDEvents service event in version 0.5, written after its specification. */
    private static final String CDEVENT_SCHEMA = """
            {"type": "object", "required": ["context", "subject"], "additionalProperties": false, "properties": {
              "context": {"type": "object", "required": ["specversion", "id", "source", "type", "timestamp"], "additionalProperties": false, "properties": {
                "specversion": {"const": "0.5.1"}, "id": {"type": "string", "minLength": 1}, "chainId": {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"},
                "source": {"type": "string", "minLength": 1, "format": "uri-reference"},
                "type": {"enum": ["dev.cdevents.service.deployed.0.3.0", "dev.cdevents.service.upgraded.0.3.0", "dev.cdevents.service.rolledback.0.3.0"]},
                "timestamp": {"type": "string", "format": "date-time"}}},
              "subject": {"type": "object", "required": ["id", "content"], "additionalProperties": false, "properties": {
                "id": {"type": "string", "minLength": 1}, "source": {"type": "string", "minLength": 1},
                "content": {"type": "object", "required": ["environment", "artifactId"], "additionalProperties": false, "properties": {
                  "environment": {"type": "object", "required": ["id"], "additionalProperties": false, "properties": {"id": {"type": "string"}, "source": {"type": "string"}}},
                  "artifactId": {"type": "string", "pattern": "^pkg:oci/"}}}}},
              "customData": {"type": "object"}, "customDataContentType": {"const": "application/json"}}}
            """;

    @TempDir
    Path home;

    private final TestRecords records = new TestRecords(6, 1, Duration.ofHours(1));
    private AuditStore store;

    @BeforeEach
    void open() {
        store = TestStores.file(home);
    }

    private String export(Export format) throws IOException {
        StringWriter out = new StringWriter();
        format.write(store, RecordMatcher.of(RecordQuery.builder().build()), out);
        return out.toString();
    }

    private DeploymentRecord deployed(String before, String after) {
        DeploymentRecord record = DeploymentRecord.builder()
                .from(records.next())
                .environment(EnvironmentName.PRODUCTION)
                .operation(Operation.DEPLOY)
                .outcome("verified")
                .failure(java.util.Optional.empty())
                .images(List.of(new ImageChange("shop", before.isEmpty() ? null : image(before), image(after))))
                .build();
        store.append(record);
        return record;
    }

    @Test
    void anApplicationThatWasTakenOutOfItsClusterIsAServiceThatWasRemoved() throws IOException {
        store.append(DeploymentRecord.builder()
                .from(records.next())
                .environment(EnvironmentName.PRODUCTION)
                .operation(Operation.UNDEPLOY)
                .outcome("verified")
                .failure(java.util.Optional.empty())
                .images(List.of(new ImageChange("shop", image("1.2"), null)))
                .build());

        assertThat(export(Export.CDEVENTS))
                .contains("\"type\":\"dev.cdevents.service.removed.0.3.0\"", "\"id\":\"production/shop\"")
                .doesNotContain("artifactId");
    }

    private static ImageRef image(String tag) {
        return ImageRef.parse("registry.example.com/team/shop:" + tag + "@sha256:"
                + tag.substring(2).repeat(64));
    }

    @Test
    void cdEventsTellDeployedUpgradedAndRolledBack() throws IOException {
        deployed("", "1.1");
        deployed("1.1", "1.2");
        deployed("1.2", "1.1");
        store.append(DeploymentRecord.builder()
                .from(records.next())
                .operation(Operation.DEPLOY)
                .outcome("failed")
                .build());
        List<String> lines = export(Export.CDEVENTS).lines().toList();
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(CDEVENT_SCHEMA, InputFormat.JSON);
        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line ->
                        assertThat(schema.validate(line, InputFormat.JSON)).isEmpty());
        assertThat(lines.get(0)).contains("service.deployed.0.3.0");
        assertThat(lines.get(1))
                .contains("service.upgraded.0.3.0")
                .contains("\"artifactId\":\"pkg:oci/shop@sha256%3A" + "2".repeat(64)
                        + "?repository_url=registry.example.com%2Fteam%2Fshop&tag=1.2\"");
        assertThat(lines.get(2)).contains("service.rolledback.0.3.0");
    }

    @Test
    void otelSpansHaveTheConventionsNames() throws IOException {
        DeploymentRecord record = deployed("1.1", "1.2");
        JsonNode resource = new ObjectMapper().readTree(export(Export.OTEL)).at("/resourceSpans/0");
        assertThat(resource.at("/resource/attributes").toString())
                .contains("{\"key\":\"service.name\",\"value\":{\"stringValue\":\"app-0\"}}")
                .contains("{\"key\":\"deployment.environment.name\",\"value\":{\"stringValue\":\"production\"}}");
        JsonNode span = resource.at("/scopeSpans/0/spans/0");
        assertThat(span.path("traceId").asText())
                .matches("[0-9a-f]{32}")
                .endsWith(span.path("spanId").asText());
        assertThat(span.path("endTimeUnixNano").asText())
                .isEqualTo(record.ended().getEpochSecond() + "000000000");
        assertThat(span.path("attributes").toString())
                .contains(
                        "\"deployment.id\"",
                        "\"deployment.status\",\"value\":{\"stringValue\":\"succeeded\"}",
                        "\"cicd.pipeline.run.url.full\"",
                        "\"vcs.ref.head.revision\"",
                        "\"oci.manifest.digest\"",
                        "\"container.image.tags\",\"value\":{\"arrayValue\":{\"values\":[{\"stringValue\":\"1.2\"}]}}");
    }

    @Test
    void inTotoStatementsAreAboutTheImagesDigests() throws IOException {
        DeploymentRecord record = deployed("1.1", "1.2");
        JsonNode statement = new ObjectMapper().readTree(export(Export.INTOTO));
        assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.at("/subject/0/name").asText()).isEqualTo("registry.example.com/team/shop");
        assertThat(statement.at("/subject/0/digest/sha256").asText()).isEqualTo("2".repeat(64));
        assertThat(statement.at("/predicate/id").asText()).isEqualTo(record.id());
    }

    @Test
    void csvHasAHeadAndNoFormulas() throws IOException {
        store.append(DeploymentRecord.builder()
                .from(records.next())
                .requestedBy("=cmd|' /C calc'!A0")
                .reason("a \"b\", c\nd")
                .build());
        String csv = export(Export.CSV);
        assertThat(csv)
                .startsWith("id,started,ended,app,")
                .contains(",'=cmd|' /C calc'!A0,")
                .contains(",\"a \"\"b\"\", c<U+000A>d\",");
    }

    @ParameterizedTest
    @EnumSource(Export.class)
    void aQueryNarrowsEveryFormatAndWordsAreKnown(Export format) throws IOException {
        deployed("", "1.1");
        StringWriter out = new StringWriter();
        assertThat(format.write(
                        store,
                        RecordMatcher.of(RecordQuery.builder().app("nothing").build()),
                        out))
                .isZero();
        assertThat(format.write(
                        store,
                        RecordMatcher.of(RecordQuery.builder().app("app-0").build()),
                        out))
                .isEqualTo(1);
        assertThat(Export.ofWord(format.word())).contains(format);
        assertThat(Export.ofWord("xml")).isEmpty();
    }
}
