package dev.gitops.engine.deployment;

import dev.gitops.api.AppSpec;
import dev.gitops.api.CancelledException;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ClosedException;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.OrderedDeployment;
import dev.gitops.api.Problem;
import dev.gitops.api.TrainOutcome;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.policy.TrainOrder;
import dev.gitops.policy.TrainOrder.Passenger;
import dev.gitops.policy.TrainOrder.Wish;
import dev.gitops.repository.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deploys several applications in the order of {@code after}. That each waits for the verified record of those before it is the deployment's own rule, so that nothing is remembered here. */
public record OrderedDeployments(Connections connections) {

    /** Deploys one after another; what fails keeps back what comes after it, and nothing else. */
    public List<OrderedDeployment> run(List<AppEnvironment> places, @Nullable String reason) {
        List<OrderedDeployment> ended = new ArrayList<>();
        for (AppEnvironment place : ordered(places)) {
            ended.add(one(place, reason));
        }
        return ended;
    }

    private OrderedDeployment one(AppEnvironment place, @Nullable String reason) {
        try {
            Connections governed = connections.governed(app(place));
            Deployment deployment = Deployment.builder()
                    .environment(place.environment())
                    .reason(Optional.ofNullable(reason))
                    .build();
            DeploymentOutcome outcome = new DeploymentPlanner(in(place, governed), governed)
                    .plan(deployment)
                    .execute();
            return new OrderedDeployment(place, Optional.of(outcome), Optional.empty());
        } catch (CancelledException | ClosedException stop) {
            throw stop;
        } catch (GitOpsException failure) {
            return new OrderedDeployment(place, Optional.empty(), Optional.of(failure));
        }
    }

    private List<AppEnvironment> ordered(List<AppEnvironment> places) {
        List<Passenger> passengers = places.stream()
                .map(place -> new Passenger(place.app(), app(place).after(), Wish.GOES, ""))
                .toList();
        List<String> order = TrainOrder.order(passengers);
        return places.stream()
                .sorted(Comparator.comparingInt(place -> order.indexOf(place.app())))
                .toList();
    }

    /** What of a train has landed and is not deployed and verified as Git has it. */
    public List<AppEnvironment> landed(TrainOutcome outcome) {
        Stream<ChangeOutcome> there = Stream.concat(outcome.changes().stream(), outcome.leftOut().stream())
                .filter(change -> change instanceof ChangeOutcome.Committed
                        || change instanceof ChangeOutcome.Merged
                        || change instanceof ChangeOutcome.UpToDate);
        Map<String, Snapshot> tips = new HashMap<>();
        return there.map(change -> new AppEnvironment(
                        change.summary().app(), change.summary().environment()))
                .filter(pair -> isOpen(pair, tips))
                .toList();
    }

    private boolean isOpen(AppEnvironment pair, Map<String, Snapshot> tips) {
        Connections governed = connections.governed(app(pair));
        Place place = in(pair, governed);
        Snapshot tip = tips.computeIfAbsent(place.workspace().spec() + " " + place.branch(), branch -> place.tip());
        Optional<DeploymentRecord> last = new Evidence(place).lastDelivered();
        return last.filter(DeploymentRecord::verified)
                .flatMap(DeploymentRecord::commit)
                .map(place.workspace().repository()::at)
                .filter(state -> place.stateKey(state).equals(place.stateKey(tip)))
                .isEmpty();
    }

    private AppSpec app(AppEnvironment place) {
        AppSpec app = connections.inventory().apps().get(place.app());
        if (app == null) {
            throw new InvalidInputException(
                    "the request",
                    List.of(Problem.of("application", place.app(), "the inventory has no such application", null)));
        }
        return app;
    }

    /** As the inventory's home has it. */
    private Place in(AppEnvironment place, Connections governed) {
        AppSpec known = app(place);
        return Place.of(governed.inventory().apps().getOrDefault(place.app(), known), place.environment(), governed);
    }
}
