package dev.gitops.engine.inspection;

import dev.gitops.api.AppSpec;
import dev.gitops.api.Progress;
import dev.gitops.deadline.Deadline;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes through the environments of many applications on all processors, and tells how far it is. */
final class AllPlaces {

    private static final long SILENCE = Duration.ofSeconds(1).toNanos();

    private final Connections connections;
    private final Progress progress;
    private final String what;
    private final int all;
    private final long began = System.nanoTime();
    private final AtomicLong told = new AtomicLong(began);
    private final AtomicInteger done = new AtomicInteger();

    private AllPlaces(Connections connections, String what) {
        this.connections = connections;
        this.progress = connections.settings().progress();
        this.what = what;
        this.all = connections.inventory().apps().values().stream()
                .mapToInt(app -> app.environments().size())
                .sum();
    }

    /** What each environment of each application gives, in the order of the inventory. */
    static <T> List<T> map(Connections connections, String what, Function<Place, T> look) {
        return new AllPlaces(connections, what).map(look);
    }

    private <T> List<T> map(Function<Place, T> look) {
        Deadline.Carried deadline = Deadline.carried();
        Collection<AppSpec> apps = connections.inventory().apps().values();
        return List.copyOf(apps).parallelStream()
                .map(app -> environments(app, place -> deadline.run(() -> look.apply(place))))
                .toList()
                .stream()
                .flatMap(List::stream)
                .map(Look::orThrow)
                .toList();
    }

    private <T> List<Look<T>> environments(AppSpec app, Function<Place, T> look) {
        List<Look<T>> found = app.environments().keySet().stream()
                .map(name -> Look.of(() -> look.apply(Place.of(app, name, connections))))
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
