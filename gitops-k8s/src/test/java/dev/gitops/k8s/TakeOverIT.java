package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryResult.Delivered;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects that somebody else deployed before: what Git removes must go, or be told. */
class TakeOverIT extends OnRealCluster {

    private static final String WHOLE = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web }
            spec:
              selector: { matchLabels: { app: web } }
              template:
                metadata: { labels: { app: web } }
                spec: { containers: [ { name: main, image: "r/x:1", env: [ { name: A, value: a }, { name: GONE, value: x } ] }, { name: side, image: "r/s:1" } ] }
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: o }
            data: { keep: k, gone: x }
            """;

    private static final String LESS = WHOLE.replace(", { name: GONE, value: x }", "")
            .replace(", { name: side, image: \"r/s:1\" }", "")
            .replace(", gone: x", "");

    private void byOther(String manager, boolean apply) {
        for (String document : WHOLE.split("---\n")) {
            boolean config = document.contains("ConfigMap");
            String path = cluster.path(config ? "v1" : "apps/v1", config ? "configmaps" : "deployments");
            String json = Json.text(Json.tree(
                    dev.gitops.manifests.ManifestReader.read(document).get(0).content()));
            Call call = apply
                    ? Call.apply(path + "/" + (config ? "o" : "web"), json).with("force", "true")
                    : Call.post(path, json);
            assertThat(cluster.raw.call(call.with("fieldManager", manager)).ok())
                    .isTrue();
        }
    }

    private Delivered forced(String yaml) {
        return (Delivered) delivery.deliver(cluster.request("shop", yaml, Map.of("force", true)), Progress.SILENT);
    }

    private String live() {
        return Json.text(
                        Json.at(cluster.get("apps/v1", "deployments", "web"), "spec", "template", "spec", "containers"))
                + Json.text(cluster.get("v1", "configmaps", "o").path("data"));
    }

    @ParameterizedTest
    @CsvSource({
        "kubectl-client-side-apply, false",
        "kubectl, true",
        "helm, false",
        "argocd-controller, true",
        "kustomize-controller, true",
        "kubectl-create, false"
    })
    void areTakenOverWithAWordFromWhoDeployedThemSoThatWhatGitRemovesGoes(String manager, boolean apply) {
        byOther(manager, apply);

        Delivered first = forced(WHOLE);
        Delivered second = forced(LESS);

        assertThat(first.notices()).anySatisfy(notice -> assertThat(notice).contains("taken over from " + manager));
        assertThat(second.notices()).isEmpty();
        assertThat(live()).doesNotContain("GONE", "side", "gone").contains("keep");
    }

    @Test
    void loseWhatGitNeverHadWhenTheyAreAdoptedAndThePlanSaysSo() {
        byOther("kubectl-client-side-apply", false);

        List<ObjectDifference> planned = delivery.diff(cluster.request("shop", LESS, Map.of("force", true)));
        Delivered adopted = forced(LESS);

        assertThat(planned)
                .flatExtracting(ObjectDifference::fields)
                .extracting(ObjectDifference.Field::path)
                .contains("data.gone", "spec.template.spec.containers[name=side]");
        assertThat(adopted.notices())
                .anySatisfy(notice -> assertThat(notice).contains("goes what Git does not state", "data.gone"));
        assertThat(live()).doesNotContain("GONE", "side", "gone");
    }

    @Nested
    class ByAManagerThatNobodyKnows {

        @Test
        void keepWhatGitRemovesWithAWordAndAsDrift() {
            byOther("operator-of-somebody", true);
            forced(WHOLE);

            Delivered second = forced(LESS);

            assertThat(second.notices())
                    .anySatisfy(notice -> assertThat(notice).contains("data.gone", "stays", "operator-of-somebody"));
            assertThat(delivery.drift(cluster.request("shop", LESS, Map.of("force", true))))
                    .flatExtracting(ObjectDifference::fields)
                    .anySatisfy(field -> {
                        assertThat(field.path()).isEqualTo("data.gone");
                        assertThat(field.left()).isNull();
                        assertThat(field.manager()).isEqualTo("operator-of-somebody");
                    });
        }
    }
}
