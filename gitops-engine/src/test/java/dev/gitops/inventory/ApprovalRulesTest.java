package dev.gitops.inventory;

import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.model.ApprovalRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApprovalRulesTest {

    private static String inventory(String rules) {
        return Inventories.SMALL.replace(
                        "production: { promotesFrom: [staging] }",
                        "production: { promotesFrom: [staging], fourEyes: true, approvals: " + rules + " }")
                + "teams: { security: { approvers: [carol, dave] } }\n";
    }

    @Test
    void areRead() {
        assertThat(Inventories.load(
                                inventory("[{ from: security, count: 2 }, { from: [alice, security], when: [rbac] }]"))
                        .environments()
                        .get(PRODUCTION)
                        .approvals())
                .containsExactly(
                        new ApprovalRule(List.of("security"), 2, List.of()),
                        new ApprovalRule(List.of("alice", "security"), 1, List.of("rbac")));
    }

    @Test
    void mustBePossibleToMeet() {
        assertThat(Inventories.messages(inventory("[{ from: security, count: 3 }, { from: alice, count: 2 }]")))
                .hasSize(2)
                .anySatisfy(text ->
                        assertThat(text).contains("approvals[0].count", "asks for 3 different people, and from has 2"))
                .anySatisfy(text -> assertThat(text).contains("approvals[1].count", "from has 1"));
    }

    @Test
    void countAPersonOfTwoNamesOnce() {
        assertThat(Inventories.messages(
                        inventory("[{ from: [alice, Alice, al], count: 2 }]") + "people: { alice: [al] }\n"))
                .singleElement()
                .satisfies(text ->
                        assertThat(text).contains("approvals[0].count", "asks for 2 different people, and from has 1"));
    }

    @Test
    void haveSomebodyToAsk() {
        assertThat(Inventories.messages(inventory("[{ count: 2 }, { from: [], count: 0 }]")))
                .hasSizeGreaterThanOrEqualTo(2);
    }
}
