package dev.gitops.engine;

import dev.gitops.api.App;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.CheckReport;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.Finding;
import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.Lifecycle;
import dev.gitops.api.LineStop;
import dev.gitops.api.OrderedDeployment;
import dev.gitops.api.Previews;
import dev.gitops.api.Records;
import dev.gitops.api.Simulation;
import dev.gitops.api.SimulationRequest;
import dev.gitops.api.StoppedLine;
import dev.gitops.api.Train;
import dev.gitops.api.TrainOutcome;
import dev.gitops.api.TrainPlan;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewRequest;
import dev.gitops.api.review.ToldReview;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A door each call of which has a deadline. */
record TimedGitOps(GitOps gitops, Limit limit) implements GitOps {

    @Override
    public GitOps within(Duration time) {
        return gitops.within(time);
    }

    @Override
    public Inventory inventory() {
        return gitops.inventory();
    }

    @Override
    public App app(String name) {
        return new TimedApp(gitops.app(name), limit);
    }

    @Override
    public List<App> apps() {
        return gitops.apps().stream().<App>map(app -> new TimedApp(app, limit)).toList();
    }

    @Override
    public List<EnvironmentStatus> status() {
        return limit.on("status", gitops::status);
    }

    @Override
    public List<EnvironmentStatus> liveStatus() {
        return limit.on("status", gitops::liveStatus);
    }

    @Override
    public List<AppEnvironment> affected(String from, String to) {
        return limit.on("the comparison of " + from + " with " + to, () -> gitops.affected(from, to));
    }

    @Override
    public List<AppEnvironment> undeployed() {
        return limit.on("the search for what is not deployed", () -> gitops.undeployed());
    }

    @Override
    public List<AppEnvironment> undeployed(String repository) {
        return limit.on("the search for what is not deployed", () -> gitops.undeployed(repository));
    }

    @Override
    public List<AppEnvironment> baking() {
        return limit.on("the search for what bakes", () -> gitops.baking());
    }

    @Override
    public CheckReport check() {
        return limit.on("the check", () -> gitops.check());
    }

    @Override
    public CheckReport check(String commit) {
        return limit.on("the check of " + commit, () -> gitops.check(commit));
    }

    @Override
    public Review review(ReviewRequest request) {
        return limit.on("the review", () -> gitops.review(request));
    }

    @Override
    public Optional<ChangeRequest> openRequest(String branch) {
        return limit.on("the search for the change request of " + branch, () -> gitops.openRequest(branch));
    }

    @Override
    public ToldReview tell(Review review, long request) {
        return limit.on("the telling of a review", () -> gitops.tell(review, request));
    }

    @Override
    public ToldReview tell(Review review, long request, String page) {
        return limit.on("the telling of a review", () -> gitops.tell(review, request, page));
    }

    @Override
    public ToldReview tellPending(long request, String commit) {
        return limit.on("the telling of a review", () -> gitops.tellPending(request, commit));
    }

    @Override
    public CheckReport checkProtection() {
        return limit.on("the check of the branches' protection", gitops::checkProtection);
    }

    @Override
    public List<Finding> examine() {
        return limit.on("the examination", gitops::examine);
    }

    @Override
    public Map<String, String> stop(LineStop line) {
        return limit.on("the stop of the line", () -> gitops.stop(line));
    }

    @Override
    public Map<String, String> stop(LineStop line, String reason) {
        return limit.on("the stop of the line", () -> gitops.stop(line, reason));
    }

    @Override
    public Map<String, String> free(LineStop line) {
        return limit.on("the lifting of the stop", () -> gitops.free(line));
    }

    @Override
    public boolean stopped(LineStop line) {
        return limit.on("the look at the line", () -> gitops.stopped(line));
    }

    @Override
    public List<StoppedLine> stops(LineStop line) {
        return limit.on("the look at the line", () -> gitops.stops(line));
    }

    @Override
    public List<DueChange> due() {
        return limit.on("the search for what is due", () -> gitops.due());
    }

    @Override
    public List<DueChange> due(String repository) {
        return limit.on("the search for what is due", () -> gitops.due(repository));
    }

    @Override
    public Lifecycle lifecycle() {
        return new TimedLifecycle(gitops.lifecycle(), limit);
    }

    @Override
    public Previews previews() {
        return new TimedPreviews(gitops.previews(), limit);
    }

    @Override
    public TrainPlan plan(Train train) {
        Objects.requireNonNull(train, "train");
        return new TimedTrainPlan(
                limit.on("the plan for " + train.inWords(), () -> gitops.plan(train)), limit, train.inWords());
    }

    @Override
    public List<OrderedDeployment> deploy(List<AppEnvironment> places) {
        return limit.on("the deployments", () -> gitops.deploy(places));
    }

    @Override
    public List<OrderedDeployment> deploy(List<AppEnvironment> places, String reason) {
        return limit.on("the deployments", () -> gitops.deploy(places, reason));
    }

    @Override
    public List<AppEnvironment> landed(TrainOutcome outcome) {
        return limit.on("the search for what is not deployed", () -> gitops.landed(outcome));
    }

    @Override
    public Records records() {
        return new TimedRecords(gitops.records(), limit);
    }

    @Override
    public Simulation simulate(SimulationRequest request) {
        return limit.on("the simulation", () -> gitops.simulate(request));
    }

    @Override
    public void close() {
        gitops.close();
    }
}
