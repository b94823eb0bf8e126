package dev.gitops.cluster.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"b\":[1,2147483648,92233720368547758080,-0.5,1e400,true,false,null,\"\"]},\"a.b\":{}}",
                "[]",
                "{\"text\":\"Grüße \\u2028 \\\"quoted\\\" \\n\\t \\ud83d\\ude00\"}",
                "{\"twice\":1,\"other\":2,\"twice\":3}",
                "\"text\"",
                "12",
                "  {\"a\":1} trailing words",
            })
    void whatIsReadAndWrittenIsWhatJacksonsMapperReadsAndWrites(String text) throws Exception {
        JsonNode expected = JACKSON.readTree(text);
        assertThat(Json.read(text)).isEqualTo(expected);
        assertThat(Json.read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
        assertThat(Json.text(expected)).isEqualTo(JACKSON.writeValueAsString(expected));
        assertThat(Json.plain(expected)).isEqualTo(JACKSON.convertValue(expected, Object.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{\"half\":", "{\"a\":1,", "[1", "Not Found", "<html>", "{'a':1}"})
    void whatIsNoJsonIsMissing(String text) {
        assertThat(Json.read(text).isMissingNode()).isTrue();
        assertThat(Json.read(text.getBytes(StandardCharsets.UTF_8)).isMissingNode())
                .isTrue();
    }

    @Test
    void plainDataIsATreeOfTheSameNumbers() throws Exception {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("int", 1);
        data.put("long", 2_147_483_648L);
        data.put("big", new BigInteger("92233720368547758080"));
        data.put("double", 0.5);
        data.put("float", 0.25f);
        data.put("list", java.util.List.of("a", true));
        assertThat(Json.tree(data)).isEqualTo(JACKSON.valueToTree(data));
    }
}
