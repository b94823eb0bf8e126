package dev.gitops.kustomize.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.kustomize.ContainerImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images and replica counts. */
class ImagesTest {

    private static String tree(String image, String entry) {
        return "=== kustomization.yaml\nresources: [p.yaml]\nimages: [{" + entry + "}]\n"
                + "=== p.yaml\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  initContainers:\n"
                + "  - {name: i, image: busybox}\n  containers:\n  - {name: c, image: '" + image + "'}\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nginx:1 | name: nginx, newTag: '2' | nginx:2",
                "nginx | name: nginx, newName: other/x | other/x",
                "nginx:1 | name: nginx, digest: sha256:ab | nginx@sha256:ab",
                "nginx:1@sha256:ab | name: nginx, newTag: v2 | nginx:v2",
                "nginx:1@sha256:ab | name: nginx, newName: yy | yy:1@sha256:ab",
                "nginx:1 | name: nginx, tagSuffix: -alpine | nginx:1-alpine-alpine",
                "nginx:1 | name: nginx, newTag: v2, digest: sha256:cd | nginx:v2@sha256:cd",
                "host:5000/a/nginx:1 | name: nginx, newTag: v2 | host:5000/a/nginx:1",
                "host:5000/a/nginx:1 | name: host:5000/a/nginx, newTag: v2 | host:5000/a/nginx:v2",
                "nginx:1 | name: nginx, newTag: 2024-01-01 | nginx:2024-01-01",
                "nginx:1 | name: nginx, newTag: 2024-1-1 10:20:30 | nginx:2024-1-1 10:20:30",
                "nginx:1 | name: nginx, newtag: v1, newTag: v2 | nginx:v1",
            })
    void anEntryChangesTheImageItNames(String before, String entry, String after) {
        assertThat(Trees.result(tree(before, entry)).images())
                .containsExactly(
                        new ContainerImage("Pod", "p", "", "i", true, "busybox"),
                        new ContainerImage("Pod", "p", "", "c", false, after));
    }

    @Test
    void replicasAreSetByName() {
        assertThat(Trees.build("""
                        === kustomization.yaml
                        resources: [d.yaml]
                        namePrefix: a-
                        replicas: [{name: web, count: 3}]
                        === d.yaml
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: {name: web}
                        """)).endsWith("  name: a-web\nspec:\n  replicas: 3\n");
    }

    @Test
    void aCountBeyond64BitsIsRefused() {
        assertThatThrownBy(() ->
                        Trees.build("=== kustomization.yaml\nreplicas: [{name: a, count: 99999999999999999999}]\n"))
                .hasMessageContaining("cannot unmarshal number");
    }
}
