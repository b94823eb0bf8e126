package dev.gitops.cluster.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.cluster.client.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatedFieldsTest {

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"'));
    }

    private static List<String> differing(String wanted, String live) {
        return StatedFields.differing(json(wanted), json(live)).stream()
                .map(Field::path)
                .toList();
    }

    @Test
    void takesEqualQuantitiesAndDefaultsForNoDifference() {
        assertThat(
                        differing(
                                "{'spec': {'memory': '1024Mi', 'cpu': 0.5, 'host': false, 'list': [{'name': 'x', 'v': 1}]}}",
                                "{'metadata': {'uid': '1'}, 'spec': {'memory': '1Gi', 'cpu': '500m', 'more': 1, 'list': [{'name': 'injected'}, {'name': 'x', 'v': 1}]}}"))
                .isEmpty();
    }

    @Test
    void tellsWhatIsStatedAndOtherwise() {
        assertThat(differing(
                        "{'spec': {'replicas': 2, 'args': ['a'], 'list': [{'name': 'x', 'image': 'i:1'}]}}",
                        "{'spec': {'replicas': 3, 'args': ['a', 'b'], 'list': [{'name': 'x', 'image': 'i:2'}]}}"))
                .containsExactly("spec.replicas", "spec.args", "spec.list[name=x].image");
    }

    @Test
    void showsNoValueOfASecret() {
        String secret = "{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 'a'}, 'data': {'k': '%s'}}";

        assertThat(StatedFields.differing(json(secret.formatted("b25l")), json(secret.formatted("dHdv"))))
                .singleElement()
                .satisfies(field -> assertThat(field.toString())
                        .contains("data.k")
                        .doesNotContain("b25l")
                        .doesNotContain("dHdv"));
    }
}
