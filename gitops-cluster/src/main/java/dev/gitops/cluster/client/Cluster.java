package dev.gitops.cluster.client;

import dev.gitops.spi.ClusterAccess;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import javax.net.ssl.SSLHandshakeException;

/**
 * One cluster: one client, whose connection is made at the first request and kept until it is closed. Requests are bounded in number, repeated where that may help, and safe to make from
 * several threads.
 */
public final class Cluster implements AutoCloseable {

    private static final int WORKERS = 32;

    private final ClusterAccess access;
    private final Transport transport;
    private final Kinds kinds = new Kinds(this);
    private final ExecutorService workers;
    private final ScheduledExecutorService timer;
    private boolean connecting;

    private Cluster(ClusterAccess access) {
        this.access = access;
        this.transport = new Transport(access, new Throttle(Throttle.AT_ONCE, perSecond(access)));
        this.workers = Executors.newFixedThreadPool(WORKERS, work -> daemon(work, "requests"));
        this.timer = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "timer"));
    }

    /**
     * A cluster; nothing is connected yet.
     *
     * @param access how it is reached; {@code GITOPS_CLUSTER_QPS} of its variables bounds the requests a second
     * @return the cluster
     */
    public static Cluster of(ClusterAccess access) {
        return new Cluster(access);
    }

    /** {@return the cluster's name in the inventory} */
    public String name() {
        return access.name();
    }

    /** {@return the kinds of objects the server knows} */
    public Kinds kinds() {
        return kinds;
    }

    /** {@return a timer for short tasks; they must not make requests that wait} */
    public ScheduledExecutorService timer() {
        return timer;
    }

    /** Begins to connect in the background, while the caller still prepares what to ask. What goes wrong is told by the first request that matters. */
    public void connect() {
        synchronized (this) {
            if (connecting) {
                return;
            }
            connecting = true;
        }
        workers.execute(() -> {
            try {
                transport.send(Call.get("/version"), byte[].class, false, false);
            } catch (IOException | RuntimeException toldLater) {
                return;
            }
        });
    }

    /**
     * Makes a request; repeats it while the server is overloaded or the connection is lost, within a budget.
     *
     * @param call the request
     * @return the answer, whatever it says
     * @throws ClusterUnreachableException if no answer could be had
     */
    public Answer call(Call call) {
        Retry retry = new Retry(Retry.BUDGET);
        boolean forgotten = false;
        boolean simple = false;
        boolean silent = false;
        while (true) {
            long asked = 0;
            String why;
            Throwable cause = null;
            try {
                HttpResponse<byte[]> response = transport.send(call, byte[].class, false, simple);
                Answer answer = answer(response.code(), response.body());
                if (answer.code() == 401 && !forgotten && transport.forget()) {
                    forgotten = true;
                    continue;
                }
                if (!Retry.worthwhile(answer, call.repeatable())) {
                    return answer;
                }
                why = answer.code() + " " + answer.message();
                asked = seconds(response);
            } catch (IOException lost) {
                why = String.valueOf(lost.getMessage() == null ? lost.getClass().getSimpleName() : lost.getMessage());
                cause = lost;
                // with a 401 the server says goodbye, and Java's HTTP/2 client then loses the answer
                simple = simple || why.contains("GOAWAY");
                if (lost instanceof HttpTimeoutException && call.repeatable() && !silent) {
                    // the connection has been replaced, and the budget is for a server that answers
                    silent = true;
                    retry = new Retry(Retry.BUDGET);
                }
                if (!call.repeatable() || lost instanceof SSLHandshakeException) {
                    throw new ClusterUnreachableException(name(), call.toString(), why, cause);
                }
            }
            long pause = retry.pause(asked);
            if (pause < 0) {
                throw new ClusterUnreachableException(
                        name(), call.toString(), why + " (tried " + retry.attempts() + " times)", cause);
            }
            sleep(pause);
        }
    }

    /**
     * Opens a stream of bytes, such as a watch or a log; not repeated.
     *
     * @param call the request
     * @return the stream
     * @throws IOException if the connection is lost or the server refuses
     */
    public InputStream stream(Call call) throws IOException {
        HttpResponse<InputStream> response = transport.send(call, InputStream.class, true, false);
        if (response.code() != 200) {
            try (InputStream body = response.body()) {
                byte[] said = body.readAllBytes();
                throw new StreamRefusedException(answer(response.code(), said));
            }
        }
        return response.body();
    }

    /** The server refused to open a stream. */
    static final class StreamRefusedException extends IOException {

        private final transient Answer answer;

        StreamRefusedException(Answer answer) {
            super(answer.message());
            this.answer = answer;
        }

        Answer answer() {
            return answer;
        }
    }

    /**
     * Does the same for many things, several at once. Never call it from such work.
     *
     * @param things the things
     * @param work what to do with each
     * @param <T> a thing
     * @param <R> what comes of it
     * @return what came of each, in the order of the things
     */
    public <T, R> List<R> all(Collection<? extends T> things, Function<? super T, R> work) {
        if (things.size() == 1) {
            return List.of(work.apply(things.iterator().next()));
        }
        List<Future<R>> under = new ArrayList<>();
        things.forEach(thing -> under.add(workers.submit(() -> work.apply(thing))));
        List<R> done = new ArrayList<>();
        RuntimeException first = null;
        for (Future<R> future : under) {
            try {
                done.add(future.get());
            } catch (ExecutionException failed) {
                if (failed.getCause() instanceof Error error) {
                    throw error;
                }
                first = first == null ? (RuntimeException) failed.getCause() : first;
            } catch (InterruptedException interrupted) {
                under.forEach(each -> each.cancel(true));
                throw interrupted("a request", interrupted);
            }
        }
        if (first != null) {
            throw first;
        }
        return done;
    }

    private static Answer answer(int code, byte[] body) {
        var json = Json.read(body);
        return new Answer(code, json, json.isContainerNode() ? "" : new String(body, StandardCharsets.UTF_8));
    }

    private static long seconds(HttpResponse<?> response) {
        String header = response.header("Retry-After");
        return header != null && header.matches("\\d{1,4}") ? Long.parseLong(header) : 0;
    }

    private void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            throw interrupted("a pause", interrupted);
        }
    }

    private ClusterUnreachableException interrupted(String what, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ClusterUnreachableException(name(), what, "interrupted", cause);
    }

    private static double perSecond(ClusterAccess access) {
        try {
            return Double.parseDouble(access.environment().getOrDefault("GITOPS_CLUSTER_QPS", "0"));
        } catch (NumberFormatException unlimited) {
            return 0;
        }
    }

    private Thread daemon(Runnable work, String what) {
        Thread thread = new Thread(work, "gitops-" + name() + "-" + what);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        workers.shutdownNow();
        timer.shutdownNow();
        transport.close();
    }
}
