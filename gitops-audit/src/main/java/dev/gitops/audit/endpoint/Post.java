package dev.gitops.audit.endpoint;

import dev.gitops.network.Network;
import dev.gitops.network.RetryAfter;
import dev.gitops.network.WholeAnswer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Posts one record once. */
final class Post {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int CONFLICT = 409;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final URI address;
    private final Optional<String> token;
    private final Network network;

    Post(URI address, Optional<String> token, Network network) {
        this.address = address;
        this.token = token;
        this.network = network;
    }

    /** What the audit system said. */
    enum Answer {
        /** It has the record; also where it had it before. */
        ACKNOWLEDGED,
        /** It cannot take it now. */
        LATER,
        /** It will never take it. */
        REFUSED
    }

    /**
     * The end of a post.
     *
     * @param answer what the audit system said
     * @param retryAfter how long it asks to be left alone; zero where it does not say
     * @param why the status or the error, for people
     */
    record Result(Answer answer, Duration retryAfter, String why) {}

    Result send(String id, byte[] json, Duration longest) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(
                        longest.compareTo(TIMEOUT) < 0 && !longest.isNegative() && !longest.isZero()
                                ? longest
                                : TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", id)
                .POST(HttpRequest.BodyPublishers.ofByteArray(json));
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        try {
            HttpResponse<Void> response =
                    WholeAnswer.of(network.client(), request.build(), HttpResponse.BodyHandlers.discarding());
            return result(response);
        } catch (IOException e) {
            return new Result(Answer.LATER, Duration.ZERO, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static Result result(HttpResponse<Void> response) {
        int status = response.statusCode();
        String why = "it answered " + status;
        if (status / 100 == 2 || status == CONFLICT) {
            return new Result(Answer.ACKNOWLEDGED, Duration.ZERO, why);
        }
        boolean later =
                status >= SERVER_ERROR || status == TOO_MANY || status == TOO_EARLY || status == REQUEST_TIMEOUT;
        Duration after = response.headers()
                .firstValue("Retry-After")
                .flatMap(value -> RetryAfter.read(value, Instant.now()))
                .orElse(Duration.ZERO);
        return new Result(later ? Answer.LATER : Answer.REFUSED, after, why);
    }
}
