package dev.gitops.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The objects at a path, as they are and as they change: a list, then a watch from there. A watch that ends or is lost is resumed where it was; one that cannot be resumed begins anew
 * with a list, and what vanished meanwhile is told. Its listener is called from one thread of its own.
 */
public final class Watch implements AutoCloseable {

    private static final int SECONDS = 120;

    /** The server sends a bookmark every minute; a watch that is silent for longer has died without a word. */
    private static final long SILENCE = TimeUnit.SECONDS.toNanos(80);

    private static final long GLANCE_SECONDS = 10;
    private static final long HELD = TimeUnit.SECONDS.toNanos(1);

    /** Is told of objects. */
    public interface Listener {

        /**
         * An object is there, or has changed.
         *
         * @param object the object
         */
        void present(JsonNode object);

        /**
         * An object is gone.
         *
         * @param object the object as it was last
         */
        void gone(JsonNode object);

        /** All that is there has been told; what was not is not there. */
        default void listed() {}

        /**
         * The watch ended for good.
         *
         * @param why what the server or the connection said
         */
        void failed(RuntimeException why);
    }

    private final Cluster cluster;
    private final Call list;
    private final Listener listener;
    private final Duration patience;
    private final Map<String, JsonNode> known = new HashMap<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable InputStream stream;
    private volatile long heard;
    private long opened;

    /**
     * Begins to watch.
     *
     * @param cluster the cluster
     * @param list the request that lists the objects
     * @param listener is told of them
     */
    public Watch(Cluster cluster, Call list, Listener listener) {
        this(cluster, list, listener, Retry.BUDGET);
    }

    /**
     * Begins to watch with a patience of its own.
     *
     * @param cluster the cluster
     * @param list the request that lists the objects
     * @param listener is told of them
     * @param patience how long the server may be away each time before the watch ends for good
     */
    public Watch(Cluster cluster, Call list, Listener listener, Duration patience) {
        this.patience = patience;
        this.cluster = cluster;
        this.list = list;
        this.listener = listener;
        this.thread = new Thread(this::run, "gitops-" + cluster.name() + "-watch");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    private void run() {
        try {
            watch();
        } catch (RuntimeException refused) {
            fail(refused);
        } catch (Error defect) {
            // whoever waits must not wait for a thread that is no more
            fail(new IllegalStateException("the watch of " + list.path() + " broke: " + defect, defect));
            throw defect;
        }
    }

    private void watch() {
        Retry retry = new Retry(patience);
        String version = "";
        while (!closed) {
            opened = 0;
            String next = version;
            IOException why = new IOException("the server ends it as soon as it has begun");
            try {
                version = version.isEmpty() ? list() : version;
                next = follow(version);
            } catch (IOException lost) {
                why = lost;
            }
            boolean told = !next.isEmpty() && !next.equals(version);
            version = next;
            if (told || opened > 0 && System.nanoTime() - opened > HELD) {
                // what worked until now has its whole budget
                retry = new Retry(patience);
            }
            long pause = told ? 0 : retry.pause(0);
            if (pause < 0 || !pause(pause)) {
                fail(new ClusterUnreachableException(
                        cluster.name(), "watch " + list.path(), "" + why.getMessage(), why));
                return;
            }
        }
    }

    private String list() {
        Answer answer = cluster.call(list, patience);
        if (answer.denied()) {
            throw new AccessDeniedException(cluster.name(), List.of(answer.message()));
        }
        if (!answer.ok()) {
            throw new UnexpectedAnswerException(cluster.name(), list, answer);
        }
        Map<String, JsonNode> before = new HashMap<>(known);
        known.clear();
        for (JsonNode object : Json.objects(answer.body())) {
            known.put(uid(object), object);
            before.remove(uid(object));
            listener.present(object);
        }
        before.values().forEach(listener::gone);
        listener.listed();
        return Json.text(answer.body(), "metadata", "resourceVersion").orElse("0");
    }

    /** Follows until the server ends the watch; the version to go on from, empty where the server no longer has it. */
    private String follow(String from) throws IOException {
        String version = from;
        Call watch = list.with("watch", "true")
                .with("allowWatchBookmarks", "true")
                .with("timeoutSeconds", String.valueOf(SECONDS))
                .with("resourceVersion", from);
        ScheduledFuture<?> silent = null;
        try (InputStream bytes = cluster.stream(watch)) {
            stream = bytes;
            opened = System.nanoTime();
            heard = opened;
            // A connection that died without a word would be read for ever.
            silent = cluster.timer()
                    .scheduleWithFixedDelay(
                            () -> closeIfSilent(bytes), GLANCE_SECONDS, GLANCE_SECONDS, TimeUnit.SECONDS);
            BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null && !closed; line = lines.readLine()) {
                heard = System.nanoTime();
                JsonNode event = Json.read(line);
                JsonNode object = event.path("object");
                if (event.path("type").asText().equals("ERROR")) {
                    return object.path("code").asInt() == 410 ? "" : version;
                }
                version = Json.text(object, "metadata", "resourceVersion").orElse(version);
                tell(event.path("type").asText(), object);
            }
            return version;
        } catch (Cluster.StreamRefusedException refused) {
            if (refused.answer().code() == 410) {
                return "";
            }
            if (refused.answer().code() == 401) {
                // the list, which begins anew, tells whether the credentials are refused for good
                return "";
            }
            if (refused.answer().denied()) {
                throw new AccessDeniedException(
                        cluster.name(), List.of(refused.answer().message()));
            }
            throw refused;
        } catch (IOException lost) {
            if (!version.equals(from)) {
                return version;
            }
            throw lost;
        } finally {
            if (silent != null) {
                silent.cancel(false);
            }
        }
    }

    private void closeIfSilent(InputStream bytes) {
        if (System.nanoTime() - heard > SILENCE) {
            close(bytes);
        }
    }

    private void tell(String type, JsonNode object) {
        switch (type) {
            case "ADDED", "MODIFIED" -> {
                known.put(uid(object), object);
                listener.present(object);
            }
            case "DELETED" -> {
                known.remove(uid(object));
                listener.gone(object);
            }
            default -> {}
        }
    }

    private void fail(RuntimeException why) {
        if (!closed) {
            listener.failed(why);
        }
    }

    private boolean pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException ended) {
            return false;
        }
    }

    private static String uid(JsonNode object) {
        return Json.text(object, "metadata", "uid").orElse("");
    }

    private static void close(@Nullable InputStream bytes) {
        try {
            if (bytes != null) {
                bytes.close();
            }
        } catch (IOException closedAnyway) {
            return;
        }
    }

    @Override
    public void close() {
        closed = true;
        close(stream);
        thread.interrupt();
    }
}
