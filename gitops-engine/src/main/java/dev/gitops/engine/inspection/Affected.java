package dev.gitops.engine.inspection;

import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.GitOpsException;
import dev.gitops.engine.reading.Readings;
import dev.gitops.engine.workspace.Commits;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Closure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Which environments' manifests a range of commits may have changed. */
public final class Affected {

    private final Connections connections;
    private final Readings readings;
    private final Map<String, Range> ranges = new ConcurrentHashMap<>();

    /** A look at all environments. */
    public Affected(Connections connections) {
        this.connections = connections;
        this.readings = Readings.ofAll(connections.settings());
    }

    /** Both ends of a range in a repository, and the files that differ. */
    private record Range(Snapshot before, Snapshot after, Set<String> changed) {

        static Range of(Place place, String from, String to) {
            Snapshot before = Commits.named(place, from);
            Snapshot after = Commits.named(place, to);
            return new Range(
                    before, after, place.workspace().repository().changedPaths(before.commit(), after.commit()));
        }
    }

    /** The pairs that the commits after one and up to another may have changed. */
    public List<AppEnvironment> between(String from, String to) {
        List<AppEnvironment> affected = AllPlaces.map(connections, "comparing", place -> look(place, from, to)).stream()
                .flatMap(Optional::stream)
                .toList();
        readings.keep();
        return affected;
    }

    private Optional<AppEnvironment> look(Place place, String from, String to) {
        Range range = ranges.computeIfAbsent(
                place.workspace().spec() + " " + place.branch(), absent -> Range.of(place, from, to));
        boolean touched = !range.changed().isEmpty()
                && (covers(() -> readings.of(place, range.after()).closure(), range.changed())
                        || covers(() -> readings.closure(place, range.before()), range.changed()));
        return touched
                ? Optional.of(new AppEnvironment(
                        place.app().name(), place.environment().name()))
                : Optional.empty();
    }

    /** Manifests that cannot be read on one side are affected: whoever looks will see why. */
    private static boolean covers(Supplier<Closure> read, Set<String> changed) {
        try {
            Closure closure = read.get();
            return changed.stream().anyMatch(closure::covers);
        } catch (GitOpsException unreadable) {
            return true;
        }
    }
}
