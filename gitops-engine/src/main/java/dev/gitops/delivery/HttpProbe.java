package dev.gitops.delivery;

import dev.gitops.api.VerifyResult;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.network.Network;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a URL until it answers as stated. */
final class HttpProbe {

    private static final int MOST_BYTES = 1 << 20;
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(10);

    private final Network network;
    private @Nullable HttpClient client;

    HttpProbe(Network network) {
        this.network = network;
    }

    VerifyResult until(String words, Supplier<Optional<URI>> where, VerifyStep step) {
        long deadline = System.nanoTime() + step.timeout().toNanos();
        String detail = "no load balancer reports an address";
        for (int attempt = 1; ; attempt++) {
            Optional<URI> uri = where.get();
            if (uri.isPresent()) {
                long left = Math.max(1, deadline - System.nanoTime());
                Answer answer = ask(uri.get(), step, Duration.ofNanos(Math.min(left, LONGEST_REQUEST.toNanos())));
                detail = answer.detail() + (attempt == 1 ? "" : " after " + attempt + " tries");
                if (answer.passed()) {
                    return new VerifyResult(words, true, detail);
                }
            }
            if (deadline - System.nanoTime() < VerifySteps.pause().toNanos() || !pause()) {
                return new VerifyResult(
                        words,
                        false,
                        detail + "; given up after " + step.timeout().toSeconds() + " s");
            }
        }
    }

    private record Answer(boolean passed, String detail) {}

    private Answer ask(URI uri, VerifyStep step, Duration timeout) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(timeout).GET().build();
            HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            String body;
            try (InputStream stream = response.body()) {
                body = new String(stream.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            }
            if (response.statusCode() != step.status()) {
                return new Answer(false, "status " + response.statusCode() + " instead of " + step.status());
            }
            String wanted = step.contains();
            boolean contains = wanted == null || body.contains(wanted);
            return new Answer(
                    contains,
                    "status " + response.statusCode()
                            + (contains ? "" : ", but the body does not contain \"" + wanted + "\""));
        } catch (IOException | IllegalArgumentException unreachable) {
            String why = unreachable.getMessage();
            return new Answer(false, why == null ? unreachable.getClass().getSimpleName() : why);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return new Answer(false, "interrupted");
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = network.builder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build();
        }
        return client;
    }

    private static boolean pause() {
        try {
            Thread.sleep(VerifySteps.pause().toMillis());
            return true;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
