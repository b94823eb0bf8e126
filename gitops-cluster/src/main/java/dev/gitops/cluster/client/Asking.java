package dev.gitops.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One request until there is an answer worth having: repeated within a budget where that may help and does no harm, and told as what it is where it does not. */
final class Asking {

    private static final String UNSERVED = "404 page not found";
    private static final long UNKNOWN_MILLIS = 1_000;

    /** What an API server takes; it answers at once when more comes, which Java's HTTP/2 client does not hear while it sends. */
    private static final int LARGEST = 3 * 1024 * 1024;

    private static final Duration STRANGE = Duration.ofSeconds(4);

    private final String cluster;
    private final Transport transport;
    private final Call call;
    private final Duration budget;
    private Retry retry;
    private @Nullable Retry strange;
    private boolean simple;
    private boolean silent;
    private boolean unknown;

    Asking(String cluster, Transport transport, Call call, Duration budget) {
        this.cluster = cluster;
        this.transport = transport;
        this.call = call;
        this.budget = budget;
        this.retry = new Retry(budget);
    }

    /**
     * Asks.
     *
     * @throws ClusterUnreachableException if no answer could be had
     * @throws UnexpectedAnswerException if the server's error does not pass, or something else answers in its place
     * @throws UnknownCallerException if the server does not take the credentials
     */
    Answer answer() throws InterruptedException {
        int size = size(call.body());
        if (size > LARGEST) {
            return tooLarge(size);
        }
        while (true) {
            try {
                long sent = System.nanoTime();
                HttpResponse<byte[]> response = transport.send(call, byte[].class, false, simple);
                Answer answer = of(response.code(), response.body()).warning(response.headers("Warning"));
                boolean garbled = answer.ok() ? !call.plain() && !answer.said() : isForeign(answer);
                if (answer.code() == 401) {
                    again401(answer, sent);
                } else if (garbled && call.repeatable()) {
                    garbled(answer);
                } else if (!Retry.worthwhile(answer, call.repeatable())) {
                    return answer;
                } else {
                    pause(seconds(response), refused(answer));
                }
            } catch (IOException lost) {
                lost(lost);
            }
        }
    }

    private static int size(@Nullable String body) {
        return body == null || body.length() <= LARGEST / 3 ? 0 : body.getBytes(StandardCharsets.UTF_8).length;
    }

    private static Answer tooLarge(int size) {
        String message = "it has " + size + " bytes, and the API server takes " + LARGEST + " at the most";
        return new Answer(
                413,
                Json.object()
                        .put("kind", "Status")
                        .put("reason", "RequestEntityTooLarge")
                        .put("message", message),
                "");
    }

    static Answer of(int code, byte[] body) {
        JsonNode json = Json.read(body);
        return new Answer(code, json, json.isContainerNode() ? "" : new String(body, StandardCharsets.UTF_8));
    }

    /**
     * Whether somebody else says that there is nothing. The server tells of an object that is not there in words of its own; without them it only says that it does not serve an API, which of the usual
     * ones is never so.
     */
    private boolean isForeign(Answer answer) {
        if (!answer.notFound() || answer.said()) {
            return false;
        }
        return !answer.text().strip().equals(UNSERVED) || KnownKinds.serve(call.path());
    }

    /** Half an answer comes whole the next time; a login page that is there for some seconds stays. */
    private void garbled(Answer answer) throws InterruptedException {
        if (strange == null) {
            strange = new Retry(STRANGE);
        }
        retry = strange;
        pause(0, UnexpectedAnswerException.foreign(cluster, call, answer));
    }

    /** Credentials may have been exchanged just now; a second refusal counts. */
    private void again401(Answer answer, long sent) throws InterruptedException {
        if (unknown) {
            throw new UnknownCallerException(cluster, call.toString(), answer.message(), transport.who());
        }
        unknown = true;
        if (!transport.forget(sent)) {
            TimeUnit.MILLISECONDS.sleep(UNKNOWN_MILLIS);
        }
    }

    private RuntimeException refused(Answer answer) {
        String tried = "; tried " + retry.attempts() + " times within " + budget.toSeconds() + " s";
        if (answer.code() == 500) {
            return new UnexpectedAnswerException(cluster, call, answer, tried);
        }
        return new ClusterUnreachableException(cluster, call.toString(), answer, tried);
    }

    private void lost(IOException lost) throws InterruptedException {
        String why = ClusterUnreachableException.why(lost);
        // with a 401 the server says goodbye, and Java's HTTP/2 client then loses the answer
        simple = simple || why.contains("GOAWAY");
        if (lost instanceof HttpTimeoutException && call.repeatable() && !silent) {
            // the connection has been replaced, and the budget is for a server that answers
            silent = true;
            retry = new Retry(budget);
        }
        boolean unsent = lost instanceof ConnectException;
        if (ClusterUnreachableException.forGood(lost) || !call.repeatable() && !unsent) {
            throw new ClusterUnreachableException(cluster, call.toString(), why, lost);
        }
        pause(
                0,
                new ClusterUnreachableException(
                        cluster, call.toString(), why + " (tried " + retry.attempts() + " times)", lost));
    }

    private void pause(long asked, RuntimeException otherwise) throws InterruptedException {
        long pause = retry.pause(asked);
        if (pause < 0) {
            throw otherwise;
        }
        TimeUnit.MILLISECONDS.sleep(pause);
    }

    private static long seconds(HttpResponse<?> response) {
        @Nullable String header = response.header("Retry-After");
        return header != null && header.matches("\\d{1,4}") ? Long.parseLong(header) : 0;
    }
}
