package dev.gitops.kustomize.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageRef;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.ReleasedImage;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.kustomize.feature.Trees;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.Closure;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.ManifestsProvider;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.spi.Target;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class KustomizeManifestsTest {

    private static final String TREE = """
            === apps/shop/base/kustomization.yaml
            resources: [d.yaml]
            === apps/shop/base/d.yaml
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: shop}
            spec: {template: {spec: {containers: [{name: shop, image: shop}]}}}
            === apps/shop/environments/dev/kustomization.yaml
            # the dev overlay
            resources: [../../base]   # shared
            images:
              - name: shop            # as the base names it
                newName: registry.example.com/shop
                newTag: "1.0"
            === apps/shop/environments/production/kustomization.yaml
            resources: [../../base]
            patches:
            - patch: |-
                - {op: replace, path: /spec/template/spec/containers/0/image, value: "registry.example.com/shop:0.9"}
              target: {kind: Deployment}
            """;

    private final MemorySource source = new MemorySource(Trees.files(TREE));
    private final Manifests manifests =
            new KustomizeManifestsProvider().open(new ProviderConfig("kustomize", "apps/shop", "apps.yaml:1:1"));

    private static Target target(String environment) {
        return new Target(
                "shop",
                EnvironmentName.of(environment),
                null,
                List.of(new Target.Image("shop", "registry.example.com/shop")));
    }

    private static ReleasedImage release(String tag) {
        return new ReleasedImage("shop", ImageRef.parse("registry.example.com/shop:" + tag));
    }

    @Test
    void theProviderIsFoundByServiceLoader() {
        assertThat(ServiceLoader.load(ManifestsProvider.class))
                .anyMatch(p -> p.kind().equals("kustomize"));
    }

    @Test
    void anOverlayIsRenderedFromTheTree() {
        assertThat(manifests.render(source, target("dev")).yaml()).contains("image: registry.example.com/shop:1.0\n");
    }

    @Test
    void theReleaseIsWhatTheContainersRun() {
        assertThat(manifests.release(source, target("dev"))).containsExactly(release("1.0"));
    }

    @Test
    void aReleaseChangesItsEntryAndNoOtherByte() {
        List<FileEdit> edits = manifests.edits(source, target("dev"), List.of(release("1.10")));
        String path = "apps/shop/environments/dev/kustomization.yaml";
        assertThat(edits).singleElement().satisfies(edit -> {
            assertThat(edit.path()).isEqualTo(path);
            String before = Trees.files(TREE).get(path);
            assertThat(new String(edit.newContent().orElseThrow(), StandardCharsets.UTF_8))
                    .isEqualTo(before.replace("\"1.0\"", "\"1.10\""));
        });
    }

    @Test
    void aReleaseThatIsThereIsNoEdit() {
        assertThat(manifests.edits(source, target("dev"), List.of(release("1.0"))))
                .isEmpty();
    }

    @Test
    void aMissingEntryIsAdded() {
        List<FileEdit> edits = manifests.edits(source, target("production"), List.of(release("2.0")));
        assertThat(new String(edits.get(0).newContent().orElseThrow(), StandardCharsets.UTF_8))
                .contains("images:\n- name: registry.example.com/shop\n  newTag: \"2.0\"\n");
    }

    @Test
    void anImageThatNoContainerRunsIsRefused() {
        ReleasedImage other = new ReleasedImage("other", ImageRef.parse("registry.example.com/other:1"));
        assertThatThrownBy(() -> manifests.edits(source, target("dev"), List.of(other)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no container of apps/shop/environments/dev runs registry.example.com/other");
    }

    @Test
    void theClosurePartsTheOverlayFromWhatItShares() {
        Closure closure = manifests.closure(source, target("dev"));
        assertThat(closure.own()).containsExactly("apps/shop/environments/dev");
        assertThat(closure.shared()).contains("apps/shop/base/kustomization.yaml", "apps/shop/base/d.yaml");
        assertThat(closure.covers("apps/shop/environments/production/kustomization.yaml"))
                .isFalse();
    }

    @Test
    void anOverlayThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> manifests.render(source, target("staging")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no such folder");
    }

    @Test
    void linksAreFollowedWithinTheRepositoryOnly() {
        MemorySource linked = new MemorySource(Map.of(
                "a/environments/dev/kustomization.yaml", "resources: [../../here, ../../out]\n",
                "base/kustomization.yaml", "configMapGenerator: [{name: m, literals: [a=b]}]\n"));
        linked.link("a/here", "../base");
        linked.link("a/out", "../../etc");
        Manifests app = new KustomizeManifestsProvider().open(new ProviderConfig("kustomize", "a", "apps.yaml:1:1"));
        assertThatThrownBy(() -> app.render(linked, target("dev")))
                .hasMessageContaining("leads outside the repository");
    }

    private static RenderedManifests stateful(Object config) {
        MemorySource files = new MemorySource(Trees.files("""
                === db/environments/dev/kustomization.yaml
                resources: [s.yaml]
                labels: [{pairs: {team: a}, includeTemplates: true}]
                === db/environments/dev/s.yaml
                apiVersion: apps/v1
                kind: StatefulSet
                metadata: {name: db}
                spec:
                  template: {metadata: {}}
                  volumeClaimTemplates: [{metadata: {name: data}, spec: {size: 1e3, old: 0644}}]
                """));
        return new KustomizeManifestsProvider()
                .open(new ProviderConfig("kustomize", config, "apps.yaml:1:1"))
                .render(files, target("dev"));
    }

    @Test
    void aPlanSaysWhereAnEarlierKustomizeLabelledClaimTemplates() {
        assertThat(stateful("db").notices()).singleElement().asString().contains("claimTemplateLabels");
        assertThat(stateful(Map.of("path", "db", "claimTemplateLabels", false)).notices())
                .isEmpty();
    }

    @Test
    void theInventoryCanAskForTheLabelsOfAnEarlierKustomize() {
        RenderedManifests rendered = stateful(Map.of("path", "db", "claimTemplateLabels", true));
        assertThat(rendered.notices()).isEmpty();
        assertThat(rendered.yaml()).contains("  - metadata:\n      labels:\n        team: a\n      name: data\n");
    }

    @Test
    void objectsComeOutOfTheTreeAsTheTextWouldBeRead() {
        RenderedManifests rendered = stateful("db");
        RenderedManifests read = ManifestReader.rendered(rendered.yaml());
        assertThat(rendered.objects()).isEqualTo(read.objects());
        assertThat(rendered.documents()).isEqualTo(read.documents());
    }
}
