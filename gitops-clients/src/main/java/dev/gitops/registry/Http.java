package dev.gitops.registry;

import dev.gitops.api.CancelledException;
import dev.gitops.api.Progress;
import dev.gitops.http.Attempt;
import dev.gitops.http.LimitedBody;
import dev.gitops.http.Patience;
import dev.gitops.http.Retries;
import dev.gitops.network.Network;
import dev.gitops.network.RetryAfter;
import dev.gitops.network.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Sends requests: again where the answer was overload or the connection broke, along redirects, with credentials only to the origin they were meant for. */
final class Http {

    /** Five attempts within two minutes. */
    static final Patience PATIENCE = new Patience(
            5,
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            Duration.ZERO,
            Patience.STANDARD.clock(),
            Patience.STANDARD.sleeper());

    private static final int REDIRECTS = 5;
    private static final long LONGEST = 8L << 20;

    private final Network network;
    private final Patience patience;
    private final Progress progress;

    Http(Network network, Patience patience, Progress progress) {
        this.network = network;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * Sends a request.
     *
     * @param registry whose request it is, for messages
     * @param request the request
     * @param authorization the header to send to the request's origin; empty for none
     * @param what what is tried, for messages
     * @return the last answer, whatever its status
     */
    HttpResponse<byte[]> send(
            String registry, HttpRequest.Builder request, Optional<String> authorization, String what) {
        HttpRequest first = request.copy().timeout(patience.answer()).build();
        AtomicReference<@Nullable HttpResponse<byte[]>> answered = new AtomicReference<>();
        var end = new Retries(patience, progress).<HttpResponse<byte[]>>until(registry, number -> {
            answered.set(null);
            try {
                HttpResponse<byte[]> answer = follow(registry, first, authorization, what);
                answered.set(answer);
                return attempt(answer);
            } catch (IOException e) {
                return Attempt.unanswered(e);
            } catch (InterruptedException e) {
                throw CancelledException.of(what, e);
            }
        });
        return Optional.ofNullable(answered.get()).orElseThrow(() -> unreachable(registry, what, end.last()));
    }

    private static RegistryException unreachable(String registry, String what, Attempt<?> last) {
        Throwable cause = last instanceof Attempt.Failed<?> failed ? failed.cause() : null;
        return new RegistryException(
                registry,
                0,
                true,
                what + ": it cannot be reached (" + cause + "); check the host and the network",
                cause);
    }

    private Attempt<HttpResponse<byte[]>> attempt(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        if (status != 429 && status < 500) {
            return new Attempt.Answered<>(answer);
        }
        Optional<Duration> asked =
                answer.headers().firstValue("Retry-After").flatMap(value -> RetryAfter.read(value, patience.now()));
        return new Attempt.Failed<>("answered with status " + status, "", status, true, asked, null);
    }

    private HttpResponse<byte[]> follow(String registry, HttpRequest first, Optional<String> authorization, String what)
            throws IOException, InterruptedException {
        URI url = first.uri();
        for (int hop = 0; ; hop++) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(first, (name, value) -> true).uri(url);
            if (authorization.isPresent() && Host.sameOrigin(first.uri(), url)) {
                request.header("Authorization", authorization.get());
            }
            HttpResponse<byte[]> answer = WholeAnswer.of(network.client(), request.build(), LimitedBody.upTo(LONGEST));
            Optional<String> location = answer.headers().firstValue("Location");
            int status = answer.statusCode();
            boolean moved = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
            if (!moved || location.isEmpty()) {
                return answer;
            }
            if (hop == REDIRECTS) {
                throw RegistryException.refused(
                        registry, status, what + ": it redirects more than " + REDIRECTS + " times");
            }
            url = next(registry, url, location.get(), what, status);
        }
    }

    private static URI next(String registry, URI url, String location, String what, int status) {
        try {
            URI next = url.resolve(location);
            boolean downgraded = !"https".equals(next.getScheme()) && !Host.sameOrigin(url, next);
            if (next.getHost() != null && !downgraded) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw RegistryException.refused(registry, status, what + ": it redirects to a place that is not https");
    }
}
