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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application of a protected environment ends: reviewed on a real Gitea, taken out of a real cluster, and killed on the way. */
class RemovalStoryIT {

    private final String namespace = GiteaServer.unique("lifecycle");

    @TempDir
    Path folder;

    private GiteaServer gitea;
    private GiteaServer.Repository repository;
    private GiteaServer.User bot;
    private GiteaServer.User bob;
    private Cluster cluster;

    private record Said(int code, String out, String err) {}

    @BeforeEach
    void begin() throws IOException {
        assumeTrue(
                System.getenv("KUBECONFIG") != null,
                "skipped: no cluster; run testing/cluster/start and set KUBECONFIG to what it prints");
        gitea = GiteaServer.required();
        cluster = Cluster.of(
                new ClusterAccess("test", Path.of(System.getenv("KUBECONFIG")), null, null, null, false, Map.of()));
        create(
                "/api/v1/namespaces",
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + namespace + "\"}}");
        repository = gitea.repository(gitea.organisation("lifecycle"), "infra");
        bot = gitea.user("bot");
        bob = gitea.user("bob");
        gitea.collaborator(repository, bot, "write");
        gitea.collaborator(repository, bob, "write");
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
                  production: { cluster: test, namespace: %s, protected: true, approvers: [%s], timeout: 60s }
                apps:
                  - name: shop # the shop of the story
                    image: registry.example.com/payments/shop
                    manifests: { plain: "apps/shop/{environment}" }
                    environments: [production]
                  - name: cart
                    image: registry.example.com/payments/cart
                    manifests: { plain: "apps/cart/{environment}" }
                    environments: [production]
                """.formatted(repository.url(), gitea.url(), context, namespace, bob.name());
        gitea.commit(repository, "main", "apps.yaml", inventory);
        gitea.commit(repository, "main", "apps/cart/production/cart.yaml", config("cart", ""));
        gitea.commit(repository, "main", "apps/shop/production/claim.yaml", """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: { name: data }
                spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
                """);
        gitea.commit(
                repository,
                "main",
                "apps/shop/production/held.yaml",
                config("held", ", finalizers: [example.com/hold]"));
        gitea.commit(repository, "main", "apps/shop/production/hooks.yaml", """
                apiVersion: batch/v1
                kind: Job
                metadata: { name: farewell, annotations: { helm.sh/hook: pre-delete } }
                spec: { backoffLimit: 0, template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.com/farewell:1" }] } } }
                """);
        reviewed("first", "apps/shop/production/shop.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: shop }
                spec:
                  selector: { matchLabels: { app: shop } }
                  template: { metadata: { labels: { app: shop } }, spec: { containers: [{ name: shop, image: "registry.example.com/payments/shop:1" }] } }
                """);
        Files.writeString(folder.resolve("apps.yaml"), inventory);
    }

    @AfterEach
    void end() {
        if (cluster != null) {
            cluster.call(Call.merge(path("configmaps/held"), "{\"metadata\":{\"finalizers\":null}}"));
            cluster.call(Call.delete("/api/v1/namespaces/" + namespace, "{}"));
            cluster.close();
        }
    }

    private static String config(String name, String metadata) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: " + name + metadata + " }\ndata: { a: \"1\" }\n";
    }

    private void create(String path, String json) {
        Answer answer = cluster.call(Call.post(path, json));
        assertThat(answer.code()).as(answer.message()).isBetween(200, 299);
    }

    private String path(String rest) {
        return "/api/v1/namespaces/" + namespace + "/" + rest;
    }

    private JsonNode get(String path) {
        Answer answer = cluster.call(Call.get(path));
        return answer.ok() ? answer.body() : Json.object().path("missing");
    }

    private boolean there(String path) {
        JsonNode object = get(path);
        return !object.isMissingNode() && !object.path("metadata").has("deletionTimestamp");
    }

    private void reviewed(String branch, String path, String content) {
        String commit = gitea.commit(repository, branch, path, content);
        while (!gitea.tip(repository, branch).equals(commit)) {
            Thread.onSpinWait();
        }
        long number = gitea.callAs(
                        bot,
                        "POST",
                        repository.path() + "/pulls",
                        Json.object().put("head", branch).put("base", "main").put("title", branch))
                .path("number")
                .asLong();
        gitea.approve(repository, number, bob, "fine");
        gitea.merge(repository, number, "merge");
    }

    private Process start(String name, String... arguments) throws IOException {
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
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment()
                .putAll(Map.of(
                        "GITOPS_CACHE", folder.resolve("cache").toString(),
                        "GITOPS_GIT_USER", bot.name(),
                        "GITOPS_GIT_PASSWORD", bot.token(),
                        "GITOPS_FORGE_TOKEN", bot.token()));
        return builder.start();
    }

    private Said run(String... arguments) throws IOException, InterruptedException {
        int code = start("run", arguments).waitFor();
        return new Said(code, said("run.out"), said("run.err"));
    }

    private String said(String file) throws IOException {
        return Files.readString(folder.resolve(file), StandardCharsets.UTF_8);
    }

    @Test
    void isReviewedThenRunsItsHooksAndGoesThoughItWasKilledWhileAFinalizerHeldIt() throws Exception {
        Said deployed = run("deploy", "shop", "production");
        assertThat(deployed.code()).as(deployed.out() + deployed.err()).isZero();

        Said asked = run("app", "remove", "shop", "--confirm", "shop", "-o", "json");
        assertThat(asked.code()).as(asked.out() + asked.err()).isZero();
        JsonNode request = Json.parse(asked.out());
        assertThat(request.path("outcome").asText()).isEqualTo("requested");
        long number = request.path("changeRequest").path("number").asLong();

        gitea.approve(repository, number, bob, "the shop may go");
        gitea.merge(repository, number, "merge");
        String inventory = gitea.call("GET", repository.path() + "/contents/apps.yaml?ref=main", null)
                .path("content")
                .asText();
        Files.write(folder.resolve("apps.yaml"), Base64.getMimeDecoder().decode(inventory));
        assertThat(said("apps.yaml"))
                .doesNotContain("shop # the shop of the story")
                .contains("- name: cart");
        assertThat(run("affected", "--removed").out()).isEqualTo("shop production removed\n");
        assertThat(there(path("configmaps/held"))).isTrue();

        Process killed = start("killed", "deploy", "shop", "--in", "production", "--removed");
        while (!get(path("configmaps/held")).path("metadata").has("deletionTimestamp")) {
            assertThat(killed.isAlive())
                    .as(said("killed.out") + said("killed.err"))
                    .isTrue();
            Thread.sleep(100);
        }
        killed.destroyForcibly().waitFor();
        String job = "/apis/batch/v1/namespaces/" + namespace + "/jobs/farewell";
        String hook = get(job).path("metadata").path("uid").asText();
        assertThat(hook).isNotEmpty();

        cluster.call(Call.merge(path("configmaps/held"), "{\"metadata\":{\"finalizers\":null}}"));
        Said removed = run("deploy", "shop", "--in", "production", "--removed", "-o", "json");

        assertThat(removed.code()).as(removed.out() + removed.err()).isZero();
        assertThat(Json.parse(removed.out()).path("approval").path("by").asText())
                .isEqualTo(bob.name());
        assertThat(there("/apis/apps/v1/namespaces/" + namespace + "/deployments/shop"))
                .isFalse();
        assertThat(there(path("configmaps/gitops.shop.production"))).isFalse();
        assertThat(there(path("persistentvolumeclaims/data"))).isTrue();
        assertThat(get(job).path("metadata").path("uid").asText())
                .as("the hook that had succeeded did not run again")
                .isEqualTo(hook);
        assertThat(run("affected", "--removed").out()).isEmpty();
        assertThat(run("history", "shop", "--in", "production").out()).contains("verified");
        assertThat(run("audit", "search", "--app", "shop").out()).contains("undeploy", "remove");
    }

    @Test
    void isRefusedWhereTheLinesWereTakenOutByAPush() throws Exception {
        assertThat(run("deploy", "shop", "production").code()).isZero();
        String text = said("apps.yaml");
        int from = text.indexOf("  - name: shop");
        String without = text.substring(0, from) + text.substring(text.indexOf("  - name: cart"));
        gitea.commit(repository, "main", "apps.yaml", without);
        Files.writeString(folder.resolve("apps.yaml"), without);

        assertThat(run("affected", "--removed").out()).isEmpty();
        Said refused = run("deploy", "shop", "--in", "production", "--removed");

        assertThat(refused.code()).as(refused.out() + refused.err()).isEqualTo(3);
        assertThat(refused.out()).contains("came by no merged change request");
        assertThat(there("/apis/apps/v1/namespaces/" + namespace + "/deployments/shop"))
                .isTrue();
    }
}
