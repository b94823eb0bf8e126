package dev.gitops.engine;

import dev.gitops.api.App;
import dev.gitops.api.AppSpec;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.CheckReport;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.Finding;
import dev.gitops.api.GitOps;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Lifecycle;
import dev.gitops.api.LineStop;
import dev.gitops.api.OrderedDeployment;
import dev.gitops.api.Previews;
import dev.gitops.api.Problem;
import dev.gitops.api.Records;
import dev.gitops.api.Settings;
import dev.gitops.api.Simulation;
import dev.gitops.api.SimulationRequest;
import dev.gitops.api.StoppedLine;
import dev.gitops.api.Train;
import dev.gitops.api.TrainOutcome;
import dev.gitops.api.TrainPlan;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewRequest;
import dev.gitops.api.review.ToldReview;
import dev.gitops.engine.change.Line;
import dev.gitops.engine.change.TrainPlanner;
import dev.gitops.engine.deployment.OrderedDeployments;
import dev.gitops.engine.inspection.Affected;
import dev.gitops.engine.inspection.Baking;
import dev.gitops.engine.inspection.Check;
import dev.gitops.engine.inspection.Due;
import dev.gitops.engine.inspection.Examination;
import dev.gitops.engine.inspection.ProtectionCheck;
import dev.gitops.engine.inspection.Simulating;
import dev.gitops.engine.inspection.StatusReader;
import dev.gitops.engine.inspection.Undeployed;
import dev.gitops.engine.review.Reviewer;
import dev.gitops.engine.review.Telling;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.inventory.NearestName;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** An open inventory. */
final class OpenGitOps implements GitOps {

    /** So many applications an error names. */
    private static final int NAMED = 10;

    private final Connections connections;
    private final Map<String, App> apps;

    OpenGitOps(Inventory inventory, Settings settings) {
        connections = new Connections(inventory, settings);
        apps = inventory.apps().values().stream()
                .collect(Collectors.toMap(
                        AppSpec::name,
                        app -> new OpenApp(app, connections),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    @Override
    public GitOps within(Duration time) {
        return new TimedGitOps(this, new Limit(time));
    }

    @Override
    public Inventory inventory() {
        return connections.inventory();
    }

    @Override
    public App app(String name) {
        Objects.requireNonNull(name, "name");
        App app = apps.get(name);
        if (app == null) {
            String hint = NearestName.of(name, apps.keySet())
                    .map(near -> "did you mean " + near + "?")
                    .orElseGet(this::names);
            throw new InvalidInputException(
                    "the request",
                    List.of(Problem.of("application", name, "the inventory has no such application", hint)));
        }
        return app;
    }

    private String names() {
        String some = apps.keySet().stream().limit(NAMED).collect(Collectors.joining(", "));
        return "the inventory has " + some
                + (apps.size() > NAMED ? " and " + (apps.size() - NAMED) + " more; gitops status lists them" : "");
    }

    @Override
    public List<App> apps() {
        return List.copyOf(apps.values());
    }

    @Override
    public List<EnvironmentStatus> status() {
        return StatusReader.ofAll(connections, false);
    }

    @Override
    public List<EnvironmentStatus> liveStatus() {
        return StatusReader.ofAll(connections, true);
    }

    @Override
    public List<AppEnvironment> affected(String from, String to) {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        return new Affected(connections).between(from, to);
    }

    @Override
    public List<AppEnvironment> undeployed() {
        return new Undeployed(connections).in(Optional.empty());
    }

    @Override
    public List<AppEnvironment> baking() {
        return new Baking(connections).all();
    }

    @Override
    public List<AppEnvironment> undeployed(String repository) {
        Objects.requireNonNull(repository, "repository");
        return new Undeployed(connections).in(Optional.of(repository));
    }

    @Override
    public CheckReport check() {
        return new Check(connections, Optional.empty()).run();
    }

    @Override
    public CheckReport check(String commit) {
        Objects.requireNonNull(commit, "commit");
        return new Check(connections, Optional.of(commit)).run();
    }

    @Override
    public Review review(ReviewRequest request) {
        Objects.requireNonNull(request, "request");
        return new Reviewer(connections, request).run();
    }

    @Override
    public Optional<ChangeRequest> openRequest(String branch) {
        Objects.requireNonNull(branch, "branch");
        return Telling.of(connections).open(branch);
    }

    @Override
    public ToldReview tell(Review review, long request) {
        Objects.requireNonNull(review, "review");
        return Telling.of(connections).tell(review, request, Optional.empty());
    }

    @Override
    public ToldReview tell(Review review, long request, String page) {
        Objects.requireNonNull(review, "review");
        Objects.requireNonNull(page, "page");
        return Telling.of(connections).tell(review, request, Optional.of(page));
    }

    @Override
    public ToldReview tellPending(long request, String commit) {
        Objects.requireNonNull(commit, "commit");
        return Telling.of(connections).pending(request, commit);
    }

    @Override
    public CheckReport checkProtection() {
        return new ProtectionCheck(connections).run();
    }

    @Override
    public List<Finding> examine() {
        return new Examination(connections).run();
    }

    @Override
    public Map<String, String> stop(LineStop line) {
        Objects.requireNonNull(line, "line");
        return new Line(connections).set(line, true, null);
    }

    @Override
    public Map<String, String> stop(LineStop line, String reason) {
        Objects.requireNonNull(line, "line");
        Objects.requireNonNull(reason, "reason");
        return new Line(connections).set(line, true, reason);
    }

    @Override
    public Map<String, String> free(LineStop line) {
        Objects.requireNonNull(line, "line");
        return new Line(connections).set(line, false, null);
    }

    @Override
    public boolean stopped(LineStop line) {
        Objects.requireNonNull(line, "line");
        return new Line(connections).is(line);
    }

    @Override
    public List<StoppedLine> stops(LineStop line) {
        Objects.requireNonNull(line, "line");
        return new Line(connections).stops(line);
    }

    @Override
    public List<DueChange> due() {
        return new Due(connections).in(Optional.empty());
    }

    @Override
    public List<DueChange> due(String repository) {
        Objects.requireNonNull(repository, "repository");
        return new Due(connections).in(Optional.of(repository));
    }

    @Override
    public Lifecycle lifecycle() {
        return new OpenLifecycle(connections);
    }

    @Override
    public Previews previews() {
        return new OpenPreviews(connections);
    }

    @Override
    public TrainPlan plan(Train train) {
        Objects.requireNonNull(train, "train");
        return new TrainPlanner(connections).plan(train);
    }

    @Override
    public List<OrderedDeployment> deploy(List<AppEnvironment> places) {
        Objects.requireNonNull(places, "places");
        return new OrderedDeployments(connections).run(List.copyOf(places), null);
    }

    @Override
    public List<OrderedDeployment> deploy(List<AppEnvironment> places, String reason) {
        Objects.requireNonNull(places, "places");
        Objects.requireNonNull(reason, "reason");
        return new OrderedDeployments(connections).run(List.copyOf(places), reason);
    }

    @Override
    public List<AppEnvironment> landed(TrainOutcome outcome) {
        Objects.requireNonNull(outcome, "outcome");
        return new OrderedDeployments(connections).landed(outcome);
    }

    @Override
    public Records records() {
        return new TrailRecords(connections);
    }

    @Override
    public Simulation simulate(SimulationRequest request) {
        Objects.requireNonNull(request, "request");
        return new Simulating(connections).run(request);
    }

    @Override
    public void close() {
        connections.close();
    }
}
