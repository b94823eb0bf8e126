package dev.gitops.engine.change;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Operation;
import dev.gitops.api.Problem;
import dev.gitops.change.RollbackChange.Found;
import dev.gitops.change.RollbackChange.Missing;
import dev.gitops.change.RollbackChange.Past;
import dev.gitops.change.Trailers;
import dev.gitops.engine.reading.States;
import dev.gitops.engine.workspace.Commits;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Placeholders;
import dev.gitops.git.ConfigRepository;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the state that a rollback restores.
 *
 * @param place where
 * @param wanted the commit that somebody named; null where it is to be found
 * @param failed what the rollback puts something else in the place of; null for whatever is there. What came since is nobody's to take back
 */
record RestorableState(
        Place place, @Nullable String wanted, @Nullable Snapshot failed) {

    private static final int SEARCHED = 100;

    Past at(Snapshot tip) {
        if (failed != null && !place.stateKey(failed).equals(place.stateKey(tip))) {
            return new Missing("Git has something newer of " + place.inWords() + " than " + failed.commit()
                    + ", which failed; it stays, and is deployed next");
        }
        if (wanted != null) {
            return new Found(named(tip, wanted), List.of());
        }
        List<DeploymentRecord> verified = new Evidence(place).verified(SEARCHED);
        if (!verified.isEmpty()) {
            return lastVerified(tip, verified);
        }
        return fromHistory(tip);
    }

    private Snapshot named(Snapshot tip, String commit) {
        return Commits.find(place, tip, commit)
                .filter(found -> tip.contains(found.commit()))
                .orElseThrow(() -> new InvalidInputException(
                        "the rollback of " + place.inWords(),
                        List.of(Problem.of(
                                "--to",
                                commit,
                                "is no commit in the history of " + place.branch(),
                                "gitops history " + place.app().name() + " --in "
                                        + place.environment().name() + " shows the commits"))));
    }

    /** After a rollback, what counts is what was verified before the restored state, not the state it was rolled back from. */
    private Past lastVerified(Snapshot tip, List<DeploymentRecord> verified) {
        ConfigRepository repository = place.workspace().repository();
        States keys = new States(place);
        String present = keys.of(tip);
        List<Snapshot> states = new ArrayList<>();
        int restored = -1;
        for (DeploymentRecord record : verified) {
            Optional<Snapshot> state = record.commit().filter(tip::contains).map(repository::at);
            if (state.isPresent()) {
                states.add(state.get());
                if (keys.of(state.get()).equals(present)) {
                    restored = states.size() - 1;
                }
            }
        }
        boolean afterRollback = newest(tip)
                .flatMap(commit -> place.said(commit).trailer(Trailers.OPERATION))
                .filter(Operation.ROLLBACK.word()::equals)
                .isPresent();
        int first = afterRollback ? restored + 1 : 0;
        for (Snapshot state : states.subList(first, states.size())) {
            if (!keys.of(state).equals(present)) {
                return new Found(state, List.of());
            }
        }
        return new Missing("no other state of " + place.inWords()
                + " was verified before the present one; name a commit with --to (" + "gitops history "
                + place.app().name() + " --in " + place.environment().name() + " shows them)");
    }

    private Past fromHistory(Snapshot tip) {
        ConfigRepository repository = place.workspace().repository();
        States keys = new States(place);
        String present = keys.of(tip);
        for (CommitInfo commit : place.history(tip, SEARCHED)) {
            Snapshot state = repository.at(commit.id());
            if (!keys.of(state).equals(present)
                    && Placeholders.of(place, state).images().isEmpty()) {
                return new Found(
                        state,
                        List.of("no verified deployment of " + place.inWords()
                                + " is recorded, so Git's history decides: restores " + commit.id()));
            }
        }
        return new Missing(place.inWords() + " has no earlier release in the history of " + place.branch());
    }

    private Optional<CommitInfo> newest(Snapshot tip) {
        return place.history(tip, 1).stream().findFirst();
    }
}
