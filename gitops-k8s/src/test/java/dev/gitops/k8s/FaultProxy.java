package dev.gitops.k8s;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before the real API server and does what that cannot be made to do: answers 429 and 5xx, cuts connections, ends watches. */
final class FaultProxy implements AutoCloseable {

    private final Cluster cluster;
    private final HttpServer server;

    /** How many of the next requests that are no watches are answered with {@link #code}; 0 cuts their connection. */
    final AtomicInteger faults = new AtomicInteger();

    volatile int code = 503;
    volatile String retryAfter = "";

    /** After how many events a watch is cut. */
    volatile int eventsPerWatch = Integer.MAX_VALUE;

    final AtomicInteger watches = new AtomicInteger();

    FaultProxy(Cluster cluster) throws IOException {
        this.cluster = cluster;
        this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "fault-proxy");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().toString();
            if (path.contains("watch=true")) {
                watch(exchange, path);
            } else if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                fail(exchange);
            } else {
                Answer answer = cluster.call(new Call(
                        exchange.getRequestMethod(),
                        path,
                        List.of(),
                        exchange.getRequestHeaders().getFirst("Content-Type"),
                        body.isEmpty() ? null : body,
                        true));
                send(exchange, answer.code(), answer.body().isMissingNode() ? answer.text() : Json.text(answer.body()));
            }
        }
    }

    private void fail(HttpExchange exchange) throws IOException {
        if (code == 0) {
            return;
        }
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        send(exchange, code, "{\"kind\": \"Status\", \"message\": \"a fault\"}");
    }

    private void watch(HttpExchange exchange, String path) throws IOException {
        watches.incrementAndGet();
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody();
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(cluster.stream(Call.get(path)), StandardCharsets.UTF_8))) {
            int events = 0;
            for (String line = lines.readLine(); line != null && events < eventsPerWatch; line = lines.readLine()) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
                events++;
            }
        }
    }

    private static void send(HttpExchange exchange, int code, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
