package dev.gitops.engine.inspection;

import dev.gitops.api.AppSpec;
import dev.gitops.api.Change;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.GitOps.DueChange;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ReleasedImage;
import dev.gitops.engine.change.ChangePlanner;
import dev.gitops.engine.workspace.ChangeBranch;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.TrainBranches;
import dev.gitops.git.ConfigRepository;
import dev.gitops.policy.Soak;
import dev.gitops.record.RecordGlance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Automatic promotions whose time has come: a soak has passed, a window has opened, a hold or a stop was lifted since the deployment that would have brought them. Only what is verified and not there yet is looked at
 * closely.
 */
public record Due(Connections connections) {

    /** The promotions of one config repository, or of all. */
    public List<DueChange> in(Optional<String> repository) {
        Deliveries delivered = Deliveries.ofAll();
        List<DueChange> due = new ArrayList<>();
        for (AppSpec app : connections.inventory().apps().values()) {
            if (app.environments().values().stream().noneMatch(EnvironmentSpec::autoPromote)) {
                continue;
            }
            if (repository.isPresent()
                    && !repository
                            .get()
                            .equals(connections.workspace(app).spec().repository())) {
                continue;
            }
            app.environments().values().stream()
                    .filter(EnvironmentSpec::autoPromote)
                    .forEach(target -> promotion(app, target, delivered)
                            .ifPresent(change -> due.add(new DueChange(app.name(), change))));
        }
        return due;
    }

    /** Of several environments before it the first from which something would come now. */
    private Optional<Change> promotion(AppSpec app, EnvironmentSpec target, Deliveries delivered) {
        String there = delivered
                .last(Place.of(app, target.name(), connections))
                .map(RecordGlance::release)
                .orElse("");
        for (EnvironmentName source : target.promotesFrom()) {
            boolean candidate = delivered
                    .last(Place.of(app, source, connections))
                    .filter(before -> before.verified() && !before.release().equals(there))
                    .isPresent();
            if (!candidate) {
                continue;
            }
            Change change = new Change.Promotion(
                    source, target.name(), false, "automatic: " + app.name() + " in " + source + " is verified");
            if (wouldChange(app, change)) {
                return Optional.of(change);
            }
        }
        return Optional.empty();
    }

    /** Whether the change's branch, or a train's, has it already: it is asked for, or somebody said no. */
    private static boolean isProposed(Place place, ChangeSummary summary) {
        ConfigRepository repository = place.workspace().repository();
        Map<String, String> heads = repository.branches(ChangeBranch.TOOL);
        List<ReleasedImage> wanted = ImageChange.after(summary.images());
        Stream<String> own = Stream.ofNullable(heads.get(ChangeBranch.of(place)));
        Stream<String> train = Stream.ofNullable(
                        TrainBranches.of(repository, heads).get(place.names()))
                .map(TrainBranches.Branch::head);
        return Stream.concat(own, train)
                .anyMatch(head -> Soak.release(place.manifests().release(repository.at(head), place.target()))
                        .equals(Soak.release(wanted)));
    }

    /** Looks, and has no effect; what a promotion would say against itself is told when somebody asks for it. */
    private boolean wouldChange(AppSpec app, Change change) {
        try {
            Connections governed = connections.governed(app);
            AppSpec decided = governed.inventory().apps().getOrDefault(app.name(), app);
            Place place = Place.of(decided, change.environment(), governed);
            ChangeOutcome expected =
                    new ChangePlanner(place, governed).plan(change).expected();
            return expected instanceof ChangeOutcome.Committed
                    || expected instanceof ChangeOutcome.Requested && !isProposed(place, expected.summary());
        } catch (GitOpsException unreadable) {
            connections
                    .settings()
                    .progress()
                    .tell("whether a promotion of " + app.name() + " to " + change.environment()
                            + " is due is unknown: " + unreadable.getMessage());
            return false;
        }
    }
}
