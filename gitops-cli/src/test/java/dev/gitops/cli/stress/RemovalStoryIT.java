package dev.gitops.cli.stress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.output.Json;
import dev.gitops.cli.stress.Commands.Said;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.testing.GiteaRequests;
import dev.gitops.testing.GiteaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application of a protected environment ends: reviewed on a real Gitea, taken out of a real cluster, and killed on the way. */
class RemovalStoryIT {

    private final String namespace = GiteaServer.unique("lifecycle");

    @TempDir
    Path folder;

    private StoryWorld world;
    private GiteaServer gitea;
    private GiteaServer.Repository repository;
    private GiteaServer.User bob;

    @BeforeEach
    void begin() throws Exception {
        world = StoryWorld.required(folder);
        gitea = world.gitea();
        create(
                "/api/v1/namespaces",
                "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + namespace + "\"}}");
        repository = gitea.repository(gitea.organisation("lifecycle"), "infra");
        bob = gitea.user("bob");
        gitea.collaborator(repository, world.bot(), "write");
        gitea.collaborator(repository, bob, "write");
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
                """.formatted(repository.url(), gitea.url(), world.context(), namespace, bob.name());
        gitea.commit(repository, "main", "apps.yaml", inventory);
        gitea.commit(repository, "main", "apps/cart/production/cart.yaml", config("cart", ""));
        gitea.commit(repository, "main", "apps/shop/production/claim.yaml", StoryWorld.CLAIM);
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
        new GiteaRequests(gitea, repository)
                .reviewed(world.bot(), bob, "first", "apps/shop/production/shop.yaml", StoryWorld.SHOP);
        Files.writeString(folder.resolve("apps.yaml"), inventory);
    }

    @AfterEach
    void end() {
        if (world != null) {
            world.cluster().call(Call.merge(path("configmaps/held"), "{\"metadata\":{\"finalizers\":null}}"));
            world.cluster().call(Call.delete("/api/v1/namespaces/" + namespace, "{}"));
            world.close();
        }
    }

    private static String config(String name, String metadata) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: " + name + metadata + " }\ndata: { a: \"1\" }\n";
    }

    private void create(String path, String json) {
        Answer answer = world.cluster().call(Call.post(path, json));
        assertThat(answer.code()).as(answer.message()).isBetween(200, 299);
    }

    private String path(String rest) {
        return "/api/v1/namespaces/" + namespace + "/" + rest;
    }

    private boolean there(String path) {
        JsonNode object = world.get(path);
        return !object.isMissingNode() && !object.path("metadata").has("deletionTimestamp");
    }

    @Test
    void isReviewedThenRunsItsHooksAndGoesThoughItWasKilledWhileAFinalizerHeldIt() throws Exception {
        Said deployed = world.run("deploy", "shop", "production");
        assertThat(deployed.code()).as(deployed.out() + deployed.err()).isZero();

        Said asked = world.run("app", "remove", "shop", "--confirm", "shop", "-o", "json");
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
        assertThat(world.said("apps.yaml"))
                .doesNotContain("shop # the shop of the story")
                .contains("- name: cart");
        assertThat(world.run("affected", "--removed").out()).isEqualTo("shop production removed\n");
        assertThat(there(path("configmaps/held"))).isTrue();

        Process killed = world.start("killed", "deploy", "shop", "--in", "production", "--removed");
        while (!world.get(path("configmaps/held")).path("metadata").has("deletionTimestamp")) {
            assertThat(killed.isAlive())
                    .as(world.said("killed.out") + world.said("killed.err"))
                    .isTrue();
            Thread.sleep(100);
        }
        killed.destroyForcibly().waitFor();
        String job = "/apis/batch/v1/namespaces/" + namespace + "/jobs/farewell";
        String hook = world.get(job).path("metadata").path("uid").asText();
        assertThat(hook).isNotEmpty();

        world.cluster().call(Call.merge(path("configmaps/held"), "{\"metadata\":{\"finalizers\":null}}"));
        Said removed = world.run("deploy", "shop", "--in", "production", "--removed", "-o", "json");

        assertThat(removed.code()).as(removed.out() + removed.err()).isZero();
        assertThat(Json.parse(removed.out()).path("approval").path("by").asText())
                .isEqualTo(bob.name());
        assertThat(there("/apis/apps/v1/namespaces/" + namespace + "/deployments/shop"))
                .isFalse();
        assertThat(there(path("configmaps/gitops.shop.production"))).isFalse();
        assertThat(there(path("persistentvolumeclaims/data"))).isTrue();
        assertThat(world.get(job).path("metadata").path("uid").asText())
                .as("the hook that had succeeded did not run again")
                .isEqualTo(hook);
        assertThat(world.run("affected", "--removed").out()).isEmpty();
        assertThat(world.run("history", "shop", "--in", "production").out()).contains("verified");
        assertThat(world.run("audit", "search", "--app", "shop").out()).contains("undeploy", "remove");
    }

    @Test
    void isRefusedWhereTheLinesWereTakenOutByAPush() throws Exception {
        assertThat(world.run("deploy", "shop", "production").code()).isZero();
        String text = world.said("apps.yaml");
        int from = text.indexOf("  - name: shop");
        String without = text.substring(0, from) + text.substring(text.indexOf("  - name: cart"));
        gitea.commit(repository, "main", "apps.yaml", without);
        Files.writeString(folder.resolve("apps.yaml"), without);

        assertThat(world.run("affected", "--removed").out()).isEmpty();
        Said refused = world.run("deploy", "shop", "--in", "production", "--removed");

        assertThat(refused.code()).as(refused.out() + refused.err()).isEqualTo(3);
        assertThat(refused.out()).contains("came by no merged change request");
        assertThat(there("/apis/apps/v1/namespaces/" + namespace + "/deployments/shop"))
                .isTrue();
    }
}
