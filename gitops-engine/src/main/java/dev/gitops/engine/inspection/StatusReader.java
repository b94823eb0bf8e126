package dev.gitops.engine.inspection;

import dev.gitops.api.AppSpec;
import dev.gitops.api.CancelledException;
import dev.gitops.api.ClosedException;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.EnvironmentStatus.Behind;
import dev.gitops.api.EnvironmentStatus.Deployed;
import dev.gitops.api.EnvironmentStatus.Seen;
import dev.gitops.api.EnvironmentStatus.Wanted;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.ReleasedImage;
import dev.gitops.change.Trailers;
import dev.gitops.engine.change.Ripeness;
import dev.gitops.engine.reading.Reading;
import dev.gitops.engine.reading.Readings;
import dev.gitops.engine.workspace.Barriers;
import dev.gitops.engine.workspace.Before;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Holds;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Stops;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.policy.Hold;
import dev.gitops.policy.Obstacle;
import dev.gitops.policy.Stop;
import dev.gitops.record.RecordGlance;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Closure;
import dev.gitops.spi.SourceTree;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How environments are, with each branch fetched once. What cannot be told of one says so in its place; the others are told all the same. */
public final class StatusReader {

    private final Connections connections;
    private final Deliveries deliveries;
    private final Readings readings;
    private final boolean live;
    private final Tips tips = new Tips();
    private final Once<Workspace, Optional<Snapshot>> states = new Once<>();
    private final PendingChanges pending = new PendingChanges();

    private StatusReader(Connections connections, Deliveries deliveries, Readings readings, boolean live) {
        this.connections = connections;
        this.deliveries = deliveries;
        this.readings = readings;
        this.live = live;
    }

    /**
     * How the environments of one application are, in the order of the inventory.
     *
     * @param live whether the clusters are asked
     * @throws GitOpsException if nothing can be told of any, for one and the same reason
     */
    public static List<EnvironmentStatus> ofOne(AppSpec app, Connections connections, boolean live) {
        StatusReader reader = new StatusReader(connections, Deliveries.ofFew(), Readings.ofFew(), live);
        return told(app.environments().keySet().stream()
                .map(name -> reader.row(app, name))
                .toList());
    }

    /**
     * How every environment of every application is, in the order of the inventory.
     *
     * @param live whether the clusters are asked
     * @throws GitOpsException if nothing can be told of any, for one and the same reason
     */
    public static List<EnvironmentStatus> ofAll(Connections connections, boolean live) {
        Readings readings = Readings.ofAll(connections.settings());
        StatusReader reader = new StatusReader(connections, Deliveries.ofAll(), readings, live);
        List<EnvironmentStatus> all = told(AllPlaces.rows(connections, "reading", live, reader::row));
        readings.keep();
        return all;
    }

    /** A row, and what kept it from being told; what is wrong in the files is told as a row of its own. */
    private record Row(EnvironmentStatus status, @Nullable GitOpsException failure) {}

    /** Where no row can be told, and all for one reason, nobody is served by as many times the same. */
    private static List<EnvironmentStatus> told(List<Row> rows) {
        boolean none = !rows.isEmpty() && rows.stream().noneMatch(row -> row.failure() == null);
        long reasons =
                rows.stream().map(row -> row.status().problem()).distinct().count();
        if (none && reasons == 1) {
            throw Objects.requireNonNull(rows.get(0).failure());
        }
        return rows.stream().map(Row::status).toList();
    }

    private Row row(AppSpec app, EnvironmentName name) {
        try {
            return new Row(of(Place.of(app, name, connections)), null);
        } catch (CancelledException | ClosedException stop) {
            throw stop;
        } catch (GitOpsException untold) {
            EnvironmentStatus status = new EnvironmentStatus(
                    app.name(),
                    name,
                    Wanted.NOTHING,
                    null,
                    null,
                    false,
                    List.of(),
                    null,
                    null,
                    null,
                    oneLine(untold),
                    null,
                    null);
            return new Row(status, untold);
        }
    }

    private EnvironmentStatus of(Place place) {
        Snapshot tip = tips.of(place);
        List<String> problems = new ArrayList<>();
        Optional<RecordGlance> last = deliveries.last(place);
        Optional<Reading> read = read(place, tip, problems);
        Optional<Snapshot> state = last.map(RecordGlance::commit)
                .filter(commit -> !commit.isEmpty())
                .flatMap(commit -> at(place, commit));
        boolean current = state.filter(there -> same(place, read, tip, there)).isPresent();
        Optional<Deployed> deployed =
                last.map(record -> deployed(place, record, state, current ? read : Optional.empty()));
        Wanted wanted = wanted(place, read, tip);
        return new EnvironmentStatus(
                place.app().name(),
                place.environment().name(),
                wanted,
                deployed.orElse(null),
                seen(place, last, state, problems).orElse(null),
                current,
                deployed.map(here -> behind(place, here)).orElse(List.of()),
                held(place).orElse(null),
                new Barriers(place, connections).window().map(Obstacle::text).orElse(null),
                pending.of(place, tip, problems).orElse(null),
                problems.isEmpty() ? null : String.join("; ", problems),
                new Ripeness(place, connections)
                        .waiting(wanted.images())
                        .or(() -> current ? Optional.empty() : order(place))
                        .orElse(null),
                new Baking(connections, deliveries).until(place).orElse(null));
    }

    private Optional<Reading> read(Place place, Snapshot tip, List<String> problems) {
        try {
            return Optional.of(readings.of(place, tip));
        } catch (InvalidInputException untold) {
            problems.add(oneLine(untold));
            return Optional.empty();
        }
    }

    static String oneLine(GitOpsException failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s*\n\\s*", " ");
    }

    private boolean same(Place place, Optional<Reading> read, Snapshot tip, Snapshot state) {
        try {
            return read.map(here -> readings.isSame(place, here, tip, state))
                    .orElseGet(() -> place.stateKey(state).equals(place.stateKey(tip)));
        } catch (InvalidInputException unreadable) {
            return false;
        }
    }

    /** A commit that a rewritten branch no longer has is none. */
    private static Optional<Snapshot> at(Place place, String commit) {
        try {
            return Optional.of(place.workspace().repository().at(commit));
        } catch (CancelledException | ClosedException stop) {
            throw stop;
        } catch (GitOpsException gone) {
            return Optional.empty();
        }
    }

    private static Wanted wanted(Place place, Optional<Reading> read, Snapshot tip) {
        Optional<CommitInfo> commit = (read.isPresent()
                        ? tip.history(List.copyOf(read.get().closure().own()), 1)
                        : place.history(tip, 1))
                .stream().findFirst();
        return new Wanted(
                released(read.map(Reading::release).orElse(List.of())),
                commit.map(CommitInfo::id).orElse(""),
                commit.map(CommitInfo::time).orElse(null),
                commit.map(made ->
                                place.said(made).trailer(Trailers.REQUESTED_BY).orElse(made.author()))
                        .orElse(null));
    }

    private static List<ReleasedImage> released(List<ReleasedImage> images) {
        return images.stream().filter(image -> !image.image().isPlaceholder()).toList();
    }

    private static Deployed deployed(
            Place place, RecordGlance record, Optional<Snapshot> state, Optional<Reading> same) {
        return new Deployed(
                images(place, record, state, same),
                record.commit(),
                record.ended(),
                record.requestedBy(),
                record.outcome(),
                record.id());
    }

    /** The record says what was deployed; one that does not has a commit that does, whose files may be those that were read already. */
    private static List<ReleasedImage> images(
            Place place, RecordGlance record, Optional<Snapshot> state, Optional<Reading> same) {
        try {
            List<ReleasedImage> said = released(record.images());
            if (said.isEmpty() && same.isPresent()) {
                return released(same.get().release());
            }
            return said.isEmpty() && state.isPresent()
                    ? released(place.manifests().release(state.get(), place.target()))
                    : said;
        } catch (InvalidInputException unreadable) {
            return List.of();
        }
    }

    private Optional<Seen> seen(
            Place place, Optional<RecordGlance> last, Optional<Snapshot> state, List<String> problems) {
        if (live && state.isPresent()) {
            try {
                return Optional.of(new LiveLook(connections).at(place, state.get()));
            } catch (CancelledException | ClosedException stop) {
                throw stop;
            } catch (GitOpsException unanswered) {
                problems.add("how it is now is not known: " + oneLine(unanswered));
            }
        }
        return last.map(
                record -> new Seen(record.verified() ? "healthy" : "degraded", List.of(), null, record.ended(), false));
    }

    private List<Behind> behind(Place place, Deployed here) {
        List<Behind> behind = new ArrayList<>();
        for (EnvironmentName name : place.environment().promotesFrom()) {
            if (place.app().environments().containsKey(name)) {
                ahead(Place.of(place.app(), name, connections), here).ifPresent(behind::add);
            }
        }
        return behind;
    }

    /** What another environment has verified is what could be promoted. */
    private Optional<Behind> ahead(Place other, Deployed here) {
        Optional<RecordGlance> there = deliveries
                .last(other)
                .filter(RecordGlance::verified)
                .filter(record -> !record.images().isEmpty());
        if (there.isEmpty() || there.get().images().equals(here.images())) {
            return Optional.empty();
        }
        try {
            Snapshot tip = tips.of(other);
            Closure closure = readings.closure(other, tip);
            return new Lag(other, tip, closure.own()).of(there.get().images(), here.images());
        } catch (CancelledException | ClosedException stop) {
            throw stop;
        } catch (GitOpsException untold) {
            return Optional.empty(); // its own row tells why
        }
    }

    /** Why what Git wants is not deployed yet: an application that comes before it. */
    private Optional<String> order(Place place) {
        return place.app().after().isEmpty()
                ? Optional.empty()
                : new Before(place, connections)
                        .obstacles().stream().map(Obstacle::text).findFirst();
    }

    private Optional<String> held(Place place) {
        Optional<? extends SourceTree> state =
                states.of(place.workspace(), workspace -> workspace.repository().find(Holds.BRANCH));
        return state.flatMap(tree -> Holds.read(
                        tree, place.app().name(), place.environment().name())
                .map(StatusReader::inWords)
                .or(() -> Stops.read(tree, place.app(), place.environment().name()).stream()
                        .findFirst()
                        .map(StatusReader::inWords)));
    }

    private static String inWords(Stop stop) {
        return "by " + stop.by() + " since " + stop.since().truncatedTo(ChronoUnit.SECONDS) + " with all of "
                + stop.line().inWords() + (stop.reason() == null ? "" : ": " + stop.reason());
    }

    private static String inWords(Hold hold) {
        return "by " + hold.by() + " since " + hold.since().truncatedTo(ChronoUnit.SECONDS)
                + (hold.reason() == null ? "" : ": " + hold.reason());
    }
}
