package dev.gitops.engine.inspection;

import dev.gitops.api.CancelledException;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.ClosedException;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.GitOpsException;
import dev.gitops.engine.workspace.ChangeBranch;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.TrainBranches;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.repository.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Which changes of environments wait to be merged. Branches are asked for once, and a host that did not answer once is not asked again. Safe for several threads. */
final class PendingChanges {

    private final Once<Workspace, Map<String, String>> branches = new Once<>();
    private final Once<Workspace, Map<AppEnvironment, TrainBranches.Branch>> trains = new Once<>();
    private final Map<Workspace, GitOpsException> silent = new ConcurrentHashMap<>();

    /** The change request of an environment, or its branch where there is no host; one that was merged already is no longer pending, whether somebody removed it or not. What is not known is told among the problems. */
    Optional<String> of(Place place, Snapshot tip, List<String> problems) {
        Map<String, String> heads = branches.of(
                place.workspace(), workspace -> workspace.repository().branches(ChangeBranch.TOOL));
        String own = ChangeBranch.of(place);
        Optional<String> alone = pending(place, tip, own, heads.get(own), problems);
        if (alone.isPresent()) {
            return alone;
        }
        TrainBranches.Branch train = trains.of(
                        place.workspace(), workspace -> TrainBranches.of(workspace.repository(), heads))
                .get(place.names());
        return train == null ? Optional.empty() : pending(place, tip, train.name(), train.head(), problems);
    }

    private Optional<String> pending(
            Place place, Snapshot tip, String branch, @Nullable String head, List<String> problems) {
        if (head == null || tip.contains(head)) {
            return Optional.empty();
        }
        if (place.workspace().forge().isEmpty()) {
            return new Squashed(place, tip).isIn(head) ? Optional.empty() : Optional.of(branch);
        }
        return request(place, branch, problems);
    }

    private Optional<String> request(Place place, String branch, List<String> problems) {
        GitOpsException failure = silent.get(place.workspace());
        if (failure == null) {
            try {
                return place.workspace()
                        .forge()
                        .flatMap(forge -> forge.open(branch, place.branch()))
                        .map(ChangeRequest::url);
            } catch (CancelledException | ClosedException stop) {
                throw stop;
            } catch (GitOpsException unanswered) {
                silent.put(place.workspace(), unanswered);
                failure = unanswered;
            }
        }
        problems.add("whether a change request is open is not known: " + StatusReader.oneLine(failure));
        return Optional.of(branch);
    }
}
