package dev.gitops.cluster.client;

import dev.gitops.api.CancelledException;
import dev.gitops.spi.ClusterAccess;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
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
        workers.execute(Json::prepare);
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
     * @throws UnexpectedAnswerException if the server's error does not pass, or something else answers in its place
     * @throws UnknownCallerException if the server does not take the credentials
     */
    public Answer call(Call call) {
        return call(call, Retry.BUDGET);
    }

    /**
     * Makes a request with a patience of its own.
     *
     * @param call the request
     * @param budget how long it may be repeated
     * @return the answer, whatever it says
     * @throws dev.gitops.api.GitOpsException as the other does
     */
    public Answer call(Call call, Duration budget) {
        try {
            return new Asking(name(), transport, call, budget).answer();
        } catch (InterruptedException interrupted) {
            throw interrupted(call.toString(), interrupted);
        }
    }

    /**
     * Waits before a request is made again.
     *
     * @param millis how long
     */
    public void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            throw interrupted("a request", interrupted);
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
        long sent = System.nanoTime();
        HttpResponse<InputStream> response = transport.send(call, InputStream.class, true, false);
        if (response.code() == 401) {
            transport.forget(sent);
        }
        if (response.code() != 200) {
            try (InputStream body = response.body()) {
                byte[] said = body.readAllBytes();
                throw new StreamRefusedException(Asking.of(response.code(), said));
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

    private CancelledException interrupted(String what, InterruptedException cause) {
        return CancelledException.of(what + " to cluster " + name(), cause);
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
