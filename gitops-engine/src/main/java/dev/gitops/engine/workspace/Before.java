package dev.gitops.engine.workspace;

import dev.gitops.api.AppSpec;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOpsException;
import dev.gitops.policy.AppOrder;
import dev.gitops.policy.AppOrder.State;
import dev.gitops.policy.Obstacle;
import dev.gitops.repository.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The applications that come before one in an environment, as Git and the records have them now. */
public record Before(Place place, Connections connections) {

    /** What is in the way of a deployment of the place. */
    public List<Obstacle> obstacles() {
        List<AppOrder.Before> before = new ArrayList<>();
        for (Place other : places()) {
            before.add(new AppOrder.Before(other.app().name(), state(other)));
        }
        return AppOrder.obstacles(place.app().name(), place.environment().name().value(), before);
    }

    /** The places of those that come before it and have its environment. */
    public List<Place> places() {
        List<Place> places = new ArrayList<>();
        for (String name : place.app().after()) {
            AppSpec app = connections.inventory().apps().get(name);
            if (app != null
                    && app.environments().containsKey(place.environment().name())) {
                places.add(Place.of(app, place.environment().name(), connections));
            }
        }
        return places;
    }

    /** What cannot be read is not done. */
    private static State state(Place other) {
        try {
            Snapshot tip = other.tip();
            if (Placeholders.of(other, tip).isEmpty()) {
                return State.DONE;
            }
            Optional<DeploymentRecord> last = new Evidence(other).lastDelivered();
            boolean current = last.flatMap(DeploymentRecord::commit)
                    .map(other.workspace().repository()::at)
                    .filter(state -> other.stateKey(state).equals(other.stateKey(tip)))
                    .isPresent();
            if (!current) {
                return State.WAITING;
            }
            return last.get().verified() ? State.DONE : State.FAILED;
        } catch (GitOpsException unreadable) {
            return State.WAITING;
        }
    }
}
