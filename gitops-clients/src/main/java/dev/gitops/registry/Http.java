package dev.gitops.registry;

import dev.gitops.api.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Sends requests: again where the answer was overload or the connection broke, along redirects, with credentials only to the origin they were meant for. */
final class Http {

    private static final int TRIES = 5;
    private static final int REDIRECTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Progress progress;
    private final Pause pause;
    private final HttpClient client;

    Http(Progress progress, Pause pause) {
        this.progress = progress;
        this.pause = pause;
        this.client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
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
        HttpRequest first = request.copy().timeout(ANSWER).build();
        for (int attempt = 1; ; attempt++) {
            Duration wait = backoff(attempt);
            try {
                HttpResponse<byte[]> answer = follow(registry, first, authorization, what);
                boolean again = answer.statusCode() == 429 || answer.statusCode() >= 500;
                Duration asked = again ? retryAfter(answer).orElse(wait) : Duration.ZERO;
                if (!again || attempt == TRIES || asked.compareTo(LONGEST_PAUSE) > 0) {
                    return answer;
                }
                wait = asked;
                progress.tell(registry + " answered with status " + answer.statusCode() + "; asking again in "
                        + wait.toSeconds() + " s");
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw new RegistryException(
                            registry,
                            0,
                            true,
                            what + ": it cannot be reached (" + e + "); check the host and the network",
                            e);
                }
                progress.tell(registry + " cannot be reached (" + e + "); asking again in " + wait.toMillis() + " ms");
            } catch (InterruptedException e) {
                throw interrupted(registry, what, e);
            }
            try {
                pause.of(wait);
            } catch (InterruptedException e) {
                throw interrupted(registry, what, e);
            }
        }
    }

    private static RegistryException interrupted(String registry, String what, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryException(registry, 0, true, what + ": interrupted", e);
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
            HttpResponse<byte[]> answer = client.send(request.build(), limited());
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

    private static BodyHandler<byte[]> limited() {
        return answer -> new LimitedBody(BodySubscribers.ofByteArray());
    }

    private static Duration backoff(int attempt) {
        long millis = FIRST_PAUSE.toMillis() << (attempt - 1);
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }

    /** Seconds or a date; a negative or unreadable one counts as absent. */
    private static Optional<Duration> retryAfter(HttpResponse<?> answer) {
        return answer.headers().firstValue("Retry-After").flatMap(text -> {
            try {
                if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
                }
                Instant when = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                Duration wait = Duration.between(Instant.now(), when);
                return wait.isNegative() ? Optional.of(Duration.ZERO) : Optional.of(wait);
            } catch (DateTimeParseException | NumberFormatException e) {
                return Optional.empty();
            }
        });
    }
}
