package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The commands for a kustomization with a chart. */
class KustomizedChartTest extends HelmCommands {

    @Test
    void isRenderedReleasedAndDeployed() throws Exception {
        assertThat(world.run("render", "portal", "dev").out())
                .contains("title: dev", "namespace: dev", "image: registry.example.com/web/portal:1.0.0");
        assertThat(outcome("release", "portal", "--image", "registry.example.com/web/portal:1.1.0", "--to", "dev"))
                .isEqualTo("committed");
        assertThat(world.touched()).containsExactly("portal/environments/dev/kustomization.yaml");
        assertThat(outcome("deploy", "portal", "dev")).isEqualTo("verified");
        assertThat(json(0, "status", "portal").toString()).contains("portal:1.1.0");
        assertThat(problem(2, "set", "portal", "dev", "title=x").path("message").asText())
                .isNotEmpty();
    }

    @Test
    void namesFileAndLineOfABrokenTemplate() throws Exception {
        world.commit("portal/charts/portal/templates/portal.yaml", "apiVersion: v1\nkind: {{ .Values.no.kind }}\n");

        JsonNode problem = problem(2, "render", "portal", "dev");

        assertThat(problem.path("file").asText()).isEqualTo("portal/charts/portal/templates/portal.yaml");
        assertThat(problem.path("line").asInt()).isEqualTo(2);
    }

    @Test
    void isRefusedWhereTheChartIsNotInTheRepository() throws Exception {
        world.commit("portal/environments/dev/kustomization.yaml", """
                helmCharts:
                  - { name: redis, repo: "https://charts.example.com", version: 1.0.0 }
                """);

        assertThat(problem(2, "render", "portal", "dev").path("message").asText())
                .contains("helm pull --untar --untardir charts/redis-1.0.0", "kustomization.yaml:2");
    }

    @Test
    void doesNotFollowLinksOutOfTheRepository() throws Exception {
        Path chart = world.work().resolve("portal/charts/portal/templates");
        Files.createSymbolicLink(chart.resolve("passwd.yaml"), Path.of("/etc/passwd"));
        world.commit("portal/charts/portal/README.md", "more\n");

        assertThat(problem(2, "render", "portal", "dev").path("message").asText())
                .contains("passwd.yaml' is a symbolic link that leads nowhere or out of the repository");
    }
}
