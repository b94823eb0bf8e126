package dev.gitops.cli.stress;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.output.Json;
import dev.gitops.cli.stress.Commands.Said;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.testing.GiteaServer;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** A real Gitea and a real cluster, and the command that works on both as real processes of a bot. */
final class StoryWorld implements AutoCloseable {

    static final String CLAIM = """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: { name: data }
            spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }
            """;

    static final String SHOP = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: shop }
            spec:
              selector: { matchLabels: { app: shop } }
              template: { metadata: { labels: { app: shop } }, spec: { containers: [{ name: shop, image: "registry.example.com/payments/shop:1" }] } }
            """;

    private final GiteaServer gitea;
    private final GiteaServer.User bot;
    private final Cluster cluster;
    private final String context;
    private final Path folder;
    private final Commands commands;

    private StoryWorld(GiteaServer gitea, Path kubeconfig, Path folder) throws IOException {
        this.gitea = gitea;
        this.folder = folder;
        bot = gitea.user("bot");
        Path copy = Files.copy(kubeconfig, folder.resolve("admin.kubeconfig"));
        context = YamlFile.of("kubeconfig", Files.readAllBytes(copy))
                .scalar(YamlPath.of("current-context"))
                .orElseThrow();
        cluster = Cluster.of(new ClusterAccess("test", kubeconfig, null, null, null, false, Map.of()));
        commands = Commands.in(
                folder,
                Map.of(
                        "GITOPS_GIT_USER", bot.name(),
                        "GITOPS_GIT_PASSWORD", bot.token(),
                        "GITOPS_FORGE_TOKEN", bot.token()));
    }

    /** The servers that the environment names; the test is skipped where it names none. */
    static StoryWorld required(Path folder) throws IOException {
        String kubeconfig = System.getenv("KUBECONFIG");
        assumeTrue(
                kubeconfig != null,
                "skipped: no cluster; run testing/cluster/start and set KUBECONFIG to what it prints");
        return new StoryWorld(GiteaServer.required(), Path.of(kubeconfig), folder);
    }

    GiteaServer gitea() {
        return gitea;
    }

    GiteaServer.User bot() {
        return bot;
    }

    Cluster cluster() {
        return cluster;
    }

    /** The context of the cluster in the folder's {@code admin.kubeconfig}. */
    String context() {
        return context;
    }

    /** An object of the cluster; a missing node where it is not there. */
    JsonNode get(String path) {
        Answer answer = cluster.call(Call.get(path));
        return answer.ok() ? answer.body() : Json.object().path("missing");
    }

    /** Starts the command on the inventory of the folder, as Jenkins does. Its output goes to files of that name. */
    Process start(String name, String... arguments) throws IOException {
        return commands.start(
                name,
                Stream.concat(Stream.of(arguments), Stream.of("--actor=jenkins", "-v"))
                        .toArray(String[]::new));
    }

    Said run(String... arguments) throws IOException, InterruptedException {
        return commands.wait("run", start("run", arguments));
    }

    /** What stands in a file of the folder. */
    String said(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }

    @Override
    public void close() {
        cluster.close();
    }
}
