package dev.gitops.cluster.client;

import dev.gitops.api.CancelledException;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.spi.ClusterAccess;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends single requests over one connection, which is made at the first of them. No request waits for ever: the HTTP client's own timeout ends once the first byte of an answer is there,
 * so the whole answer is timed here. A connection that leaves requests unanswered may be dead, and is replaced by another.
 */
final class Transport {

    private static final long ANSWER_SECONDS = 60;
    private static final long SLACK_SECONDS = 10;

    private final ClusterAccess access;
    private final Throttle throttle;
    private @Nullable Open open;
    private @Nullable HttpClient simple;
    private @Nullable InvalidInputException refused;
    private boolean connected;
    private boolean closed;

    /** The client once it is connected. */
    private record Open(
            Connection connection,
            HttpClient http,
            String server,
            @Nullable Bridge bridge) {}

    Transport(ClusterAccess access, Throttle throttle) {
        this.access = access;
        this.throttle = throttle;
    }

    /**
     * Sends a request.
     *
     * @param type what the body is read to; a stream has no end that could be timed, only its beginning is
     * @param http11 over HTTP/1.1, for answers that HTTP/2 loses
     * @throws IOException if the connection is lost; an {@link HttpTimeoutException} if nothing came in time
     */
    <T> HttpResponse<T> send(Call call, Class<T> type, boolean streaming, boolean http11) throws IOException {
        Open client = client();
        HttpClient http = http11 ? simple(client) : client.http();
        HttpRequest.Builder request = http.newHttpRequestBuilder().uri(client.server() + call.target());
        if (call.body() != null) {
            request.method(call.method(), String.valueOf(call.contentType()), call.body());
        } else if (!call.method().equals("GET")) {
            request.method(call.method(), null, null);
        }
        if (streaming) {
            request.forStreaming();
        } else {
            request.timeout(ANSWER_SECONDS, TimeUnit.SECONDS);
        }
        try {
            throttle.enter();
            try {
                return within(sent(http, request.build(), type));
            } finally {
                throttle.leave();
            }
        } catch (ExecutionException failed) {
            IOException lost = failed.getCause() instanceof IOException known ? known : unexpected(failed.getCause());
            if (lost instanceof HttpTimeoutException) {
                renew(client);
            }
            throw lost;
        } catch (TimeoutException silent) {
            renew(client);
            throw new HttpTimeoutException("no answer within " + ANSWER_SECONDS + " s");
        } catch (InterruptedException interrupted) {
            throw CancelledException.of(call + " to cluster " + access.name(), interrupted);
        }
    }

    /** Credentials are asked for on the way out. */
    private static <T> CompletableFuture<HttpResponse<T>> sent(HttpClient http, HttpRequest request, Class<T> type)
            throws IOException {
        try {
            return http.sendAsync(request, type);
        } catch (UncheckedIOException lost) {
            throw unexpected(lost);
        }
    }

    private static <T> HttpResponse<T> within(CompletableFuture<HttpResponse<T>> response)
            throws ExecutionException, TimeoutException, InterruptedException {
        boolean came = false;
        try {
            HttpResponse<T> answer = response.get(ANSWER_SECONDS + SLACK_SECONDS, TimeUnit.SECONDS);
            came = true;
            return answer;
        } finally {
            if (!came) {
                // a stream that opens later would be read by nobody, and hold its place on the connection
                response.thenAccept(late -> close(late.body()));
            }
        }
    }

    private static void close(Object body) {
        if (body instanceof Closeable stream) {
            try {
                stream.close();
            } catch (IOException closedAnyway) {
                return;
            }
        }
    }

    private static IOException unexpected(@Nullable Throwable cause) {
        if (cause instanceof GitOpsException ours) {
            throw ours;
        }
        Throwable lost = cause instanceof UncheckedIOException ? cause.getCause() : null;
        return lost instanceof IOException own ? own : new IOException(cause);
    }

    private synchronized Open client() throws IOException {
        if (closed) {
            throw new IllegalStateException("the delivery to cluster " + access.name() + " is closed");
        }
        Open known = open;
        if (known == null) {
            if (refused != null) {
                throw refused;
            }
            known = connect();
            open = known;
            connected = true;
        }
        return known;
    }

    /** Made where it is needed, which is rare. */
    private synchronized HttpClient simple(Open client) {
        if (!client.equals(open)) {
            // exchanged meanwhile; the caller repeats what fails
            return client.http();
        }
        if (simple == null) {
            simple = client.connection().client(access, true, client.bridge());
        }
        return simple;
    }

    /** What the kubeconfig lacks, or its plugin cannot give, it will not have at the next request either: each is told once. Where they have been good before that may pass. */
    private Open connect() throws IOException {
        try {
            Connection connection = Connection.of(access);
            String server = connection.config().getMasterUrl();
            Bridge bridge = connection.bridge(access);
            return new Open(
                    connection,
                    connection.client(access, false, bridge),
                    server.substring(0, server.length() - 1),
                    bridge);
        } catch (InvalidInputException unusable) {
            if (connected) {
                throw new CredentialsLostException(unusable);
            }
            refused = unusable;
            throw unusable;
        }
    }

    /** Gives up a connection, unless that was done already; what is under way on it fails, and is repeated by whoever can. */
    private synchronized void renew(Open dead) {
        if (Objects.equals(open, dead)) {
            open = null;
            close(dead);
        }
    }

    /**
     * Forgets the credentials a plugin gave, unless it gave them since.
     *
     * @param sent when the request was sent that the server refused, by {@link System#nanoTime()}
     * @return false where there is no plugin
     */
    synchronized boolean forget(long sent) {
        if (open == null || open.connection().plugin() == null) {
            return false;
        }
        open.connection().plugin().forget(sent);
        if (open.connection().config().getClientCertData() != null) {
            // a certificate is part of the connection
            close(open);
            open = null;
        }
        return true;
    }

    /** Whose credentials are used, in words. */
    synchronized String who() {
        return open == null ? "the credentials" : open.connection().who();
    }

    synchronized void close() {
        closed = true;
        if (open != null) {
            close(open);
            open = null;
        }
    }

    private void close(Open client) {
        client.http().close();
        if (simple != null) {
            simple.close();
            simple = null;
        }
        if (client.bridge() != null) {
            client.bridge().close();
        }
    }
}
