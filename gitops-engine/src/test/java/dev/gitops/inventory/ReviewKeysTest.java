package dev.gitops.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitops.api.review.Severity;
import dev.gitops.review.rule.FindingKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReviewKeysTest {

    @Test
    void everyFindingAndSeverityMayBlock() throws Exception {
        JsonNode schema = new ObjectMapper().readTree(InventorySchema.of(List.of()));
        List<String> named = new ArrayList<>();
        schema.at("/properties/review/properties/block/items/enum").forEach(word -> named.add(word.asText()));
        List<String> all = new ArrayList<>(
                Arrays.stream(FindingKind.values()).map(FindingKind::id).toList());
        Arrays.stream(Severity.values())
                .filter(severity -> severity != Severity.ERROR)
                .map(Severity::word)
                .forEach(all::add);
        assertThat(named).containsExactlyElementsOf(all);
    }
}
