package dev.gitops.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.gitops.spi.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InventorySchemaTest {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(InventorySchema.of(FakeProviders.ALL), InputFormat.JSON);

    private static boolean fitsSchema(String yaml) {
        Node node = YamlReader.read(yaml, new Problems("apps.yaml"));
        return SCHEMA.validate(JsonText.of(node), InputFormat.JSON).isEmpty();
    }

    /** Replaces one thing in the small inventory; each is valid. */
    static Stream<String> validInventories() {
        String small = Inventories.SMALL;
        return Stream.of(
                small,
                Inventories.FULL,
                small.replace("dev: {}", "dev:"),
                small.replace("dev: {}", "dev: { delivery: apply }"),
                small.replace("dev: {}", "dev: { delivery: { apply: } }"),
                small.replace("dev: {}", "dev: { delivery: { apply: { prune: false } } }"),
                small.replace("dev: {}", "dev: { delivery: { rendered: } }"),
                small.replace("dev: {}", "dev: { timeout: 1d }"),
                small.substring(0, small.indexOf("apps:")),
                small + "audit: { store: git }\n",
                small + "jenkins: {}\n",
                small + "clusters: { a: { context: a } }\n",
                small + "notify: { on: [] }\n");
    }

    /** Replaces one thing in the small inventory; each is wrong in its structure. */
    static Stream<String> invalidInventories() {
        String small = Inventories.SMALL;
        return Stream.of(
                "[]",
                "5",
                small.replace("gitops.dev/v1", "v2"),
                small.replace("kind: Inventory", "kind: List"),
                small.replace("kind: Inventory\n", ""),
                small.replace("dev: {}", "dev: 5"),
                small.replace("dev: {}", "dev: { delivery: postgres }"),
                small.replace("dev: {}", "dev: { delivery: { apply: {}, argocd: {} } }"),
                small.replace("dev: {}", "dev: { delivery: {} }"),
                small.replace("dev: {}", "dev: { delivery: { apply: { prune: { maxShare: 2 } } } }"),
                small.replace("dev: {}", "dev: { delivery: { apply: { prune: 5 } } }"),
                small.replace("dev: {}", "dev: { delivery: { apply: { replace: [Job, Job] } } }"),
                small.replace("dev: {}", "dev: { delivery: { apply: { replace: [Namespace] } } }"),
                small.replace("dev: {}", "dev: { delivery: { rendered: {} } }"),
                small.replace("dev: {}", "dev: { drift: no }"),
                small.replace("dev: {}", "dev: { timeout: 5 }"),
                small.replace("dev: {}", "dev: { timeout: soon }"),
                small.replace("dev: {}", "dev: { protected: yes }"),
                small.replace("dev: {}", "dev: { nmespace: x }"),
                small.replace("dev: {}", "dev: { namespace: X }"),
                small.replace("dev: {}", "dev: { freeze: [{ from: FRI 18:00 }] }"),
                small.replace("dev: {}", "dev: { freeze: [{ from: FRI, to: MON 06:00 }] }"),
                small.replace("dev: {}", "Dev: {}"),
                small.replace("[dev]", "[dev, dev]"),
                small.replace("[dev]", "dev"),
                small.replace("{ kustomize: apps/shop }", "kustomize"),
                small.replace("{ kustomize: apps/shop }", "{ kustomize: apps/shop, plain: x }"),
                small.replace("{ kustomize: apps/shop }", "{ kustomise: apps/shop }"),
                small.replace("{ kustomize: apps/shop }", "{ helm: { values: [] } }"),
                small.replace("{ kustomize: apps/shop }", "{ helm: { chart: x, release: 'A b' } }"),
                small.replace("    image: registry.example.com/shop\n", ""),
                small.replace("    image: registry.example.com/shop\n", "    images: []\n"),
                small.replace("    manifests", "    images: [{ name: a, image: b }]\n    manifests"),
                small.replace("    manifests", "    verify: [{ status: 200 }]\n    manifests"),
                small.replace("    manifests", "    verify: [{ http: 'https://a', service: b }]\n    manifests"),
                small.replace("    manifests", "    verify: [{ http: 'https://a', path: /b }]\n    manifests"),
                small.replace("    manifests", "    verify: [{ http: 'https://a', status: 99 }]\n    manifests"),
                small.replace("    manifests", "    verify: [{ http: 'https://a', status: 200.5 }]\n    manifests"),
                small.replace("[dev, staging, production]", "[]"),
                small.replace("[dev, staging, production]", "{ dev: { x: 1 } }"),
                small + "clusters: { a: {} }\n",
                small + "clusters: { a: { context: a, server: 'https://a' } }\n",
                small + "clusters: { a: { kubeconfig: a } }\n",
                small + "audit: { store: postgres }\n",
                small + "audit: { store: { postgres: {} } }\n",
                small + "audit: { store: { postgres: { url: 5 } } }\n",
                small + "forge: { url: 'https://a' }\n",
                small + "forge: { type: cvs }\n",
                small + "jenkins: { agent: {} }\n",
                small + "jenkins: { credentials: { git: a } }\n",
                small + "notify: { slack: 1 }\n",
                small + "unknown: 1\n");
    }

    @ParameterizedTest
    @MethodSource("validInventories")
    void acceptsWhatTheLoaderAccepts(String yaml) {
        assertThat(Inventories.messages(yaml)).isEmpty();
        assertThat(fitsSchema(yaml)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("invalidInventories")
    void refusesWhatTheLoaderRefuses(String yaml) {
        assertThat(Inventories.messages(yaml)).isNotEmpty();
        assertThat(fitsSchema(yaml)).isFalse();
    }

    @Test
    void describesEveryKeyForEditors() {
        Node root = YamlReader.read(InventorySchema.of(List.of()), new Problems("schema"));
        List<String> bare = new ArrayList<>();
        eachProperty(root, "", (path, property) -> {
            boolean described = property.get("description") != null || property.get("$ref") != null;
            if (!described) {
                bare.add(path);
            }
        });
        assertThat(bare).isEmpty();
    }

    /** The full inventory of the tests has every key, so a key that the readers forget would fail there; here a key that the tests forget fails. */
    @Test
    void hasNoKeyThatTheFullInventoryLeavesOut() {
        Node root = YamlReader.read(InventorySchema.of(List.of()), new Problems("schema"));
        Set<String> keys = new TreeSet<>();
        eachProperty(root, "", (path, property) -> keys.add(path.substring(path.lastIndexOf('.') + 1)));
        Set<String> used = new TreeSet<>();
        collectKeys(YamlReader.read(Inventories.FULL, new Problems("full")), used);
        used.add("label"); // cannot stand beside podTemplate
        assertThat(used).containsAll(keys);
    }

    private interface Visitor {
        void visit(String path, Node.Fields property);
    }

    private static void eachProperty(Node node, String path, Visitor visitor) {
        if (node instanceof Node.Items items) {
            items.items().forEach(item -> eachProperty(item, path, visitor));
        }
        for (Node.Field field : Tree.map(node).fields().values()) {
            String own = path + "." + field.key();
            if (field.key().equals("properties")) {
                for (Node.Field property : Tree.map(field.value()).fields().values()) {
                    visitor.visit(own + "." + property.key(), Tree.map(property.value()));
                }
            }
            eachProperty(field.value(), own, visitor);
        }
    }

    private static void collectKeys(Node node, Set<String> keys) {
        if (node instanceof Node.Items items) {
            items.items().forEach(item -> collectKeys(item, keys));
        }
        for (Node.Field field : Tree.map(node).fields().values()) {
            keys.add(field.key());
            collectKeys(field.value(), keys);
        }
    }

    @Nested
    class AProvider {

        private Provider with(String schema) {
            return FakeProviders.manifests("mine", schema);
        }

        @Test
        void thatUsesAKeywordOutsideTheSubsetIsToldSo() {
            assertThatThrownBy(() -> InventorySchema.of(List.of(with("{'allOf': []}"))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("provider mine")
                    .hasMessageContaining("allOf");
        }

        @Test
        void thatHasNoJsonIsToldSo() {
            for (String broken : List.of("{'type': 'string', 'type': 'null'}", "{'type': ", "type: string", "{} {}")) {
                assertThatThrownBy(() -> InventorySchema.of(List.of(with(broken))))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("provider mine");
            }
        }

        @Test
        void thatHasTheKindOfAnotherIsToldSo() {
            Provider provider = with("{'type': 'string'}");
            assertThatThrownBy(() -> InventorySchema.of(List.of(provider, provider)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("two providers")
                    .hasMessageContaining("mine");
        }
    }

    @Nested
    class AKindThatIsNotThere {

        @Test
        void isToldWithTheArtifactThatBringsIt() {
            assertThat(Inventories.messages(Inventories.SMALL.replace("dev: {}", "dev: { delivery: flux }")))
                    .singleElement()
                    .asString()
                    .contains("is no kind of delivery on the class path")
                    .contains("put dev.gitops:gitops-k8s on the class path; there are apply, argocd, rendered");
        }

        @Test
        void isToldWithTheOptionsItNeeds() {
            assertThat(Inventories.messages(Inventories.SMALL + "audit: { store: postgres }\n"))
                    .singleElement()
                    .asString()
                    .contains("audit.store: needs options");
        }
    }
}
