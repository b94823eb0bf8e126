package dev.gitops.network;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WholeAnswerTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/whole", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("whole".getBytes(UTF_8));
            exchange.close();
        });
        server.createContext("/begun", this::begin);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Headers and the first byte, and then nothing. */
    private void begin(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(String path, Duration timeout) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        return HttpRequest.newBuilder(uri).timeout(timeout).build();
    }

    @Test
    void isReadUpToALimit() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = request("/whole", Duration.ofSeconds(30));
        assertThat(WholeAnswer.of(client, request, 100).body()).asString().isEqualTo("whole");
        assertThat(WholeAnswer.of(client, request, 5).body()).asString().isEqualTo("whole");
        assertThat(WholeAnswer.of(client, request, 2).body()).asString().isEqualTo("wh");
    }

    @Test
    void isNotWaitedForWithoutEndWhereItsBodyTrickles() {
        HttpRequest request = request("/begun", Duration.ofMillis(500));
        assertThatThrownBy(() -> WholeAnswer.of(HttpClient.newHttpClient(), request, 100))
                .isInstanceOf(HttpTimeoutException.class);
    }
}
