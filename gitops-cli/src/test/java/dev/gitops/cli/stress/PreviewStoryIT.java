package dev.gitops.cli.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.output.Json;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.testing.GiteaServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A preview comes with a change request on a real Gitea, runs in a real cluster, and goes when the request is closed. */
class PreviewStoryIT {

    private static final String IMAGE = "registry.example.com/payments/shop";

    private final String app = GiteaServer.unique("previews");

    @TempDir
    Path folder;

    private GiteaServer gitea;
    private GiteaServer.Repository source;
    private GiteaServer.User bot;
    private Cluster cluster;
    private long number;
    private String preview;

    private record Said(int code, String out, String err) {}

    @BeforeEach
    void begin() throws IOException {
        assumeTrue(
                System.getenv("KUBECONFIG") != null,
                "skipped: no cluster; run testing/cluster/start and set KUBECONFIG to what it prints");
        gitea = GiteaServer.required();
        cluster = Cluster.of(
                new ClusterAccess("test", Path.of(System.getenv("KUBECONFIG")), null, null, null, false, Map.of()));
        String organisation = gitea.organisation("previews");
        GiteaServer.Repository infra = gitea.repository(organisation, "infra");
        source = gitea.repository(organisation, "shop");
        bot = gitea.user("bot");
        gitea.collaborator(infra, bot, "write");
        gitea.collaborator(source, bot, "write");
        gitea.commit(source, "main", "README.md", "the shop\n");
        String commit = gitea.commit(source, "feature", "README.md", "the shop, better\n");
        while (!gitea.tip(source, "feature").equals(commit)) {
            Thread.onSpinWait();
        }
        number = gitea.callAs(
                        bot,
                        "POST",
                        source.path() + "/pulls",
                        Json.object().put("head", "feature").put("base", "main").put("title", "better"))
                .path("number")
                .asLong();
        preview = app + "-pr-" + number;
        String kubeconfig = Files.readString(Path.of(System.getenv("KUBECONFIG")));
        Files.writeString(folder.resolve("admin.kubeconfig"), kubeconfig);
        String context = kubeconfig
                .lines()
                .filter(line -> line.startsWith("current-context:"))
                .map(line ->
                        line.substring(line.indexOf(':') + 1).replace('"', ' ').strip())
                .findFirst()
                .orElseThrow();
        String inventory = """
                apiVersion: gitops.dev/v1
                kind: Inventory
                config: { repository: "%s", branch: main }
                forge: { type: gitea, url: "%s" }
                clusters:
                  test: { kubeconfig: admin.kubeconfig, context: "%s" }
                environments:
                  dev: { cluster: test, namespace: %s-dev, timeout: 60s }
                apps:
                  - name: %s
                    source: "%s"
                    image: %s
                    manifests: { kustomize: apps/shop }
                    environments: [dev] # words of people
                    previews: { from: dev }
                """.formatted(infra.url(), gitea.url(), context, app, app, source.url(), IMAGE);
        gitea.commit(infra, "main", "apps.yaml", inventory);
        gitea.commit(infra, "main", "apps/shop/base/kustomization.yaml", "resources: [shop.yaml, claim.yaml]\n");
        gitea.commit(infra, "main", "apps/shop/base/claim.yaml", """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: { name: data }
                spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
                """);
        gitea.commit(infra, "main", "apps/shop/base/shop.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: shop }
                spec:
                  selector: { matchLabels: { app: shop } }
                  template: { metadata: { labels: { app: shop } }, spec: { containers: [{ name: shop, image: "registry.example.com/payments/shop:1" }] } }
                """);
        gitea.commit(
                infra,
                "main",
                "apps/shop/environments/dev/kustomization.yaml",
                "namespace: " + app + "-dev\nresources: [../../base]\n");
        Files.writeString(folder.resolve("apps.yaml"), inventory);
    }

    @AfterEach
    void end() {
        if (cluster != null) {
            cluster.call(Call.delete("/api/v1/namespaces/" + preview, "{}"));
            cluster.close();
        }
    }

    private JsonNode get(String path) {
        Answer answer = cluster.call(Call.get(path));
        return answer.ok() ? answer.body() : Json.object().path("missing");
    }

    private Said run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.gitops.cli.Main"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--inventory", folder.resolve("apps.yaml").toString(), "--actor=jenkins", "-v"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("run.out").toFile())
                .redirectError(folder.resolve("run.err").toFile());
        builder.environment()
                .putAll(Map.of(
                        "GITOPS_CACHE", folder.resolve("cache").toString(),
                        "GITOPS_GIT_USER", bot.name(),
                        "GITOPS_GIT_PASSWORD", bot.token(),
                        "GITOPS_FORGE_TOKEN", bot.token()));
        int code = builder.start().waitFor();
        return new Said(
                code,
                Files.readString(folder.resolve("run.out"), StandardCharsets.UTF_8),
                Files.readString(folder.resolve("run.err"), StandardCharsets.UTF_8));
    }

    private Said done(Said said) {
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        return said;
    }

    private String comments() {
        return gitea.call("GET", source.path() + "/issues/" + number + "/comments", null)
                .findValuesAsText("body")
                .toString();
    }

    @Test
    void comesWithTheFirstBuildAndGoesWithTheRequest() throws Exception {
        String request = Long.toString(number);
        Said unknown = run("preview", "up", app, "--request", "999", "--image", IMAGE + ":pr");
        assertThat(unknown.code()).as(unknown.out()).isNotZero();

        done(run("preview", "up", app, "--request", request, "--image", IMAGE + ":pr-1"));
        assertThat(comments()).contains("is on its way");
        Said up = done(run(
                "preview",
                "up",
                app,
                "--request",
                request,
                "--image",
                IMAGE + ":pr-2",
                "--address",
                "https://" + preview + ".example.com",
                "--wait",
                "-o",
                "json"));

        assertThat(Json.parse(up.out()).path("deployment").path("outcome").asText())
                .isEqualTo("verified");
        String deployment = "/apis/apps/v1/namespaces/" + preview + "/deployments/shop";
        assertThat(get(deployment).toString()).contains(IMAGE + ":pr-2");
        assertThat(comments())
                .contains("is ready: <https://" + preview + ".example.com>")
                .doesNotContain("is on its way");
        assertThat(done(run("preview", "prune")).out()).isEqualTo("no preview is to go\n");

        gitea.callAs(
                bot, "PATCH", source.path() + "/pulls/" + number, Json.object().put("state", "closed"));
        Said late = run("preview", "up", app, "--request", request, "--image", IMAGE + ":pr-3");
        assertThat(late.code()).isEqualTo(2);
        assertThat(late.err()).contains("is closed");
        Said pruned = done(run("preview", "prune"));

        assertThat(pruned.out()).contains(preview + ": change request " + number + " is closed");
        assertThat(comments()).contains("was taken away").doesNotContain("is ready");
        assertThat(run("affected", "--removed").out()).isEqualTo(app + " " + preview + " removed\n");
        done(run("deploy", app, "--in", preview, "--removed"));
        assertThat(get(deployment).isMissingNode()).isTrue();
        JsonNode namespace = get("/api/v1/namespaces/" + preview);
        assertThat(namespace.isMissingNode() || namespace.path("metadata").has("deletionTimestamp"))
                .as(namespace.toString())
                .isTrue();
        assertThat(get("/api/v1/namespaces/" + preview + "/persistentvolumeclaims/data")
                        .isMissingNode())
                .isTrue();
        assertThat(run("affected", "--removed").out()).isEmpty();
        assertThat(run("preview", "list").out()).isEqualTo("no previews\n");
    }
}
