package dev.gitops.cli.stress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.output.Json;
import dev.gitops.cli.stress.Commands.Said;
import dev.gitops.cluster.client.Call;
import dev.gitops.testing.GiteaRequests;
import dev.gitops.testing.GiteaServer;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private StoryWorld world;
    private GiteaServer.Repository source;
    private GiteaRequests requests;
    private long number;
    private String preview;

    @BeforeEach
    void begin() throws Exception {
        world = StoryWorld.required(folder);
        GiteaServer gitea = world.gitea();
        String organisation = gitea.organisation("previews");
        GiteaServer.Repository infra = gitea.repository(organisation, "infra");
        source = gitea.repository(organisation, "shop");
        requests = new GiteaRequests(gitea, source);
        gitea.collaborator(infra, world.bot(), "write");
        gitea.collaborator(source, world.bot(), "write");
        gitea.commit(source, "main", "README.md", "the shop\n");
        String commit = gitea.commit(source, "feature", "README.md", "the shop, better\n");
        number = requests.open(world.bot(), "feature", commit);
        preview = app + "-pr-" + number;
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
                """.formatted(infra.url(), gitea.url(), world.context(), app, app, source.url(), IMAGE);
        gitea.commit(infra, "main", "apps.yaml", inventory);
        gitea.commit(infra, "main", "apps/shop/base/kustomization.yaml", "resources: [shop.yaml, claim.yaml]\n");
        gitea.commit(infra, "main", "apps/shop/base/claim.yaml", StoryWorld.CLAIM);
        gitea.commit(infra, "main", "apps/shop/base/shop.yaml", StoryWorld.SHOP);
        gitea.commit(
                infra,
                "main",
                "apps/shop/environments/dev/kustomization.yaml",
                "namespace: " + app + "-dev\nresources: [../../base]\n");
        Files.writeString(folder.resolve("apps.yaml"), inventory);
    }

    @AfterEach
    void end() {
        if (world != null) {
            world.cluster().call(Call.delete("/api/v1/namespaces/" + preview, "{}"));
            world.close();
        }
    }

    private Said done(Said said) {
        assertThat(said.code()).as(said.out() + said.err()).isZero();
        return said;
    }

    private String comments() {
        return requests.comments(number).stream()
                .map(comment -> comment.path("body").asText())
                .toList()
                .toString();
    }

    @Test
    void comesWithTheFirstBuildAndGoesWithTheRequest() throws Exception {
        String request = Long.toString(number);
        Said unknown = world.run("preview", "up", app, "--request", "999", "--image", IMAGE + ":pr");
        assertThat(unknown.code()).as(unknown.out()).isNotZero();

        done(world.run("preview", "up", app, "--request", request, "--image", IMAGE + ":pr-1"));
        assertThat(comments()).contains("is on its way");
        Said up = done(world.run(
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
        assertThat(world.get(deployment).toString()).contains(IMAGE + ":pr-2");
        assertThat(comments())
                .contains("is ready: <https://" + preview + ".example.com>")
                .doesNotContain("is on its way");
        assertThat(done(world.run("preview", "prune")).out()).isEqualTo("no preview is to go\n");

        world.gitea()
                .callAs(
                        world.bot(),
                        "PATCH",
                        source.path() + "/pulls/" + number,
                        Json.object().put("state", "closed"));
        Said late = world.run("preview", "up", app, "--request", request, "--image", IMAGE + ":pr-3");
        assertThat(late.code()).isEqualTo(2);
        assertThat(late.err()).contains("is closed");
        Said pruned = done(world.run("preview", "prune"));

        assertThat(pruned.out()).contains(preview + ": change request " + number + " is closed");
        assertThat(comments()).contains("was taken away").doesNotContain("is ready");
        assertThat(world.run("affected", "--removed").out()).isEqualTo(app + " " + preview + " removed\n");
        done(world.run("deploy", app, "--in", preview, "--removed"));
        assertThat(world.get(deployment).isMissingNode()).isTrue();
        JsonNode namespace = world.get("/api/v1/namespaces/" + preview);
        assertThat(namespace.isMissingNode() || namespace.path("metadata").has("deletionTimestamp"))
                .as(namespace.toString())
                .isTrue();
        assertThat(world.get("/api/v1/namespaces/" + preview + "/persistentvolumeclaims/data")
                        .isMissingNode())
                .isTrue();
        assertThat(world.run("affected", "--removed").out()).isEmpty();
        assertThat(world.run("preview", "list").out()).isEqualTo("no previews\n");
    }
}
