package dev.gitops.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.feature.Trees;
import dev.gitops.kustomize.files.DiskFileTree;
import dev.gitops.kustomize.files.MemoryFileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KustomizeTest {

    private static final String TREE = """
            === base/kustomization.yaml
            resources: [p.yaml]
            === base/p.yaml
            apiVersion: v1
            kind: Pod
            metadata: {name: p, namespace: n}
            spec: {containers: [{name: c, image: nginx, ports: [{containerPort: 80}]}]}
            === top/kustomization.yaml
            resources: [../base]
            namePrefix: a-
            """;

    @Test
    void aBuildGivesObjectsTextAndImages() {
        BuildResult result = Trees.result(TREE);
        BuiltResource pod = result.resources().get(0);
        assertThat(pod.apiVersion() + " " + pod.kind() + " " + pod.namespace() + "/" + pod.name())
                .isEqualTo("v1 Pod n/a-p");
        assertThat(pod.data().get("metadata")).isEqualTo(Map.of("name", "a-p", "namespace", "n"));
        assertThat(pod.text()).isEqualTo(result.text());
        assertThat(result.images()).containsExactly(new ContainerImage("Pod", "a-p", "n", "c", false, "nginx"));
    }

    @Test
    void theClosureHoldsEveryFileTheBuildReadOrLookedFor() {
        assertThat(Trees.result(TREE).dependencies())
                .contains(
                        "/base/kustomization.yaml",
                        "/base/kustomization.yml",
                        "/base/p.yaml",
                        "/top/kustomization.yaml");
    }

    @Test
    void deprecatedFieldsAreTold() {
        assertThat(Trees.result(TREE + "commonLabels: {a: b}\n").warnings())
                .singleElement()
                .asString()
                .startsWith("# Warning: 'commonLabels' is deprecated. Please use 'labels' instead.");
    }

    @Test
    void whatOneBuildChangesTheNextDoesNotSee() {
        Kustomize kustomize = Kustomize.with(BuildOptions.DEFAULTS);
        MemoryFileTree tree = MemoryFileTree.of(Trees.files(TREE));
        String first = kustomize.build(tree, "/top").text();
        assertThat(kustomize.build(tree, "/top").text()).isEqualTo(first);
        assertThat(kustomize.build(tree, "/base").text()).contains("  name: p\n");
    }

    @Test
    void buildsMayRunAtTheSameTime() {
        Kustomize kustomize = Kustomize.with(BuildOptions.DEFAULTS);
        MemoryFileTree tree = MemoryFileTree.of(Trees.files(TREE));
        List<String> texts = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> kustomize.build(tree, "/top").text())
                .distinct()
                .toList();
        assertThat(texts).hasSize(1);
    }

    @Test
    void aLinkOutOfTheRootIsRefusedUnlessRestrictionsAreLifted(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("p.yaml"), "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n");
        Path root = Files.createDirectory(directory.resolve("root"));
        Files.writeString(root.resolve("kustomization.yaml"), "resources: [link.yaml]\n");
        Files.createSymbolicLink(root.resolve("link.yaml"), Path.of("../p.yaml"));
        assertThatThrownBy(() -> Kustomize.build(root))
                .isInstanceOf(KustomizeException.class)
                .hasMessageContaining("security; file");
        Kustomize unrestricted = Kustomize.once(BuildOptions.DEFAULTS.unrestricted());
        assertThat(unrestricted
                        .build(DiskFileTree.get(), DiskFileTree.path(root))
                        .text())
                .contains("name: p");
    }
}
