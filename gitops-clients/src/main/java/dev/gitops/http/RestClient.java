package dev.gitops.http;

import dev.gitops.api.Progress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * The REST interface of one host. Overload, rate limits and lost connections are waited out within a {@link Patience}; a request that may have been carried out before its answer was lost is not
 * sent again before it was looked up.
 */
public final class RestClient {

    private final Host host;
    private final Patience patience;
    private final Progress progress;
    private final Transport transport;

    /**
     * A host; nothing is connected yet.
     *
     * @param host the host
     * @param patience how long it is waited for
     * @param progress is told when it is waited for
     */
    public RestClient(Host host, Patience patience, Progress progress) {
        this.host = host;
        this.patience = patience;
        this.progress = progress;
        this.transport = new Transport(host, patience.answer());
    }

    /** {@return how long the host is waited for} */
    public Patience patience() {
        return patience;
    }

    /** {@return who is told when the host is waited for} */
    public Progress progress() {
        return progress;
    }

    /**
     * Something to try.
     *
     * @param what what is tried, for messages, as in {@code open a pull request from a to b}
     * @return the requests that try it
     */
    public Call to(String what) {
        return new Call(this, what);
    }

    URI url(Resource resource) {
        return URI.create(host.root() + resource.toString());
    }

    /** Sends until there is an answer, and turns one that is no success into its exception. */
    Answer send(Request request, Supplier<Optional<Json>> carriedOut) throws CarriedOut {
        Instant start = patience.now();
        for (int attempt = 1; ; attempt++) {
            Lost lost = attempt(request);
            if (lost.answer() != null) {
                return lost.answer();
            }
            Duration pause = lost.pause().orElse(patience.pause(attempt));
            boolean within = patience.budget()
                            .compareTo(Duration.between(start, patience.now()).plus(pause))
                    >= 0;
            if (attempt >= patience.attempts() || !within) {
                throw Failures.unavailable(host, request, lost, attempt, pause);
            }
            progress.tell(
                    host.name() + " " + lost.why() + "; trying again in " + Math.max(1, pause.toSeconds()) + " s");
            if (!patience.sleep(pause)) {
                throw Failures.unavailable(host, request, lost, attempt, pause);
            }
            if (lost.uncertain() && !request.repeatable()) {
                Optional<Json> done = carriedOut.get();
                if (done.isPresent()) {
                    throw new CarriedOut(done.get());
                }
            }
        }
    }

    private Lost attempt(Request request) {
        try {
            Answer answer = transport.send(request);
            if (answer.ok()) {
                return Lost.not(answer);
            }
            if (answer.limited() || answer.failed()) {
                return Lost.asked(answer, answer.wait(patience.now()));
            }
            throw Failures.answered(host, request, answer);
        } catch (SSLException e) {
            throw Failures.untrusted(request, e);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return Lost.unsent(e);
        } catch (IOException e) {
            return Lost.unanswered(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failures.interrupted(request, e);
        }
    }

    /** The request was carried out, though its answer was lost; carries what it made. */
    static final class CarriedOut extends Exception {
        private final transient Json made;

        CarriedOut(Json made) {
            super(null, null, false, false);
            this.made = made;
        }

        Json made() {
            return made;
        }
    }
}
