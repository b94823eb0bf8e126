package dev.gitops.http;

import dev.gitops.api.CancelledException;
import dev.gitops.api.Progress;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;

/**
 * The REST interface of one host. Overload, rate limits and lost connections are waited out within a {@link Patience}; a request that may have been carried out before its answer was lost is not
 * sent again before it was looked up.
 */
public final class RestClient {

    private static final int UNAUTHORISED = 401;

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

    /** {@return the root of its API, ending in a slash} */
    public URI root() {
        return host.root();
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

    /**
     * The same host by another root of its API.
     *
     * @param root the root, ending in a slash
     * @return its interface
     */
    public RestClient at(URI root) {
        return new RestClient(host.at(root), patience, progress);
    }

    /**
     * The same host asked by somebody else.
     *
     * @param login who asks
     * @return its interface
     */
    public RestClient as(Login login) {
        return new RestClient(host.as(login), patience, progress);
    }

    /** {@return the resource that an answer's URL names; the login goes nowhere else} */
    Resource below(String url, Json answer) {
        String root = host.root().toString();
        if (!url.startsWith(root) || url.indexOf('#') >= 0) {
            throw answer.unexpected("leads to a page elsewhere, where the login is not sent");
        }
        int query = url.indexOf('?');
        String path = url.substring(root.length(), query < 0 ? url.length() : query);
        return new Resource(path, query < 0 ? "" : url.substring(query + 1));
    }

    URI url(Resource resource) {
        return URI.create(host.root() + resource.toString());
    }

    /**
     * Sends until there is an answer, and turns one that is no success into its exception.
     *
     * @param request what is sent
     * @param read takes the answer
     * @param carriedOut looks for what a request made whose answer was lost
     */
    <T> T send(Request request, Function<Answer, T> read, Supplier<Optional<T>> carriedOut) {
        Retries.End<T> end = new Retries(patience, progress)
                .until(
                        host.name(),
                        number -> attempt(request, read, number),
                        failed -> failed.uncertain() && !request.repeatable() ? carriedOut.get() : Optional.empty());
        if (end.last() instanceof Attempt.Failed<T> failed) {
            throw Failures.unavailable(host, request, failed, end.attempts(), end.pause());
        }
        return ((Attempt.Answered<T>) end.last()).answer();
    }

    private <T> Attempt<T> attempt(Request request, Function<Answer, T> read, int number) {
        try {
            Answer answer = transport.send(request);
            if (answer.status() == UNAUTHORISED && host.login().renew()) {
                answer = transport.send(request);
            }
            if (answer.ok()) {
                return new Attempt.Answered<>(read.apply(answer));
            }
            Optional<Attempt.Failed<T>> passing = answer.failure(number, patience.now());
            if (passing.isPresent()) {
                return passing.get();
            }
            throw Failures.answered(host, request, answer);
        } catch (SSLException e) {
            throw Failures.untrusted(request, e);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return Attempt.unsent(e);
        } catch (IOException e) {
            return Attempt.unanswered(e);
        } catch (InterruptedException e) {
            throw CancelledException.of(String.valueOf(request), e);
        }
    }
}
