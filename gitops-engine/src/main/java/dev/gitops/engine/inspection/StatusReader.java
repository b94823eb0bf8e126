package dev.gitops.engine.inspection;

import dev.gitops.api.ChangeRequest;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.ReleasedImage;
import dev.gitops.engine.workspace.ChangeBranch;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Holds;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.policy.Freezes;
import dev.gitops.policy.Hold;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.SourceTree;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How environments are, with each branch fetched once. */
public final class StatusReader {

    private final Connections connections;
    private final Map<String, Snapshot> tips = new HashMap<>();
    private final Map<Workspace, Optional<Snapshot>> states = new HashMap<>();
    private final Map<Workspace, Map<String, String>> branches = new HashMap<>();

    /** A reader that fetches each branch once, for as many environments as are asked for. */
    public StatusReader(Connections connections) {
        this.connections = connections;
    }

    /** How an application's environment is. */
    public EnvironmentStatus of(Place place) {
        Snapshot tip = tips.computeIfAbsent(place.workspace().spec() + " " + place.branch(), absent -> place.tip());
        Instant now = connections.settings().clock().instant();
        Optional<DeploymentRecord> deployed = new Evidence(place).lastDelivered();
        boolean verified = deployed.filter(DeploymentRecord::verified)
                .flatMap(DeploymentRecord::commit)
                .map(commit -> place.stateKey(place.workspace().repository().at(commit))
                        .equals(place.stateKey(tip)))
                .orElse(false);
        List<ReleasedImage> images = List.of();
        String problem = null;
        try {
            images = place.manifests().release(tip, place.target()).stream()
                    .filter(image -> !image.image().isPlaceholder())
                    .toList();
        } catch (InvalidInputException untold) {
            problem = String.valueOf(untold.getMessage()).replaceAll("\\s*\n\\s*", " ");
        }
        return new EnvironmentStatus(
                place.app().name(),
                place.environment().name(),
                images,
                commit(place, tip),
                deployed.map(DeploymentRecord::ended).orElse(null),
                verified,
                deployed.map(record -> record.verified() ? "healthy" : "degraded")
                        .orElse(null),
                hold(place).map(StatusReader::inWords).orElse(null),
                Freezes.refusal(place.environment().freezes(), now).orElse(null),
                pending(place, tip).orElse(null),
                problem);
    }

    private static String commit(Place place, Snapshot tip) {
        return place.history(tip, 1).stream().map(CommitInfo::id).findFirst().orElse("");
    }

    private Optional<Hold> hold(Place place) {
        Optional<? extends SourceTree> state = states.computeIfAbsent(
                place.workspace(), workspace -> workspace.repository().find(Holds.BRANCH));
        return state.flatMap(
                tree -> Holds.read(tree, place.app().name(), place.environment().name()));
    }

    private static String inWords(Hold hold) {
        return "by " + hold.by() + " since " + hold.since() + (hold.reason() == null ? "" : ": " + hold.reason());
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
