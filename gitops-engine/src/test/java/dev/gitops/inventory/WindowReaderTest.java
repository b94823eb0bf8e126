package dev.gitops.inventory;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.model.WindowSpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowReaderTest {

    private static final String TEXT = """
            apiVersion: gitops.dev/v1
            kind: Inventory
            config: { repository: https://git.example.com/infra.git }
            teams:
              payments:
                windows: { in: [production], deny: [{ every: "FREQ=MONTHLY;BYDAY=-1FR", from: "2026-01-30T16:00", for: 8h, zone: Europe/Amsterdam }] }
            environments:
              dev: {}
              production:
                promotesFrom: [dev]
                windows: { allow: [{ from: "MON 09:00", to: "FRI 16:00", reason: office }] }
            apps:
              - name: shop
                team: payments
                image: registry.example.com/shop
                manifests: { kustomize: apps/shop }
                environments: [dev, production]
                windows: { deny: [{ from: "2026-12-20T00:00", to: "2027-01-04T00:00" }] }
            """;

    @Test
    void readsThoseOfEnvironmentTeamAndApplication() {
        Map<?, EnvironmentSpec> own = Inventories.load(TEXT).apps().get("shop").environments();
        assertThat(own.get(DEV).windows()).hasSize(1);
        assertThat(own.get(PRODUCTION).windows()).hasSize(3);
        assertThat(own.get(PRODUCTION).windows().get(0).allow())
                .extracting(WindowSpec::from, WindowSpec::to, WindowSpec::reason)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("MON 09:00", "FRI 16:00", "office"));
        WindowSpec monthly = own.get(PRODUCTION).windows().get(1).deny().get(0);
        assertThat(monthly.every()).isEqualTo("FREQ=MONTHLY;BYDAY=-1FR");
        assertThat(monthly.length()).isEqualTo(Duration.ofHours(8));
        assertThat(monthly.zone().getId()).isEqualTo("Europe/Amsterdam");
    }

    @Test
    void readsThoseOfTheTeamWhereOneApplicationAloneIsRead() {
        EnvironmentSpec own = InventoryLoader.load(
                        "apps.yaml",
                        TEXT.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        java.nio.file.Path.of("/srv/inventory"),
                        FakeProviders.ALL)
                .apps()
                .get("shop")
                .environments()
                .get(PRODUCTION);
        assertThat(own.windows()).hasSize(3);
    }

    @Test
    void tellsAllThatIsWrongAtOnce() {
        String wrong = TEXT.replace("in: [production]", "in: [prod]")
                .replace("FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
                .replace("to: \"FRI 16:00\"", "to: \"MON 09:00\"")
                .replace("to: \"2027-01-04T00:00\"", "to: \"2026-01-04T00:00\"");
        assertThat(Inventories.messages(wrong))
                .hasSize(4)
                .anySatisfy(text -> assertThat(text).contains("teams.payments.windows.in[0]", "prod"))
                .anySatisfy(text -> assertThat(text).contains("never recurs from 2026-01-30T16:00"))
                .anySatisfy(
                        text -> assertThat(text).contains("environments.production.windows.allow[0].to", "no length"))
                .anySatisfy(text -> assertThat(text).contains("apps[0].windows.deny[0].to", "before it begins"));
        assertThat(Inventories.messages(TEXT.replace("FREQ=MONTHLY;BYDAY=-1FR", "FREQ=HOURLY")))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("more often than daily"));
        assertThat(Inventories.messages(TEXT.replace("2026-01-30T16:00", "FRI 16:00")))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("a rule counts from one"));
        assertThat(Inventories.messages(TEXT.replace(", for: 8h", ""))).isNotEmpty();
    }
}
