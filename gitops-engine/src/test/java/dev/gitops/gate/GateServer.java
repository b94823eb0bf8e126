package dev.gitops.gate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An outside system on a real port: answers what the test says, one answer after another, and keeps what it was asked. */
public final class GateServer implements AutoCloseable {

    public static final String KEY = "a-key-of-thirty-two-characters-or-so";

    /** What it was asked: the path, the id, whether the signature holds, the body. */
    public record Asked(String path, String id, boolean signed, String body) {}

    private record Said(int status, String body, String location) {}

    private final HttpServer server;
    private final Deque<Said> answers = new ArrayDeque<>();
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private Runnable before = () -> {};

    public GateServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The last answer is given for ever. */
    public GateServer says(int status, String body) {
        answers.add(new Said(status, body, ""));
        return this;
    }

    GateServer redirects(String location) {
        answers.add(new Said(307, "", location));
        return this;
    }

    /** Something happens while it is asked. */
    public GateServer meanwhile(Runnable happens) {
        before = happens;
        return this;
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String time = exchange.getRequestHeaders().getFirst("X-GitOps-Timestamp");
            String signature = exchange.getRequestHeaders().getFirst("X-GitOps-Signature");
            asked.add(new Asked(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    hmac(time + "." + new String(body, StandardCharsets.UTF_8)).equals(signature),
                    new String(body, StandardCharsets.UTF_8)));
            before.run();
            Said said = answers.size() > 1 ? answers.remove() : answers.peek();
            byte[] answer = said.body().getBytes(StandardCharsets.UTF_8);
            if (!said.location().isEmpty()) {
                exchange.getResponseHeaders().add("Location", said.location());
            }
            exchange.sendResponseHeaders(said.status(), answer.length == 0 ? -1 : answer.length);
            if (answer.length > 0) {
                exchange.getResponseBody().write(answer);
            }
        }
    }

    private static String hmac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
