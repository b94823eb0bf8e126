package dev.gitops.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.testing.SampleRecords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(RecordJson.schema(), InputFormat.JSON);

    @Test
    void aRecordReadsBackAsItWasWritten() {
        DeploymentRecord record = SampleRecords.full().build();
        assertThat(RecordJson.read(RecordJson.write(record))).isEqualTo(record);
    }

    @Test
    void aSmallRecordHasOnlyWhatIsKnown() {
        DeploymentRecord record =
                SampleRecords.small().id("01CWX2M5C0ZZZZZZZZZZZZZZZZ").build();
        assertThat(RecordJson.text(record))
                .isEqualTo(
                        "{'schemaVersion':1,'id':'01CWX2M5C0ZZZZZZZZZZZZZZZZ','app':'shop','environment':'production',"
                                        .replace('\'', '"')
                                + "'operation':'deploy','outcome':'verified','requestedBy':'alice','started':'2026-03-03T11:58:30Z','ended':'2026-03-03T12:00:00Z'}"
                                        .replace('\'', '"'));
    }

    @Test
    void bothAreWhatThePublishedSchemaDescribes() {
        assertThat(SCHEMA.validate(RecordJson.text(SampleRecords.full().build()), InputFormat.JSON))
                .isEmpty();
        assertThat(SCHEMA.validate(RecordJson.text(SampleRecords.small().build()), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void theSchemaRefusesWhatIsNoRecord() {
        assertThat(SCHEMA.validate("{\"id\": \"x\", \"app\": 1}", InputFormat.JSON))
                .hasSizeGreaterThan(5);
    }

    @Test
    void theSchemaNamesEveryFieldThatTheWriterWrites() {
        String full = RecordJson.text(SampleRecords.full()
                .failure("f")
                .breakGlass("b")
                .unverified(true)
                .build());
        assertThat(RecordJson.read(full).extra()).isEmpty();
        fieldNames(full).forEach(name -> assertThat(RecordJson.schema()).contains("\"" + name + "\": {"));
    }

    private static List<String> fieldNames(String json) {
        return java.util.regex.Pattern.compile("\"([A-Za-z]+)\":")
                .matcher(json)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void aNameMayHoldQuotesLinesAndOtherScripts() {
        DeploymentRecord record = SampleRecords.small()
                .reason("\"x\"\n<script>\u0000\uD83D\uDE80 \u05D0")
                .build();
        byte[] json = RecordJson.write(record);
        assertThat(new String(json, java.nio.charset.StandardCharsets.UTF_8)).doesNotContain("\n");
        assertThat(RecordJson.read(json)).isEqualTo(record);
    }

    @Test
    void timesAreCutToTheMicrosecond() {
        DeploymentRecord record = SampleRecords.small()
                .ended(Instant.parse("2026-03-03T12:00:00.123456789Z"))
                .build();
        assertThat(RecordJson.read(RecordJson.write(record)).ended())
                .isEqualTo(Instant.parse("2026-03-03T12:00:00.123456Z"));
    }

    @Nested
    class OfANewerVersion {

        private final String newer = RecordJson.text(
                        SampleRecords.full().schemaVersion(9).build())
                .replace("\"by\":\"bob\"", "\"by\":\"bob\",\"role\":\"owner\"")
                .replace("\"number\":41", "\"number\":41,\"labels\":[\"a\",null,1.5]")
                .replace("\"notices\"", "\"region\":{\"name\":\"eu\",\"zones\":[1,2]},\"notices\"");

        @Test
        void unknownFieldsAreKept() {
            DeploymentRecord record = RecordJson.read(newer);
            assertThat(record.schemaVersion()).isEqualTo(9);
            assertThat(record.extra())
                    .containsEntry("region", Map.of("name", "eu", "zones", List.of(1L, 2L)))
                    .containsEntry("/approvals/0/role", "owner")
                    .containsKey("/changeRequest/labels");
        }

        @Test
        void unknownFieldsAreWrittenBackWhereTheyStood() {
            String again = RecordJson.text(RecordJson.read(newer));
            assertThat(again).contains("\"role\":\"owner\"", "\"labels\":[\"a\",null,1.5]", "\"zones\":[1,2]");
            assertThat(RecordJson.read(again)).isEqualTo(RecordJson.read(newer));
        }
    }

    @Nested
    class OfSomethingElse {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "[]",
                    "{}",
                    "{\"id\":\"x\"",
                    "nonsense",
                    "{\"id\":1}",
                    "{} {}",
                })
        void isRefusedWithAReason(String json) {
            assertThatThrownBy(() -> RecordJson.read(json))
                    .isInstanceOf(UnreadableRecordException.class)
                    .hasMessageStartingWith("cannot read a deployment record: it");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "environment\":\"production|environment\":\"Production!",
                    "operation\":\"deploy|operation\":\"destroy",
                    "12:00:00Z|12:00 o'clock",
                    "state\":\"merged|state\":\"lost",
                    "\"notices\":[|\"notices\":7,\"more\":[",
                    "\"after\":\"registry|\"after\":\"***",
                })
        void aWrongValueIsRefused(String change) {
            String[] parts = change.split("\\|");
            String json = RecordJson.text(SampleRecords.full().build()).replace(parts[0], parts[1]);
            assertThatThrownBy(() -> RecordJson.read(json)).isInstanceOf(UnreadableRecordException.class);
        }
    }

    @Test
    void anImageMayBeNewOrTakenAway() {
        DeploymentRecord record = SampleRecords.small()
                .addImages(new ImageChange("shop", null, null))
                .build();
        assertThat(RecordJson.read(RecordJson.write(record))).isEqualTo(record);
    }
}
