package dev.gitops.cli.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands for the application that would run in a cluster: {@code /<environment>/health} answers 200, or 500 where the delivered image is broken. */
final class FakeApplication implements AutoCloseable {

    private final HttpServer server;
    private final ExecutorService threads;

    private FakeApplication(HttpServer server) {
        this.server = server;
        this.threads = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "demo-application");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.start();
    }

    static FakeApplication start() throws IOException {
        return new FakeApplication(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    int port() {
        return server.getAddress().getPort();
    }

    void serve(DemoWorld world) {
        server.createContext("/", exchange -> answer(exchange, world));
    }

    private static void answer(HttpExchange exchange, DemoWorld world) throws IOException {
        try (exchange) {
            String environment = exchange.getRequestURI().getPath().split("/")[1];
            boolean broken = world.delivered(environment).contains("missing");
            byte[] body = (broken ? "cannot open the database" : "ok").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(broken ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
