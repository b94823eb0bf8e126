package dev.gitops.review.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingGroupsTest {

    @Test
    void areWhatRulesOfApprovalMayName() throws Exception {
        Set<String> allowed = new LinkedHashSet<>();
        try (var schema = FindingGroups.class.getResourceAsStream("/dev/gitops/inventory/inventory.schema.json")) {
            JsonNode when = new ObjectMapper()
                    .readTree(schema)
                    .at("/$defs/environment/properties/approvals/items/properties/when/items/enum");
            when.forEach(name -> allowed.add(name.asText()));
        }
        assertThat(allowed).isEqualTo(FindingGroups.names());
    }

    @Test
    void standForEachOfTheirFindings() {
        assertThat(FindingGroups.with(Set.of("cluster-admin", "restart"))).contains("cluster-admin", "restart", "rbac");
        assertThat(FindingGroups.with(Set.of("restart"))).containsExactly("restart");
        assertThat(FindingGroups.with(Set.of("exposed", "claim-removed"))).contains("exposure", "data");
    }
}
