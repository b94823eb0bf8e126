package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewOfChartsTest {

    @TempDir
    private Path folder;

    private CommandWorld world;
    private String base;

    @BeforeEach
    void makeRepositories() throws Exception {
        world = CommandWorld.of(folder, HelmWorld.published(), HelmWorld.files());
        base = world.tip();
    }

    private JsonNode finding() throws Exception {
        JsonNode findings = review().path("findings");
        assertThat(findings.findValuesAsText("id")).contains("unknown-field");
        for (JsonNode finding : findings) {
            if (finding.path("id").asText().equals("unknown-field")) {
                return finding;
            }
        }
        throw new AssertionError("is among them");
    }

    @Test
    void seesAChangeOfATemplateWhoseValuesStay() throws Exception {
        world.commit(HelmWorld.CHART, HelmWorld.SHOP.replace("{{ .Values.replicaCount }}", "3"));
        JsonNode review = review();
        assertThat(review.at("/differences/0/objects/0/words/0").asText()).isEqualTo("replicas: 1 → 3");
        assertThat(review.at("/differences/0/places")).hasSize(3);
        base = world.tip();
        world.commit("deploy/README.md", "nothing renders this\n");
        assertThat(review().at("/scope/looked").asInt()).isZero();
    }

    private JsonNode review() throws Exception {
        return world.run("review", "--from", base, "--to", world.tip(), "-o", "json")
                .json();
    }

    @Test
    void tellsTheLineOfTheTemplate() throws Exception {
        world.commit(HelmWorld.CHART, HelmWorld.SHOP.replace("replicas: {{", "replica: {{"));
        JsonNode finding = finding();
        assertThat(finding.path("file").asText()).isEqualTo(HelmWorld.CHART);
        assertThat(finding.path("line").asInt()).isEqualTo(6);
        assertThat(finding.path("count").asInt()).isEqualTo(3);
    }

    @Test
    void tellsTheTemplateAloneWhereItsTextDoesNotSayMore() throws Exception {
        world.commit(
                HelmWorld.CHART,
                HelmWorld.SHOP.replace(
                        "  replicas: {{ .Values.replicaCount }}",
                        "  {{- range (list \"replica\") }}\n  {{ . }}: 2\n  {{- end }}"));
        JsonNode finding = finding();
        assertThat(finding.path("file").asText()).isEqualTo(HelmWorld.CHART);
        assertThat(finding.path("line").asInt()).isEqualTo(5);
    }

    @Test
    void tellsTheTemplateOfAChartWithin() throws Exception {
        world.commit("deploy/chart/charts/side/Chart.yaml", "apiVersion: v2\nname: side\nversion: 1.0.0\n");
        world.commit(
                "deploy/chart/charts/side/templates/side.yaml",
                "kind: ConfigMap\napiVersion: v1\nmetadata: { name: side }\ndatas: {}\n");
        JsonNode finding = finding();
        assertThat(finding.path("file").asText()).isEqualTo("deploy/chart/charts/side/templates/side.yaml");
        assertThat(finding.path("line").asInt()).isEqualTo(4);
    }
}
