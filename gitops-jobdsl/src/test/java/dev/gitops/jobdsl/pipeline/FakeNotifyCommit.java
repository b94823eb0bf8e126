package dev.gitops.jobdsl.pipeline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.model.PlannedPipeline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the Git plugin of Jenkins does with a request to {@code /git/notifyCommit}: by its query, whatever its method and body, it looks into the jobs that poll that repository. */
final class FakeNotifyCommit implements AutoCloseable {

    private static final String TOKEN = "11f0a1b2c3";

    private final HttpServer server;
    private final JobPlan plan;
    private final BlockingQueue<String> started = new LinkedBlockingQueue<>();

    FakeNotifyCommit(JobPlan plan) throws IOException {
        this.plan = plan;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/git/notifyCommit", this::look);
        server.start();
    }

    /** The address that people set in their host, as the documentation says. */
    URI address(String repository) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/git/notifyCommit?url="
                + URLEncoder.encode(repository, StandardCharsets.UTF_8) + "&token=" + TOKEN);
    }

    /** The jobs that were looked into, as they come. */
    BlockingQueue<String> started() {
        return started;
    }

    private void look(HttpExchange exchange) throws IOException {
        Map<String, String> query = Stream.of(
                        String.valueOf(exchange.getRequestURI().getRawQuery()).split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        exchange.getRequestBody().readAllBytes();
        boolean allowed = TOKEN.equals(query.get("token")) && query.containsKey("url");
        if (allowed) {
            plan.pipelines().stream()
                    .filter(job -> job.data().polls().stream()
                            .anyMatch(poll -> poll.repository().equals(query.get("url"))))
                    .map(PlannedPipeline::path)
                    .forEach(started::add);
        }
        exchange.sendResponseHeaders(allowed ? 200 : 401, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
