package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.gitops.cli.CommandWorld.Said;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gitops notify --job}: a job that serves all applications has failed. */
class NotifyJobTest {

    private final List<String> received = new CopyOnWriteArrayList<>();
    private CommandWorld world;
    private HttpServer webhook;

    @BeforeEach
    void startWebhook(@TempDir Path folder) throws Exception {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhook.start();
        world = CommandWorld.in(folder);
        Files.writeString(
                world.inventory(),
                Files.readString(world.inventory()) + "notify: { webhook: \"http://127.0.0.1:"
                        + webhook.getAddress().getPort() + "/\" }\n");
    }

    @AfterEach
    void stopWebhook() {
        webhook.stop(0);
    }

    @Test
    void tellsTheWebhookOfTheInventory() {
        Said said = world.run("notify", "--job=gitops/seed", "--reason=no such key", "--build-url=https://j/7");

        assertThat(said.code()).as(said.err()).isZero();
        assertThat(received)
                .containsExactly(
                        "{\"job\":\"gitops/seed\",\"outcome\":\"failed\",\"failure\":\"no such key\",\"buildUrl\":\"https://j/7\"}");
    }

    @Test
    void endsWellWhereTheInventoryCannotBeReadAndNoSlackIsKnown() throws Exception {
        Files.writeString(world.inventory(), "nonsense: [\n");

        Said said = world.run("notify", "--job=gitops/seed", "--reason=x");

        assertThat(said.code()).isZero();
        assertThat(said.err()).contains("only Slack is told");
    }

    @Test
    void needsAnApplicationOrAJob() {
        assertThat(world.run("notify", "--reason=x").code()).isEqualTo(2);
        assertThat(world.run("notify", "shop", "--operation=deploy").code()).isEqualTo(2);
        assertThat(world.run("notify", "shop", "dev", "--operation=deploy", "--reason=x")
                        .code())
                .isZero();
    }
}
