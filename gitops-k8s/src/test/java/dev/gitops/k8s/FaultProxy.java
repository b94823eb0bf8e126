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
import org.jspecify.annotations.Nullable;

/** Stands before the real API server and does what that cannot be made to do: answers 429 and 5xx, cuts connections, ends watches. */
final class FaultProxy implements AutoCloseable {

    private final Cluster cluster;
    private final HttpServer server;

    /** How many of the next requests that are no watches are answered with {@link #code}; 0 cuts their connection. */
    final AtomicInteger faults = new AtomicInteger();

    /** Does something else to certain requests; the first answer that is not null is taken. */
    volatile Rule rule = (method, path) -> null;

    /** What is done to a request in place of an honest answer. */
    interface Rule {
        @Nullable
        Fault of(String method, String path);
    }

    /**
     * A fault.
     *
     * @param forward whether the server does what was asked
     * @param code the status of the answer; 0 for the server's own, negative to cut the connection without one
     * @param retryAfter seconds; empty for no such header
     * @param body the answer; empty for half of the server's own
     */
    record Fault(boolean forward, int code, String retryAfter, String body) {

        static Fault status(int code, String reason, String message) {
            return new Fault(
                    false,
                    code,
                    "",
                    "{\"kind\": \"Status\", \"reason\": \"" + reason + "\", \"code\": " + code + ", \"message\": \""
                            + message + "\"}");
        }

        static Fault later(int code, String seconds) {
            return new Fault(false, code, seconds, "{\"kind\": \"Status\", \"message\": \"later\"}");
        }

        static Fault cut(boolean forward) {
            return new Fault(forward, -1, "", "");
        }

        static Fault half() {
            return new Fault(true, 0, "", "");
        }

        static Fault page() {
            return new Fault(false, 200, "", "<html>please sign in</html>");
        }
    }

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
            Fault fault = rule.of(exchange.getRequestMethod(), path);
            if (fault != null) {
                disturb(exchange, path, body, fault);
            } else if (path.contains("watch=true")) {
                watch(exchange, path);
            } else if (faults.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                fail(exchange);
            } else {
                Answer answer = forward(exchange, path, body);
                send(exchange, answer.code(), text(answer));
            }
        }
    }

    private Answer forward(HttpExchange exchange, String path, String body) {
        return cluster.call(new Call(
                exchange.getRequestMethod(),
                path,
                List.of(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                body.isEmpty() ? null : body,
                true));
    }

    private static String text(Answer answer) {
        return answer.body().isMissingNode() ? answer.text() : Json.text(answer.body());
    }

    private void disturb(HttpExchange exchange, String path, String body, Fault fault) throws IOException {
        Answer answer = fault.forward() ? forward(exchange, path, body) : null;
        if (fault.code() < 0) {
            return;
        }
        if (!fault.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", fault.retryAfter());
        }
        String own = answer == null ? "" : text(answer);
        send(
                exchange,
                fault.code() == 0 && answer != null ? answer.code() : fault.code(),
                fault.body().isEmpty() ? own.substring(0, own.length() / 2) : fault.body());
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
