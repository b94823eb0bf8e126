package dev.gitops.kustomize.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FixTest {

    private static final String META = "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";

    private static KustomizationFile file(String text) {
        return KustomizationFile.of("kustomization.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(KustomizationFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }

    private static String fix(String before) {
        FileSource files = path -> path.endsWith(".yaml") ? Optional.of("a: b") : Optional.empty();
        return text(file(before).fix(files));
    }

    @Test
    void missingTypeAndVersionComeFirst() {
        assertThat(fix("# top\nresources:\n- a # x\n")).isEqualTo("# top\n" + META + "resources:\n- a # x\n");
        assertThat(fix("kind: Component\nresources: [a]\n"))
                .isEqualTo("apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [a]\n");
        assertThat(fix("apiVersion: kustomize.config.k8s.io/v1beta1\nresources: [a]\n"))
                .isEqualTo(META + "resources: [a]\n");
        assertThat(fix("")).isEqualTo(META);
        assertThat(fix(META + "resources: [a]\n")).isEqualTo(META + "resources: [a]\n");
    }

    @Test
    void deprecatedFieldsAreRenamedWithTheirComments() {
        assertThat(
                        fix(
                                META
                                        + "bases: # why\n- ../a # one\nimageTags:\n- name: x # two\npatchesJson6902:\n- path: p.yaml # three\n  target: {kind: Pod}\n"))
                .isEqualTo(
                        META
                                + "resources: # why\n- ../a # one\nimages:\n- name: x # two\npatches:\n- path: p.yaml # three\n  target: {kind: Pod}\n");
    }

    @Test
    void deprecatedFieldsAreAppendedToTheirSuccessors() {
        assertThat(
                        fix(
                                META
                                        + "bases: [../a]\nresources:\n- b\npatches:\n- path: p.yaml\npatchesJson6902:\n- path: q.yaml\n  target:\n    kind: Pod\n"))
                .isEqualTo(
                        META
                                + "resources:\n- b\n- ../a\npatches:\n- path: p.yaml\n- path: q.yaml\n  target:\n    kind: Pod\n");
    }

    @Test
    void mergePatchesAreFilesOrInline() {
        assertThat(fix(META + "patchesStrategicMerge:\n- p.yaml # file\n- |-\n  kind: Pod\n  metadata: {name: x}\n"))
                .isEqualTo(META
                        + "patches:\n- path: p.yaml # file\n- patch: |-\n    kind: Pod\n    metadata: {name: x}\n");
        assertThat(fix(META + "patchesStrategicMerge: [p.yaml]\npatchesJson6902:\n- path: q.yaml\n"))
                .isEqualTo(META + "patches:\n- path: q.yaml\n- path: p.yaml\n");
    }

    @Test
    void commonLabelsBecomeLabels() {
        assertThat(fix(META + "commonLabels:\n  b: x\n  a: \"1\"\n"))
                .isEqualTo(META + "labels:\n- includeSelectors: true\n  pairs:\n    a: \"1\"\n    b: x\n");
        assertThatThrownBy(() -> fix("commonLabels: {foo: x}\nlabels:\n- pairs: {foo: y}\n"))
                .hasMessage("label name 'foo' exists in both commonLabels and labels");
    }

    @Test
    void environmentFilesAndChartsGetTheirPresentForm() {
        assertThat(fix(META + "configMapGenerator:\n- name: x\n  env: e.env\n"))
                .isEqualTo(META + "configMapGenerator:\n- name: x\n  envs:\n  - e.env\n");
        assertThat(fix(META
                        + "helmChartInflationGenerator:\n- chartName: c\n  chartVersion: 1.0.0\n  chartHome: charts\n"))
                .isEqualTo(META + "helmCharts:\n- name: c\n  version: 1.0.0\nhelmGlobals:\n  chartHome: charts\n");
    }

    @Nested
    class Variables {

        private static final String VARS = META
                + "resources:\n- pod.yaml\n- base\nvars:\n- name: NAME\n  objref:\n    kind: Secret\n    name: my-secret\n    apiVersion: apps/v1\n";

        private static KustomizationFile.VarsConverted convert(String value) {
            Map<String, String> files = Map.of(
                    "pod.yaml",
                            "kind: Pod\napiVersion: v1\nmetadata: {name: p, namespace: ns}\nspec:\n- a.b: " + value
                                    + "\n",
                    "base/kustomization.yaml", "resources: [x.yaml]\n",
                    "base/x.yaml", "kind: Job\nmetadata:\n  name: $(NAME)\n");
            return file(VARS).convertVars(path -> Optional.ofNullable(files.get(path)));
        }

        @Test
        void becomeReplacements() {
            KustomizationFile.VarsConverted converted = convert("$(NAME)");
            assertThat(text(converted.kustomization())).isEqualTo(META + """
                            resources:
                            - pod.yaml
                            - base
                            replacements:
                            - source:
                                group: apps
                                kind: Secret
                                name: my-secret
                                version: v1
                              targets:
                              - fieldPaths:
                                - spec.0.[a.b]
                                select:
                                  kind: Pod
                                  name: p
                                  namespace: ns
                                  version: v1
                              - fieldPaths:
                                - metadata.name
                                select:
                                  kind: Job
                                  name: $(NAME)
                            """);
            assertThat(converted.files()).containsOnlyKeys("pod.yaml", "base/x.yaml");
            assertThat(converted.files().get("base/x.yaml"))
                    .isEqualTo("kind: Job\nmetadata:\n  name: NAME_PLACEHOLDER\n");
        }

        @Test
        void insideATextNeedADelimiter() {
            assertThat(text(convert("a/$(NAME)/b").kustomization()))
                    .contains("options:\n      delimiter: /\n      index: 1\n");
            assertThat(text(convert("$(NAME)-x").kustomization()))
                    .contains("options:\n      delimiter: '-'\n".replace("'", "\""));
            assertThatThrownBy(() -> convert("a/$(NAME)-b"))
                    .hasMessage(
                            "error with pod.yaml: cannot convert all vars to replacements; $(NAME) is not delimited");
        }
    }
}
