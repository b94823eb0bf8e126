package dev.gitops.engine.inspection;

import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.GitOpsException;
import dev.gitops.engine.deployment.GoingBack;
import dev.gitops.engine.reading.Reading;
import dev.gitops.engine.reading.Readings;
import dev.gitops.engine.workspace.Barriers;
import dev.gitops.engine.workspace.Before;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Holds;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Placeholders;
import dev.gitops.engine.workspace.Stops;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.policy.Stop;
import dev.gitops.record.RecordGlance;
import dev.gitops.repository.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which environments are to be deployed: those whose manifests' files differ from the last deployment that reached the cluster, failed ones included. */
public final class Undeployed {

    private final Connections connections;
    private final Tips tips = new Tips();
    private final Map<AppEnvironment, Boolean> differences = new ConcurrentHashMap<>();
    private final Map<Workspace, Optional<Snapshot>> states = new ConcurrentHashMap<>();
    private final Deliveries deliveries = Deliveries.ofAll();
    private final Readings readings;

    /** A look at all environments. */
    public Undeployed(Connections connections) {
        this.connections = connections;
        this.readings = Readings.ofAll(connections.settings());
    }

    /** The pairs of one config repository, or of all. */
    public List<AppEnvironment> in(Optional<String> repository) {
        List<AppEnvironment> pending =
                AllPlaces.map(connections, "comparing", place -> look(place, repository)).stream()
                        .flatMap(Optional::stream)
                        .toList();
        readings.keep();
        return pending;
    }

    private Optional<AppEnvironment> look(Place place, Optional<String> repository) {
        boolean elsewhere = repository.isPresent()
                && !repository.get().equals(place.workspace().spec().repository());
        return elsewhere || !differing(place) || closed(place) || mustWait(place)
                ? Optional.empty()
                : Optional.of(new AppEnvironment(
                        place.app().name(), place.environment().name()));
    }

    /** Those after which it is deployed are to be deployed themselves, or failed; going back waits for nobody. */
    private boolean mustWait(Place place) {
        if (place.app().after().isEmpty()) {
            return false;
        }
        boolean waits = new Before(place, connections)
                .places().stream()
                        .anyMatch(other -> differing(other)
                                || deliveries
                                        .last(other)
                                        .filter(last -> !last.verified())
                                        .isPresent());
        return waits && !isGoingBack(place);
    }

    private boolean isGoingBack(Place place) {
        try {
            return new GoingBack(place).is(tips.of(place));
        } catch (GitOpsException unreadable) {
            return true;
        }
    }

    private boolean differing(Place place) {
        AppEnvironment pair =
                new AppEnvironment(place.app().name(), place.environment().name());
        Boolean known = differences.get(pair);
        if (known == null) {
            known = differs(place);
            differences.put(pair, known);
        }
        return known;
    }

    /** What a window or a stopped line delays is taken up when that ends; going back is not delayed. */
    private boolean closed(Place place) {
        Barriers barriers = new Barriers(place, connections);
        try {
            boolean open = barriers.window().isEmpty() && stops(place).isEmpty();
            return !open && !new GoingBack(place).is(tips.of(place));
        } catch (GitOpsException unreadable) {
            return false;
        }
    }

    private List<Stop> stops(Place place) {
        return states.computeIfAbsent(
                        place.workspace(), workspace -> workspace.repository().find(Holds.BRANCH))
                .map(tree -> Stops.read(tree, place.app(), place.environment().name()))
                .orElse(List.of());
    }

    /** What cannot be read is to be deployed too: the deployment will say why it cannot. */
    private boolean differs(Place place) {
        Snapshot tip = tips.of(place);
        Optional<String> deployed =
                deliveries.last(place).map(RecordGlance::commit).filter(commit -> !commit.isEmpty());
        try {
            Reading reading = readings.of(place, tip);
            if (deployed.isEmpty()) {
                return !Placeholders.among(place, reading.release()).isEmpty();
            }
            return !readings.isSame(
                    place, reading, tip, place.workspace().repository().at(deployed.get()));
        } catch (GitOpsException unreadable) {
            return true;
        }
    }
}
