package dev.gitops.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParityTest {

    private static final String STAGING = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop, namespace: staging}
            spec:
              replicas: 1
              template:
                spec:
                  containers:
                    - name: shop
                      image: registry.example.com/shop:1.1
                      env:
                        - {name: URL, value: "https://shop.staging.example.com"}
                        - {name: LEVEL, value: debug}
            """;

    private static final String PRODUCTION = STAGING.replace("namespace: staging", "namespace: production")
            .replace("replicas: 1", "replicas: 5")
            .replace("shop:1.1", "shop:1.0@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
            .replace("shop.staging.", "shop.production.");

    private static List<ObjectDifference> compare(List<String> ignore, String left, String right) {
        return new Parity(ignore)
                .compare(
                        ManifestReader.read(left),
                        "staging",
                        "staging",
                        ManifestReader.read(right),
                        "production",
                        "production");
    }

    @Test
    void whatIsMeantToDifferIsSetAside() {
        assertThat(compare(List.of(), STAGING, PRODUCTION)).isEmpty();
    }

    @Test
    void anotherRepositoryIsADifference() {
        assertThat(compare(
                        List.of(),
                        STAGING,
                        PRODUCTION.replace("registry.example.com/shop", "registry.example.com/fork")))
                .hasSize(1);
    }

    @Test
    void aFieldThatDiffersIsNamed() {
        List<ObjectDifference> differences =
                compare(List.of(), STAGING, PRODUCTION.replace("value: debug", "value: info"));
        assertThat(differences).singleElement().satisfies(difference -> {
            assertThat(difference.change()).isEqualTo(Change.CHANGED);
            assertThat(difference.fields()).singleElement().satisfies(field -> {
                assertThat(field.path()).isEqualTo("spec.template.spec.containers[name=shop].env[name=LEVEL].value");
                assertThat(field.left()).isEqualTo("\"debug\"");
                assertThat(field.right()).isEqualTo("\"info\"");
            });
        });
    }

    @Test
    void whatTheInventoryIgnoresIsSetAside() {
        String other = PRODUCTION.replace("value: debug", "value: info");
        assertThat(compare(List.of("Deployment.spec.template.spec.containers.*.env.LEVEL"), STAGING, other))
                .isEmpty();
        assertThat(compare(List.of("Deployment.spec.template.spec.containers.*.env.URL"), STAGING, other))
                .hasSize(1);
    }

    @Test
    void objectsOnOneSideOnlyAreMissingOrExtra() {
        String service = "---\napiVersion: v1\nkind: Service\nmetadata: {name: shop}\n";
        assertThat(compare(List.of(), STAGING + service, PRODUCTION))
                .extracting(ObjectDifference::change)
                .containsExactly(Change.MISSING);
        assertThat(compare(List.of(), STAGING, PRODUCTION + service))
                .extracting(ObjectDifference::change)
                .containsExactly(Change.EXTRA);
    }
}
