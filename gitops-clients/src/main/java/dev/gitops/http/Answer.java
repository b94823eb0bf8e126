package dev.gitops.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.gitops.network.RetryAfter;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer of a host.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param body its body
 */
record Answer(int status, HttpHeaders headers, byte[] body) {

    private static final int LONGEST_WORDS = 400;
    private static final Duration OTHER_LIMIT = Duration.ofMinutes(1);
    private static final long FEWEST_EPOCH_SECONDS = 1_000_000_000;

    boolean ok() {
        return status >= 200 && status < 300;
    }

    boolean redirects() {
        return status == 301 || status == 302 || status == 307 || status == 308;
    }

    /** Whether the host asks to come later: the request was not carried out. GitHub limits with 403 too. */
    boolean limited() {
        return status == 429
                || status == 403
                        && (header("Retry-After").isPresent()
                                || header("X-RateLimit-Remaining")
                                        .filter("0"::equals)
                                        .isPresent()
                                || words().toLowerCase(Locale.ROOT).contains("rate limit")
                                || words().toLowerCase(Locale.ROOT).contains("abuse detection"));
    }

    /** Whether the host or what stands before it failed. Whether the request was carried out is not known. */
    boolean failed() {
        return status >= 500 && status != 501 && status != 505 || status == 408;
    }

    /**
     * How long to wait before the next attempt: what the host asks for. The reset of a limit counts only where that limit is used up; GitHub tells it also where another limit was met, for which it
     * says nothing but that a minute is the least, and longer each time.
     */
    Optional<Duration> wait(int attempt, Instant now) {
        Optional<Duration> asked = header("Retry-After").flatMap(value -> RetryAfter.read(value, now));
        if (asked.isPresent() || !limited()) {
            return asked;
        }
        boolean usedUp = header("X-RateLimit-Remaining")
                .or(() -> header("RateLimit-Remaining"))
                .filter("0"::equals)
                .isPresent();
        Optional<Duration> reset = usedUp
                ? header("X-RateLimit-Reset")
                        .or(() -> header("RateLimit-Reset"))
                        .flatMap(text -> reset(text, now))
                : Optional.empty();
        return reset.or(() -> Optional.of(OTHER_LIMIT.multipliedBy(1L << Math.min(attempt - 1, 10))));
    }

    /** A moment in seconds since 1970, or, as newer drafts have it, seconds from now. */
    private static Optional<Duration> reset(String text, Instant now) {
        return text.matches("\\d{1,12}")
                ? Optional.of(Long.parseLong(text)).map(seconds -> {
                    Instant until =
                            seconds < FEWEST_EPOCH_SECONDS ? now.plusSeconds(seconds) : Instant.ofEpochSecond(seconds);
                    Duration wait = Duration.between(now, until.plusSeconds(1));
                    return wait.isNegative() ? Duration.ZERO : wait;
                })
                : Optional.empty();
    }

    /** {@return what to make of an answer that asks to come again; empty where it is final} */
    <T> Optional<Attempt.Failed<T>> failure(int attempt, Instant now) {
        if (!limited() && !failed()) {
            return Optional.empty();
        }
        String why = (limited() ? "limits the rate of requests and answered " : "answered ") + status;
        return Optional.of(new Attempt.Failed<>(why, words(), status, failed(), wait(attempt, now), null));
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** {@return whether the Link header leads to another page} */
    boolean hasNextPage() {
        return headers.allValues("Link").stream().anyMatch(link -> link.contains("rel=\"next\""));
    }

    Json json(Request request) {
        if (body.length == 0) {
            return new Json(MissingNode.getInstance(), request);
        }
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.contains("json")) {
            throw new ForgeException.Unexpected(
                    request,
                    status,
                    "was answered " + status + " with " + Words.of(type, 60) + ", not JSON",
                    "check that the URL of the forge is the host's own and no login page stands before it",
                    null);
        }
        try {
            return new Json(Json.MAPPER.readTree(body), request);
        } catch (IOException e) {
            String where = e instanceof JsonProcessingException broken && broken.getLocation() != null
                    ? " near byte " + Math.max(0, broken.getLocation().getByteOffset())
                    : "";
            throw new ForgeException.Unexpected(
                    request,
                    status,
                    "was answered " + status + " with JSON that is broken or cut short" + where + " of " + body.length,
                    "try again, and look at the proxies between here and the host",
                    e);
        }
    }

    /** {@return what the host says of an error; empty where it says nothing readable} */
    String words() {
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(body);
        } catch (IOException e) {
            return "";
        }
        List<String> words = new ArrayList<>();
        for (String key : List.of("message", "error_description", "error", "errors")) {
            collect(node.path(key), words);
        }
        return Words.of(String.join("; ", words), LONGEST_WORDS);
    }

    private static void collect(JsonNode node, List<String> words) {
        if (node.isValueNode() && !node.isNull()) {
            if (!node.asText().isBlank() && !words.contains(node.asText())) {
                words.add(node.asText());
            }
        } else if (node.has("message")) {
            collect(node.get("message"), words);
            node.path("vetoes").forEach(veto -> collect(veto.path("summaryMessage"), words));
        } else if (node.has("code") && node.has("field")) {
            words.add(node.get("field").asText() + ": " + node.get("code").asText());
        } else {
            node.forEach(part -> collect(part, words));
        }
    }
}
