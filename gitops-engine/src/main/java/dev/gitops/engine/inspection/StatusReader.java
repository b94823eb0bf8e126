package dev.gitops.engine.inspection;

import dev.gitops.api.ChangeRequest;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.ReleasedImage;
import dev.gitops.calendar.Recurrences;
import dev.gitops.engine.change.Ripeness;
import dev.gitops.engine.reading.Reading;
import dev.gitops.engine.reading.Readings;
import dev.gitops.engine.workspace.ChangeBranch;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Holds;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Stops;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.policy.Hold;
import dev.gitops.policy.Obstacle;
import dev.gitops.policy.Stop;
import dev.gitops.policy.Windows;
import dev.gitops.record.RecordGlance;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.SourceTree;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How environments are, with each branch fetched once. */
public final class StatusReader {

    private final Connections connections;
    private final Deliveries deliveries;
    private final Readings readings;
    private final Tips tips = new Tips();
    private final Map<Workspace, Optional<Snapshot>> states = new ConcurrentHashMap<>();
    private final Map<Workspace, Map<String, String>> branches = new ConcurrentHashMap<>();

    private StatusReader(Connections connections, Deliveries deliveries, Readings readings) {
        this.connections = connections;
        this.deliveries = deliveries;
        this.readings = readings;
    }

    /** A reader for few environments. */
    public static StatusReader ofFew(Connections connections) {
        return new StatusReader(connections, Deliveries.ofFew(), Readings.ofFew());
    }

    /** How every environment of every application is, in the order of the inventory. */
    public static List<EnvironmentStatus> ofAll(Connections connections) {
        Readings readings = Readings.ofAll(connections.settings());
        StatusReader reader = new StatusReader(connections, Deliveries.ofAll(), readings);
        List<EnvironmentStatus> all = AllPlaces.map(connections, "reading", reader::of);
        readings.keep();
        return all;
    }

    /** How an application's environment is. */
    public EnvironmentStatus of(Place place) {
        Snapshot tip = tips.of(place);
        Instant now = connections.settings().clock().instant();
        Optional<RecordGlance> deployed = deliveries.last(place);
        Told told = told(place, tip);
        Optional<Reading> read = told.reading();
        boolean verified = deployed.filter(RecordGlance::verified)
                .map(RecordGlance::commit)
                .filter(commit -> !commit.isEmpty())
                .map(place.workspace().repository()::at)
                .map(state -> read.map(here -> readings.isSame(place, here, tip, state))
                        .orElseGet(() -> place.stateKey(state).equals(place.stateKey(tip))))
                .orElse(false);
        List<ReleasedImage> images = read.map(Reading::release).orElse(List.of()).stream()
                .filter(image -> !image.image().isPlaceholder())
                .toList();
        return new EnvironmentStatus(
                place.app().name(),
                place.environment().name(),
                images,
                commit(place, read, tip),
                deployed.map(RecordGlance::ended).orElse(null),
                verified,
                deployed.map(record -> record.verified() ? "healthy" : "degraded")
                        .orElse(null),
                held(place).orElse(null),
                Windows.of(place.environment(), Recurrences.RFC5545)
                        .obstacle(place.environment().name().value(), now)
                        .map(Obstacle::text)
                        .orElse(null),
                pending(place, tip).orElse(null),
                told.problem(),
                new Ripeness(place, connections).waiting(images).orElse(null));
    }

    /** What an environment's files say, or why they say nothing. */
    private record Told(Optional<Reading> reading, @Nullable String problem) {}

    private Told told(Place place, Snapshot tip) {
        try {
            return new Told(Optional.of(readings.of(place, tip)), null);
        } catch (InvalidInputException untold) {
            return new Told(
                    Optional.empty(), String.valueOf(untold.getMessage()).replaceAll("\\s*\n\\s*", " "));
        }
    }

    private static String commit(Place place, Optional<Reading> reading, Snapshot tip) {
        List<CommitInfo> newest = reading.isPresent()
                ? tip.history(List.copyOf(reading.get().closure().own()), 1)
                : place.history(tip, 1);
        return newest.stream().map(CommitInfo::id).findFirst().orElse("");
    }

    private Optional<String> held(Place place) {
        Optional<? extends SourceTree> state = states.computeIfAbsent(
                place.workspace(), workspace -> workspace.repository().find(Holds.BRANCH));
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

    /** A branch that was merged already is no longer pending, whether somebody removed it or not. */
    private Optional<String> pending(Place place, Snapshot tip) {
        String branch = ChangeBranch.of(place);
        String head = branches.computeIfAbsent(
                        place.workspace(), workspace -> workspace.repository().branches(ChangeBranch.PREFIX))
                .get(branch);
        if (head == null || tip.contains(head)) {
            return Optional.empty();
        }
        return place.workspace()
                .forge()
                .map(forge -> forge.open(branch, place.branch()).map(ChangeRequest::url))
                .orElseGet(() -> new Squashed(place, tip).isIn(head) ? Optional.empty() : Optional.of(branch));
    }
}
