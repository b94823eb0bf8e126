package dev.gitops.engine.inspection;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.LineStop;
import dev.gitops.api.Operation;
import dev.gitops.change.Trailers;
import dev.gitops.engine.workspace.Holds;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.policy.Stop;
import dev.gitops.repository.CommitInfo;
import dev.gitops.simulation.StateHistory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The commits of a config repository's branch of holds and stops.
 *
 * @param newestFirst the commits
 */
record StateCommits(List<CommitInfo> newestFirst) {

    private static final String TEAM = "GitOps-Team";

    /** All of them; none where the branch is not there. */
    static StateCommits of(Workspace workspace) {
        return new StateCommits(workspace
                .repository()
                .find(Holds.BRANCH)
                .map(tip -> tip.history(List.of(), Integer.MAX_VALUE))
                .orElse(List.of()));
    }

    /** Tells what the commits of some repositories did, the oldest first. Of those that somebody made by hand nothing is known. */
    static void tell(List<StateCommits> all, StateHistory states) {
        all.stream()
                .flatMap(commits -> reversed(commits.newestFirst()).stream())
                .sorted(Comparator.comparing(CommitInfo::asked))
                .forEach(commit -> tell(commit, states));
    }

    private static List<CommitInfo> reversed(List<CommitInfo> newestFirst) {
        List<CommitInfo> oldestFirst = new ArrayList<>(newestFirst);
        Collections.reverse(oldestFirst);
        return oldestFirst;
    }

    private static void tell(CommitInfo commit, StateHistory states) {
        Optional<Operation> operation = commit.trailer(Trailers.OPERATION).flatMap(Operation::ofWord);
        boolean begins = operation.filter(Operation.HOLD::equals).isPresent();
        if (!begins && operation.filter(Operation.UNHOLD::equals).isEmpty()) {
            return;
        }
        String by = commit.trailer(Trailers.REQUESTED_BY).orElse(commit.author());
        String reason = commit.body().strip();
        Optional<String> app = commit.trailer(Trailers.APP);
        Optional<String> environment = commit.trailer(Trailers.ENVIRONMENT);
        if (app.isPresent() && environment.isPresent()) {
            states.hold(app.get(), environment.get(), begins, by, commit.asked(), reason.isEmpty() ? null : reason);
        } else if (app.isEmpty()) {
            LineStop line = Stop.line(
                    environment.map(EnvironmentName::of).orElse(null),
                    commit.trailer(TEAM).orElse(null));
            states.stop(line, begins, by, commit.asked(), reason.isEmpty() ? null : reason);
        }
    }
}
