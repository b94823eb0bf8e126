package dev.gitops.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaReferencesTest {

    private static void check(String schema) {
        SchemaReferences.check("charts/shop", Map.of("charts/db/values.schema.json", schema.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\": \"http://127.0.0.1/x.json\"}",
                "{\"$ref\": \"\\u0068ttps://example.com/x.json#/a\"}",
                "{\"properties\": {\"a\": {\"anyOf\": [{\"$ref\": \"file:///etc/passwd\"}]}}}",
                "{\"$id\": \"http://example.com/a.json\", \"$ref\": \"b.json\"}",
                "{\"$schema\": \"http://example.com/my-language\"}",
                "{\"$dynamicRef\": \"//example.com/a\"}"
            })
    void refusesWhatLeadsOutOfTheFile(String schema) {
        assertThatThrownBy(() -> check(schema))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("charts/shop/charts/db/values.schema.json")
                .hasMessageContaining("no network");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"$ref\": \"#/definitions/a\"}",
                "{\"$id\": \"http://example.com/a.json\", \"$ref\": \"http://example.com/a.json#/definitions/a\"}",
                "{\"properties\": {\"$ref\": {\"type\": \"string\"}}}",
                "no json"
            })
    void takesWhatStaysInIt(String schema) {
        assertThatCode(() -> check(schema)).doesNotThrowAnyException();
    }
}
