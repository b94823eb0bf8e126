package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong with a chart, its values or the inventory ends with code 2 and is told with its place. */
class HelmFaultsTest extends HelmCommands {

    @Test
    void namesFileAndLineOfATemplate() throws Exception {
        world.commit(HelmWorld.CHART, HelmWorld.SHOP.replace(".Values.redis.host", ".Values.none.deeper"));
        for (String[] command : List.of(
                new String[] {"render", "shop", "dev"},
                new String[] {"deploy", "shop", "dev"},
                new String[] {"diff", "shop", "dev"},
                new String[] {"check"})) {
            JsonNode problem = problem(2, command);
            assertThat(problem.path("file").asText()).isEqualTo(HelmWorld.CHART);
            assertThat(problem.path("line").asInt()).isEqualTo(17);
            assertThat(problem.path("message").asText()).contains("nil pointer evaluating");
        }
    }

    @Test
    void namesTheTemplateThatRendersToNoYaml() throws Exception {
        world.commit(HelmWorld.CHART, HelmWorld.SHOP.replace("  name: {{", " name: {{"));
        world.commit("deploy/chart/templates/broken.yaml", "a: b\n c: {{ .Values.replicaCount }}\n");

        JsonNode problem = problem(2, "render", "shop", "dev");

        assertThat(problem.path("file").asText()).startsWith("deploy/chart/templates/");
        assertThat(problem.path("message").asText()).contains("YAML parse error");
    }

    @Test
    void tellsInTheChartsWordsWhichValueIsNeeded() throws Exception {
        world.commit("deploy/values-dev.yaml", "image: { tag: 1.0.0 }\nmysql: { enabled: true, host: \"\" }\n");

        assertThat(problem(2, "render", "shop", "dev").path("message").asText()).contains("mysql.host is needed");
    }

    @Test
    void tellsWhatTheChartsSchemaDoesNotAllow() throws Exception {
        world.commit(
                "deploy/chart/values.schema.json",
                "{\"properties\": {\"replicaCount\": {\"type\": \"integer\", \"maximum\": 5}}}");
        assertThat(problem(2, "set", "shop", "dev", "replicaCount=9")
                        .path("message")
                        .asText())
                .contains("/replicaCount", "maximum");
        world.commit("deploy/values-dev.yaml", "image: { tag: 1.0.0 }\nreplicaCount: 9\n");

        assertThat(problem(2, "render", "shop", "dev").path("message").asText()).contains("/replicaCount", "maximum");
    }

    @Test
    void namesAMissingChartOrValuesFile() throws Exception {
        String inventory = Files.readString(world.inventory());
        Files.writeString(world.inventory(), inventory.replace("chart: deploy/chart", "chart: deploy/chrat"));
        JsonNode chart = problem(2, "render", "shop", "dev");
        assertThat(chart.path("file").asText()).isEqualTo("deploy/chrat");
        assertThat(chart.path("message").asText()).contains("there is no chart in this folder");

        Files.writeString(world.inventory(), inventory.replace("values-{environment}", "value-{environment}"));
        for (String[] command : List.of(
                new String[] {"render", "shop", "dev"},
                new String[] {"set", "shop", "dev", "replicaCount=2"},
                new String[] {"release", "shop", "--image", IMAGE + ":1.1.0", "--to", "dev"})) {
            JsonNode values = problem(2, command);
            assertThat(values.path("file").asText()).isEqualTo("deploy/value-dev.yaml");
            assertThat(values.path("message").asText()).contains("there is no such values file");
        }
    }

    @Test
    void refusesALinkThatRunsInACircleOrLeavesTheRepository() throws Exception {
        Path chart = world.work().resolve("deploy/chart");
        Files.createSymbolicLink(chart.resolve("first"), Path.of("."));
        Files.createSymbolicLink(chart.resolve("second"), Path.of("."));
        world.commit("src/more.txt", "more\n");
        assertThat(problem(2, "render", "shop", "dev").path("message").asText()).contains("run in a circle");

        Files.delete(chart.resolve("first"));
        Files.delete(chart.resolve("second"));
        Files.createSymbolicLink(chart.resolve("templates/passwd.yaml"), Path.of("/etc/passwd"));
        world.commit("src/more.txt", "and more\n");
        assertThat(problem(2, "render", "shop", "dev").path("message").asText())
                .contains("is a symbolic link out of the repository");
    }

    @Test
    void namesThePlaceInTheInventory() throws Exception {
        Files.writeString(world.inventory(), Files.readString(world.inventory()).replace("values: [", "valeus: ["));

        JsonNode problem = problem(2, "status");

        assertThat(problem.path("line").asInt()).isPositive();
        assertThat(problem.toString()).contains("valeus", "values");
    }
}
