package dev.gitops.verification;

import dev.gitops.api.GitOpsException;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.network.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks a URL, and looks whether it answers as stated. */
final class HttpProbe implements Probe {

    /** How long one request may take. */
    static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

    private static final int MOST_BYTES = 1 << 20;

    private final HttpClient client;
    private final Supplier<Optional<URI>> where;
    private final VerifyStep.Request step;

    HttpProbe(HttpClient client, Supplier<Optional<URI>> where, VerifyStep.Request step) {
        this.client = client;
        this.where = where;
        this.step = step;
    }

    @Override
    public Reply ask(Duration left) throws InterruptedException {
        Optional<URI> uri;
        try {
            uri = where.get();
        } catch (GitOpsException unknown) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            // nobody asked the service itself
            return Reply.of(Reply.Kind.UNANSWERED, String.valueOf(unknown.getMessage()));
        }
        return uri.isPresent() ? ask(uri.get(), left) : Reply.of(false, "no load balancer reports an address");
    }

    private Reply ask(URI uri, Duration left) throws InterruptedException {
        Duration timeout = left.compareTo(LONGEST_REQUEST) < 0 ? left : LONGEST_REQUEST;
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(timeout).GET().build();
            HttpResponse<byte[]> response = WholeAnswer.of(client, request, MOST_BYTES);
            Reply reply = judged(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
            return new Reply(
                    reply.kind(), reply.detail(), Map.of("status", (double) response.statusCode()), reply.log());
        } catch (IOException | IllegalArgumentException unreachable) {
            String why = unreachable.getMessage();
            return Reply.of(false, why == null ? unreachable.getClass().getSimpleName() : why);
        }
    }

    private Reply judged(int status, String body) {
        if (status != step.status()) {
            return Reply.of(false, "status " + status + " instead of " + step.status());
        }
        String wanted = step.contains();
        boolean contains = wanted == null || body.contains(wanted);
        return Reply.of(
                contains, "status " + status + (contains ? "" : ", but the body does not contain \"" + wanted + "\""));
    }
}
