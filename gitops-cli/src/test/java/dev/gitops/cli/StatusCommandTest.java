package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code gitops status} says of what is wanted, deployed and seen. */
class StatusCommandTest {

    @TempDir
    Path folder;

    private CommandWorld world;

    @BeforeEach
    void begin() throws Exception {
        world = CommandWorld.in(folder);
    }

    private Said said(int code, String... arguments) {
        Said said = world.run(arguments);
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(code);
        return said;
    }

    private JsonNode row(int code, String app, String environment) {
        JsonNode rows = said(code, "status", "-o", "json").json();
        return StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.path("app").asText().equals(app)
                        && row.path("environment").asText().equals(environment))
                .findFirst()
                .orElseThrow();
    }

    private void release(String tag) {
        said(0, "release", "shop", "--image", CommandWorld.IMAGE + ":" + tag, "--to", "dev", "--actor", "alice");
    }

    @Test
    void keepsTheThreeApart() {
        release("1.1.0");
        said(0, "deploy", "shop", "dev", "--actor", "bob");
        release("1.2.0");

        JsonNode dev = row(0, "shop", "dev");
        assertThat(dev.path("state").asText()).isEqualTo("newerWanted");
        assertThat(dev.path("wanted").path("images").get(0).path("image").asText())
                .endsWith(":1.2.0");
        assertThat(dev.path("wanted").path("by").asText()).isEqualTo("alice");
        assertThat(dev.path("deployed").path("images").get(0).path("image").asText())
                .endsWith(":1.1.0");
        assertThat(dev.path("deployed").path("by").asText()).isEqualTo("bob");
        assertThat(dev.path("deployed").path("outcome").asText()).isEqualTo("verified");
        assertThat(dev.path("seen").path("health").asText()).isEqualTo("healthy");
        assertThat(dev.path("seen").path("live").asBoolean()).isFalse();
        assertThat(dev.has("deployedAt")).isFalse();
        assertThat(dev.has("health")).isFalse();
        assertThat(said(0, "status", "shop").out().lines().skip(1))
                .anyMatch(
                        line -> line.matches("shop +dev +shop:1\\.2\\.0 +shop:1\\.1\\.0 .* bob +healthy +newer wanted"))
                .anyMatch(line -> line.matches("shop +production +shop:1\\.0\\.0 +not deployed yet"));
    }

    @Test
    void saysHowFarOneIsBehindAnother() {
        said(0, "deploy", "shop", "dev");
        said(0, "promote", "shop", "--from", "dev", "--to", "staging");
        said(0, "deploy", "shop", "staging");
        for (String tag : new String[] {"1.1.0", "1.2.0"}) {
            release(tag);
            said(0, "deploy", "shop", "dev");
        }

        JsonNode behind = row(0, "shop", "staging").path("behind");
        assertThat(behind.get(0).path("environment").asText()).isEqualTo("dev");
        assertThat(behind.get(0).path("releases").asInt()).isEqualTo(2);
        assertThat(said(0, "status").out()).contains("2 releases behind dev");
    }

    @Test
    void asksTheClusterWhereItIsTold() {
        said(0, "deploy", "shop", "dev");
        JsonNode seen =
                said(0, "status", "shop", "--live", "-o", "json").json().get(0).path("seen");
        assertThat(seen.path("live").asBoolean()).isTrue();
        assertThat(seen.path("drift")).isEmpty();
        assertThat(seen.has("drift")).isTrue();
    }

    @Test
    void tellsOfTheOthersWhereOneCannotBeToldAndFails() throws Exception {
        world.commit("apps/shop/environments/staging/kustomization.yaml", "resources: [../../gone]\n");

        JsonNode staging = row(1, "shop", "staging");
        assertThat(staging.path("state").asText()).isEqualTo("unknown");
        assertThat(staging.path("problem").asText()).contains("gone");
        assertThat(row(1, "shop", "dev").path("wanted").path("images")).hasSize(1);
        assertThat(said(1, "status", "shop").out()).contains("gone", "1.0.0");
        assertThat(said(0, "status", "plain").out()).contains("1.0.0");
    }
}
