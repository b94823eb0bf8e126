package dev.gitops.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Inventory;
import dev.gitops.api.review.ReviewFinding;
import dev.gitops.inventory.InventoryLoader;
import dev.gitops.review.rule.Findings;
import dev.gitops.review.rule.InventoryRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every finding about the inventory's rules has a change that has it, and near ones that have not. */
class InventoryCasesTest {

    private static final String INVENTORY = """
            apiVersion: gitops.dev/v1
            kind: Inventory
            config: { repository: https://git.example.com/platform/infra.git }
            teams:
              payments: { approvers: [alice, bob] }
            environments:
              dev: { cluster: dev, namespace: dev, delivery: rendered }
              staging: { cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered }
              production:
                cluster: production
                namespace: production
                promotesFrom: [staging]
                protected: true
                approvers: [payments]
                fourEyes: true
                rollbackOnFailure: true
                bake: 2h
                gates: [{ name: ticket, http: "https://change.example.com/ask" }]
                freeze: [{ from: "FRI 18:00", to: "MON 06:00" }]
                windows: { deny: [{ from: "WED 08:00", to: "WED 10:00" }] }
                delivery: rendered
            review: { block: [claim-removed, danger] }
            apps:
              - name: shop
                image: registry.example.com/payments/shop
                manifests: { plain: "apps/shop/{environment}" }
                environments: [dev, staging, production]
              - name: till
                image: registry.example.com/payments/till
                manifests: { plain: "apps/till/{environment}" }
                environments: { dev: {}, production: { promotesFrom: [dev] } }
                verify: [{ http: "https://till.example.com/health" }]
                after: [shop]
            """;

    private static Inventory read(String text) {
        return InventoryLoader.load(
                "apps.yaml", text.getBytes(StandardCharsets.UTF_8), Path.of(""), InventoryLoader.providers());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    protected: true            | protected: false               | protection-lost
                    fourEyes: true             | fourEyes: false                | four-eyes-lost
                    approvers: [payments]      | approvers: [payments, carol]   | approvers-changed
                    approvers: [payments]      | reviewers: [payments]          | approvers-changed
                    approvers: [alice, bob]    | approvers: [alice, bob, carol] | approvers-changed
                    approvers: [alice, bob]    | approvers: [alice]             | -
                    approvers: [payments]      | approvers: [bob, alice]        | -
                    promotesFrom: [staging]    | promotesFrom: [dev]            | path-changed
                    promotesFrom: [staging]    | promotesFrom: []               | path-changed
                    promotesFrom: [dev], deliv | deliv                          | path-changed
                    from: "FRI 18:00"          | from: "SAT 18:00"              | freeze-removed
                    deny: [{ from: "WED 08:00" | deny: [{ from: "WED 09:00"     | freeze-removed
                    deny: [{ from: "WED 08:00" | deny: [{ from: "THU 09:00", to: "THU 10:00" }, { from: "WED 08:00" | -
                    cluster: production        | cluster: elsewhere             | place-changed
                    namespace: production      | namespace: elsewhere           | place-changed
                    namespace: production      | branch: release                | place-changed
                    rollbackOnFailure: true    | rollbackOnFailure: false       | rules-changed
                    bake: 2h                   | bake: 1h                       | rules-changed
                    bake: 2h                   | timeout: 2h                    | rules-changed
                    bake: 2h                   | bake: 3h                       | -
                    gates: [                   | gates: [{ name: slo, http: "https://slo.example.com" }, | -
                    name: ticket, http         | name: ticket, before: promotion, http | rules-changed
                    after: [shop]              | ci: {}                         | rules-changed
                    name: till                 | name: kiosk                    | -
                    environments: { dev: {}, production: { promotesFrom: [dev] } } | environments: [dev] | -
                    [claim-removed, danger]    | [claim-removed]                | review-weakened
                    [claim-removed, danger]    | [danger, claim-removed, prune] | -
                    https://till.example.com/health | https://till.example.com/ | rules-changed
                    promotesFrom: [dev] } }    | promotesFrom: [dev], protected: false } } | protection-lost
                    production: { promotesFrom | staging: {}, production: { promotesFrom | -
                    platform/infra.git         | platform/other.git             | rules-changed
                    teams:                     | people: { bob: [robert] } |-
                    """)
    void findsWhatIsThereAndNothingElse(String was, String is, String finds) {
        String changed = was.equals("teams:")
                ? INVENTORY.replace("teams:", "\n# a comment moves every line\nteams:")
                : INVENTORY.replace(was, is);
        assertThat(changed).isNotEqualTo(INVENTORY);
        assertFinds(changed, finds);
    }

    /** A new application could else leave out what guards the environment it comes to. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
                    protected: false     | protection-lost
                    fourEyes: false      | four-eyes-lost
                    approvers: [mallory] | approvers-changed
                    approvers: [alice]   | -
                    approvals: [{ from: [alice, bob], count: 2 }] | -
                    promotesFrom: []     | path-changed
                    promotesFrom: [dev]  | path-changed
                    promotesFrom: [staging] | -
                    freeze: []           | freeze-removed
                    freeze: [{ from: "FRI 18:00", to: "MON 06:00" }, { from: "2026-12-20T00:00", to: "2027-01-04T00:00" }] | -
                    windows: { deny: [{ from: "WED 09:00", to: "WED 10:00" }] } | freeze-removed
                    windows: { allow: [{ from: "TUE 08:00", to: "TUE 18:00" }] } | freeze-removed
                    windows: { deny: [{ from: "WED 08:00", to: "WED 10:00" }, { from: "FRI 10:00", to: "FRI 12:00" }] } | -
                    bake: 1h             | rules-changed
                    bake: 3h             | -
                    gates: [{ name: other, http: "https://other.example.com" }] | rules-changed
                    timeout: 1h          | -
                    namespace: kiosk     | -
                    """)
    void findsGuardsThatANewApplicationLeavesOut(String override, String finds) {
        assertFinds(INVENTORY + """
              - name: kiosk
                image: registry.example.com/payments/kiosk
                manifests: { plain: "apps/kiosk/{environment}" }
                environments: { dev: {}, staging: {}, production: { %s } }
            """.formatted(override), finds);
    }

    @Test
    void leavesAnApplicationAloneThatIsNotWhereItWouldComeFrom() {
        assertFinds(INVENTORY + """
              - name: kiosk
                image: registry.example.com/payments/kiosk
                manifests: { plain: "apps/kiosk/{environment}" }
                environments: [production]
            """, null);
    }

    private static void assertFinds(String changed, @Nullable String finds) {
        Findings findings = new Findings();
        InventoryRules.look(read(INVENTORY), read(changed), findings);
        Set<String> found = new TreeSet<>();
        for (ReviewFinding finding : findings.all(List.of())) {
            found.add(finding.id());
        }
        assertThat(found).as(findings.all(List.of()).toString()).isEqualTo(finds == null ? Set.of() : Set.of(finds));
    }
}
