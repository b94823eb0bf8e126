package dev.gitops.engine;

import dev.gitops.api.App;
import dev.gitops.api.AppSpec;
import dev.gitops.api.BakeReport;
import dev.gitops.api.Change;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.HistoryEntry;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Plan;
import dev.gitops.engine.change.ChangePlanner;
import dev.gitops.engine.change.HoldPlan;
import dev.gitops.engine.deployment.BakeLook;
import dev.gitops.engine.deployment.DeploymentPlanner;
import dev.gitops.engine.deployment.Requests;
import dev.gitops.engine.inspection.DriftRecord;
import dev.gitops.engine.inspection.HistoryReader;
import dev.gitops.engine.inspection.StatusReader;
import dev.gitops.engine.workspace.Commits;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.manifests.Parity;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.ManifestObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** An application of an open inventory. */
final class OpenApp implements App {

    private final AppSpec spec;
    private final Connections connections;

    OpenApp(AppSpec spec, Connections connections) {
        this.spec = spec;
        this.connections = connections;
    }

    @Override
    public AppSpec spec() {
        return spec;
    }

    @Override
    public App within(Duration time) {
        return new TimedApp(this, new Limit(time));
    }

    @Override
    public Plan plan(Change change) {
        Objects.requireNonNull(change, "change");
        Place place = place(change.environment());
        if (change instanceof Change.Holding holding) {
            return new HoldPlan(place, holding, connections);
        }
        if (change instanceof Change.Releasing && !place.environment().isProtected()) {
            return new ChangePlanner(place, connections).plan(change);
        }
        Connections governed = connections.governed(spec);
        return new ChangePlanner(place(change.environment(), governed), governed).plan(change);
    }

    @Override
    public DeploymentPlan plan(Deployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return plan(deployment, connections.governed(spec));
    }

    private DeploymentPlan plan(Deployment deployment, Connections governed) {
        return new DeploymentPlanner(place(deployment.environment(), governed), governed).plan(deployment);
    }

    /** Connects to the cluster beside planning: the one waits for a server, the other for Git. */
    @Override
    public DeploymentOutcome execute(Deployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        Connections governed = connections.governed(spec);
        connected(place(deployment.environment(), governed), governed);
        return plan(deployment, governed).execute();
    }

    @Override
    public List<HistoryEntry> history(EnvironmentName environment, int limit) {
        return new HistoryReader(place(environment)).newest(limit);
    }

    @Override
    public List<EnvironmentStatus> status() {
        return StatusReader.ofOne(spec, connections, false);
    }

    @Override
    public List<EnvironmentStatus> liveStatus() {
        return StatusReader.ofOne(spec, connections, true);
    }

    @Override
    public String render(EnvironmentName environment) {
        Place place = place(environment);
        return place.manifests().render(place.tip(), place.target()).yaml();
    }

    @Override
    public String render(EnvironmentName environment, String commit) {
        Place place = place(environment);
        Snapshot snapshot = Commits.named(place, Objects.requireNonNull(commit, "commit"));
        return place.manifests().render(snapshot, place.target()).yaml();
    }

    @Override
    public List<ObjectDifference> diff(EnvironmentName environment) {
        Place place = place(environment);
        Delivery delivery = connected(place, connections);
        return delivery.diff(new Requests(place, connections).at(place.tip()));
    }

    private Delivery connected(Place place, Connections open) {
        Delivery delivery = open.delivery(spec, place.environment());
        delivery.connect();
        return delivery;
    }

    @Override
    public List<ObjectDifference> drift(EnvironmentName environment) {
        Place place = place(environment);
        Delivery delivery = connected(place, connections);
        Snapshot deployed = new Evidence(place)
                .lastDelivered()
                .flatMap(record -> record.commit())
                .map(place.workspace().repository()::at)
                .orElseGet(place::tip);
        Instant started = connections.settings().clock().instant();
        List<ObjectDifference> found = delivery.drift(new Requests(place, connections).at(deployed));
        new DriftRecord(place, connections).keep(found, started);
        return found;
    }

    @Override
    public List<ObjectDifference> parity(EnvironmentName left, EnvironmentName right) {
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
        Place one = place(left);
        Place other = place(right);
        return new Parity(spec.parityIgnore())
                .compare(
                        objects(one),
                        left.value(),
                        one.environment().namespace().orElse(""),
                        objects(other),
                        right.value(),
                        other.environment().namespace().orElse(""));
    }

    @Override
    public String controllerResources(EnvironmentName environment) {
        Place place = place(environment);
        return connections
                .delivery(spec, place.environment())
                .controllerResources(new Requests(place, connections).at(place.tip()));
    }

    @Override
    public BakeReport bake(EnvironmentName environment) {
        Objects.requireNonNull(environment, "environment");
        Connections governed = connections.governed(spec);
        return new BakeLook(place(environment, governed), governed).run();
    }

    private static List<ManifestObject> objects(Place place) {
        return place.manifests().render(place.tip(), place.target()).objects();
    }

    private Place place(EnvironmentName environment) {
        Objects.requireNonNull(environment, "environment");
        return Place.of(spec, environment, connections);
    }

    /** The place as the inventory's home has it. */
    private Place place(EnvironmentName environment, Connections governed) {
        AppSpec app = governed.inventory().apps().getOrDefault(spec.name(), spec);
        return Place.of(app, environment, governed);
    }
}
