package dev.gitops.engine.inspection;

import dev.gitops.api.AppSpec;
import dev.gitops.api.CancelledException;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Progress;
import dev.gitops.deadline.Deadline;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes through the environments of many applications on all processors, and tells how far it is. */
final class AllPlaces {

    /** Clusters bear that many at once. */
    private static final int AT_ONCE = 8;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private static final long SILENCE = Duration.ofSeconds(1).toNanos();

    private final Connections connections;
    private final Progress progress;
    private final Deadline.Carried deadline;
    private final String what;
    private final int all;
    private final long began = System.nanoTime();
    private final AtomicLong told = new AtomicLong(began);
    private final AtomicInteger done = new AtomicInteger();

    private AllPlaces(Connections connections, String what) {
        this.connections = connections;
        this.progress = connections.settings().progress();
        this.what = what;
        this.deadline = Deadline.carried();
        this.all = connections.inventory().apps().values().stream()
                .mapToInt(app -> app.environments().size())
                .sum();
    }

    /** What each environment of each application gives, in the order of the inventory. */
    static <T> List<T> map(Connections connections, String what, Function<Place, T> look) {
        return new AllPlaces(connections, what).map(look);
    }

    /**
     * What is said of each environment of each application, in the order of the inventory.
     *
     * @param asking whether clusters are asked: then few at once, whatever the number of processors, as they wait more than they work
     */
    static <T> List<T> rows(
            Connections connections, String what, boolean asking, BiFunction<AppSpec, EnvironmentName, T> say) {
        AllPlaces all = new AllPlaces(connections, what);
        return all.atOnce(asking ? AT_ONCE : PROCESSORS, say);
    }

    private <T> List<T> map(Function<Place, T> look) {
        return atOnce(PROCESSORS, (app, name) -> look.apply(Place.of(app, name, connections)));
    }

    /** On threads of its own: some of them wait for others, and in Java's common pool JGit would wait for a thread that is never free. */
    private <T> List<T> atOnce(int threads, BiFunction<AppSpec, EnvironmentName, T> say) {
        ExecutorService lookers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<Look<T>>>> looks = connections.inventory().apps().values().stream()
                    .map(app -> lookers.submit(() -> environments(app, say)))
                    .toList();
            List<T> found = new ArrayList<>();
            for (Future<List<Look<T>>> look : looks) {
                look.get().stream().map(Look::orThrow).forEach(found::add);
            }
            return found;
        } catch (ExecutionException defect) {
            throw new IllegalStateException(defect.getCause());
        } catch (InterruptedException stop) {
            throw CancelledException.of(what, stop);
        } finally {
            lookers.shutdownNow();
        }
    }

    private <T> List<Look<T>> environments(AppSpec app, BiFunction<AppSpec, EnvironmentName, T> say) {
        List<Look<T>> found = app.environments().keySet().stream()
                .map(name -> Look.of(() -> deadline.run(() -> say.apply(app, name))))
                .toList();
        tell(done.addAndGet(found.size()));
        return found;
    }

    /** What came of a look: of several that fail, the first one in the order of the inventory is told, whichever was first in time. */
    private record Look<T>(@Nullable T found, @Nullable RuntimeException failure) {

        static <T> Look<T> of(Supplier<T> look) {
            try {
                return new Look<>(look.get(), null);
            } catch (RuntimeException failure) {
                return new Look<>(null, failure);
            }
        }

        T orThrow() {
            if (failure != null) {
                throw failure;
            }
            return Objects.requireNonNull(found);
        }
    }

    private void tell(int now) {
        long time = System.nanoTime();
        long last = told.get();
        if (time - last > SILENCE && told.compareAndSet(last, time)) {
            long left =
                    (time - began) / now * (all - now) / Duration.ofSeconds(1).toNanos() + 1;
            progress.tell(what + " " + now + " of " + all + ", " + left + " s left");
        }
    }
}
