package dev.gitops.engine.reading;

import dev.gitops.api.Settings;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Closure;
import dev.gitops.spi.Manifests;
import dev.gitops.spi.RenderedManifests;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads environments' files, and remembers what they said. Safe for several threads. */
public final class Readings {

    private final Supplier<Kept> contents;
    private final Supplier<Kept> renderings;

    private Readings(Function<String, Kept> open) {
        this.contents = once(() -> open.apply("contents"));
        this.renderings = once(() -> open.apply("renderings"));
    }

    private static Supplier<Kept> once(Supplier<Kept> open) {
        ConcurrentHashMap<String, Kept> opened = new ConcurrentHashMap<>();
        return () -> opened.computeIfAbsent("", absent -> open.get());
    }

    /** Readings for a look at few environments: nothing is remembered between processes. */
    public static Readings ofFew() {
        return new Readings(question -> Kept.inMemory());
    }

    /** Readings for a look at all environments: what was read is kept in the cache folder. */
    public static Readings ofAll(Settings settings) {
        if (isForeign(settings)) {
            return ofFew();
        }
        return new Readings(question -> Kept.in(settings.cacheFolder().resolve("readings"), question));
    }

    /** Begins to read what is kept, beside what the caller does until it asks for it. */
    public Readings begun() {
        ForkJoinPool.commonPool().execute(() -> {
            var unused = contents.get();
        });
        return this;
    }

    /** Whether somebody's own providers read manifests, whose making nobody can tell. */
    private static boolean isForeign(Settings settings) {
        return !settings.extensions().isEmpty() || settings.classLoader().isPresent();
    }

    /** Which program reads manifests here; empty where nobody can tell, so that nothing it made may be kept. */
    public static Optional<String> making(Settings settings) {
        return isForeign(settings) ? Optional.empty() : Making.stamp();
    }

    /**
     * What the files of an environment say.
     *
     * @throws dev.gitops.api.GitOpsException if they cannot be read
     */
    public Reading of(Place place, Snapshot snapshot) {
        String key = key(place);
        Kept kept = contents.get();
        Optional<Reading> known = kept.find(key).map(Answer::toReading).filter(reading -> holds(reading, snapshot));
        if (known.isPresent()) {
            return known.get();
        }
        TracedTree traced = new TracedTree(snapshot);
        Manifests.Contents contents = place.manifests().contents(traced, place.target());
        Reading fresh = new Reading(contents.closure(), contents.release(), traced.trace());
        Answer.of(fresh).ifPresent(answer -> kept.put(key, answer));
        return fresh;
    }

    /** The paths that decide an environment's manifests; what was read of another tree is not forgotten for it. */
    public Closure closure(Place place, Snapshot snapshot) {
        return contents.get()
                .find(key(place))
                .map(Answer::toReading)
                .filter(reading -> holds(reading, snapshot))
                .map(Reading::closure)
                .orElseGet(() -> place.manifests().closure(snapshot, place.target()));
    }

    /**
     * Whether an environment's manifests are the same in two trees: none of the paths that decide them changed, and the same paths decide them. What was read of the first one is kept.
     *
     * @throws dev.gitops.api.GitOpsException if they cannot be read
     */
    public boolean isUntouched(Place place, Snapshot before, Snapshot after, ChangedPaths changed) {
        Optional<Answer> known =
                contents.get().find(key(place)).filter(answer -> answer.trace().holdsIn(before));
        if (known.isPresent()) {
            return changed.leave(known.get().paths()) && known.get().trace().holdsIn(after);
        }
        Reading then = of(place, before);
        return changed.leave(then.closure().all().stream())
                && then.trace().filter(trace -> trace.holdsIn(after)).isPresent();
    }

    /** What a person should know of the rendering of an environment, which was tried unless its files are those of an earlier time. */
    public List<String> notices(Place place, Snapshot snapshot) {
        String key = key(place);
        Kept kept = renderings.get();
        Optional<Answer> known = kept.find(key).filter(answer -> answer.trace().holdsIn(snapshot));
        if (known.isPresent()) {
            return known.get().texts();
        }
        TracedTree traced = new TracedTree(snapshot);
        RenderedManifests rendered = place.manifests().render(traced, place.target());
        rendered.objects(); // what a chart renders to may be no YAML
        traced.trace().ifPresent(trace -> kept.put(key, new Answer(trace, rendered.notices())));
        return rendered.notices();
    }

    /** Whether an environment's files, as they were read from one tree, are in the same state in another. */
    public boolean isSame(Place place, Reading reading, Snapshot read, Snapshot other) {
        return reading.isSame(read, other).orElseGet(() -> place.stateKey(read).equals(place.stateKey(other)));
    }

    /** Keeps for later processes what was read. */
    public void keep() {
        contents.get().save();
        renderings.get().save();
    }

    private static boolean holds(Reading reading, Snapshot snapshot) {
        return reading.trace().filter(trace -> trace.holdsIn(snapshot)).isPresent();
    }

    /** Whatever a reading depends on beside the tree. */
    private static String key(Place place) {
        return place.workspace().repository().url() + "\n" + place.target() + "\n"
                + place.target().namespace() + "\n" + place.target().images() + "\n"
                + place.app().manifests().kind() + "\n"
                + place.app().manifests().value();
    }
}
