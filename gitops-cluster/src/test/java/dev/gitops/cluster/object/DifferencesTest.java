package dev.gitops.cluster.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.cluster.client.Json;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    private static List<Field> between(String left, String right) {
        return Differences.between(Json.read(left), Json.read(right), "gitops");
    }

    @Test
    void equalObjectsHaveNoneWhateverTheServerKeepsForItself() {
        assertThat(
                        between(
                                "{\"metadata\": {\"name\": \"a\", \"uid\": \"1\", \"generation\": 1}, \"spec\": {\"n\": 1}}",
                                "{\"metadata\": {\"name\": \"a\", \"uid\": \"2\", \"generation\": 2}, \"spec\": {\"n\": 1.0}, \"status\": {\"x\": 1}}"))
                .isEmpty();
    }

    @Test
    void elementsAreMatchedByWhatNamesThem() {
        assertThat(
                        between(
                                "{\"spec\": {\"containers\": [{\"name\": \"a\", \"image\": \"1\"}]}}",
                                "{\"spec\": {\"containers\": [{\"name\": \"b\", \"image\": \"9\"}, {\"name\": \"a\", \"image\": \"2\"}]}}"))
                .extracting(Field::path, Field::left, Field::right)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("spec.containers[name=a].image", "\"1\"", "\"2\""),
                        org.assertj.core.groups.Tuple.tuple(
                                "spec.containers[name=b]", null, "{\"name\":\"b\",\"image\":\"9\"}"));
    }

    @Test
    void aKeyWithDotsIsQuoted() {
        assertThat(between(
                        "{\"metadata\": {\"annotations\": {\"a.b/c\": \"1\"}}}",
                        "{\"metadata\": {\"annotations\": {\"a.b/c\": \"2\"}}}"))
                .extracting(Field::path)
                .containsExactly("metadata.annotations[\"a.b/c\"]");
    }

    @Test
    void theLastManagerOfAFieldIsNamedWithItsTime() {
        String live = """
                {"metadata": {"managedFields": [
                  {"manager": "gitops", "operation": "Apply", "time": "2026-01-01T00:00:03Z", "fieldsV1": {"f:data": {"f:k": {}}}},
                  {"manager": "early", "time": "2026-01-01T00:00:01Z", "fieldsV1": {"f:data": {"f:k": {}}}},
                  {"manager": "late", "time": "2026-01-01T00:00:02Z", "fieldsV1": {"f:data": {"f:k": {}}}}]},
                 "data": {"k": "2"}}
                """;

        assertThat(between("{\"metadata\": {}, \"data\": {\"k\": \"1\"}}", live))
                .singleElement()
                .satisfies(field -> {
                    assertThat(field.manager()).isEqualTo("late");
                    assertThat(field.time()).isEqualTo(Instant.parse("2026-01-01T00:00:02Z"));
                });
    }

    @Test
    void valuesOfSecretsAreDigestsThatTellEqualFromUnequal() {
        List<Field> fields = between(
                "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"stringData\": {\"same\": \"abc\", \"other\": \"one\"}}",
                "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"data\": {\"same\": \"YWJj\", \"other\": \"dHdv\"}}");

        assertThat(fields).singleElement().satisfies(field -> {
            assertThat(field.path()).isEqualTo("data.other");
            assertThat(field.left()).startsWith("\"digest:").isNotEqualTo(field.right());
        });
    }

    @Test
    void secretsAreBlottedOutOfTexts() {
        Secrets secrets = new Secrets(
                List.of(
                        Json.read(
                                "{\"apiVersion\": \"v1\", \"kind\": \"Secret\", \"stringData\": {\"p\": \"hunter22\"}, \"data\": {\"q\": \"c2VjcmV0LXRva2Vu\"}}")));

        assertThat(secrets.blot("login hunter22 with secret-token or c2VjcmV0LXRva2Vu failed"))
                .isEqualTo("login *** with *** or *** failed");
    }

    @Test
    void entriesOfConfigMapsThatSpeakOfSecretsAreDigestsAndBlottedOut() {
        String config = "{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\", \"metadata\": {\"annotations\": {"
                + "\"kubectl.kubernetes.io/last-applied-configuration\": \"{\\\"kind\\\": \\\"ConfigMap\\\", \\\"data\\\": {\\\"DB_PASSWORD\\\": \\\"%1$s\\\"}}\"}},"
                + " \"data\": {\"DB_PASSWORD\": \"%1$s\", \"LEVEL\": \"%2$s\"}}";

        List<Field> fields = between(config.formatted("hunter22", "info"), config.formatted("hunter33", "debug"));

        assertThat(fields)
                .extracting(Field::path)
                .containsExactly(
                        "metadata.annotations[\"kubectl.kubernetes.io/last-applied-configuration\"]",
                        "data.DB_PASSWORD",
                        "data.LEVEL");
        assertThat(fields.toString()).doesNotContain("hunter").contains("debug");
        assertThat(new Secrets(List.of(Json.read(config.formatted("hunter22", "info")))).blot("got hunter22"))
                .isEqualTo("got ***");
    }
}
