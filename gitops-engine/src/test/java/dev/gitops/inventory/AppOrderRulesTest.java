package dev.gitops.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AppOrderRulesTest {

    private static String apps(String shop, String db, String queue) {
        return Inventories.SMALL.substring(0, Inventories.SMALL.indexOf("apps:")) + "apps:\n" + app("shop", shop)
                + app("db", db) + app("queue", queue);
    }

    private static String app(String name, String after) {
        return """
                  - name: %s
                    image: registry.example.com/%s
                    manifests: { kustomize: apps/%s }
                    environments: [dev, staging]
                    after: %s
                """.formatted(name, name, name, after);
    }

    @Test
    void areRead() {
        assertThat(Inventories.load(apps("[db, queue]", "[]", "[db]"))
                        .apps()
                        .get("shop")
                        .after())
                .containsExactly("db", "queue");
    }

    @Test
    void areOfApplicationsThatAreThereAndNoCycle() {
        assertThat(Inventories.messages(apps("[bd]", "[queue]", "[db]")))
                .hasSize(2)
                .anySatisfy(
                        text -> assertThat(text).contains("apps[0].after[0]", "no application of this inventory", "db"))
                .anySatisfy(text -> assertThat(text).contains("cycle", "db -> queue -> db"));
        assertThat(Inventories.messages(apps("[shop]", "[]", "[]")))
                .singleElement()
                .asString()
                .contains("shop -> shop");
    }

    @Test
    void bringThoseBeforeWhereOneApplicationAloneIsRead() {
        var one = InventoryLoader.load(
                "apps.yaml",
                apps("[db]", "[queue]", "[]").getBytes(StandardCharsets.UTF_8),
                Path.of("/srv/inventory/apps.yaml"),
                "shop",
                FakeProviders.ALL);
        assertThat(one.apps()).containsOnlyKeys("shop", "db");
        assertThat(one.apps().get("shop").after()).containsExactly("db");
        assertThat(one.apps().get("db").after()).isEmpty();
    }
}
