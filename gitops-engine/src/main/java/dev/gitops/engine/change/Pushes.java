package dev.gitops.engine.change;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.Refusal;
import dev.gitops.change.EnvironmentChange;
import dev.gitops.change.Evaluation;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.PushResult;
import dev.gitops.repository.PushResult.Pushed;
import dev.gitops.repository.PushResult.RefusedByHost;
import dev.gitops.repository.PushResult.Stopped;
import dev.gitops.repository.PushResult.Unchanged;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes that go straight to the environment's branch. */
record Pushes(Place place) {

    ChangeOutcome push(EnvironmentChange change) {
        PushResult<Evaluation> result = place.workspace()
                .repository()
                .commit(place.branch(), tip -> change.at(tip).decision());
        if (result instanceof Pushed<Evaluation> pushed) {
            return new ChangeOutcome.Committed(made(pushed.answer()).summary(), pushed.commit());
        }
        if (result instanceof RefusedByHost<Evaluation> refused) {
            return new ChangeOutcome.Refused(
                    made(refused.answer()).summary(),
                    List.of(new Refusal(Refusal.Kind.HOST, refusal(refused.message()))));
        }
        return result instanceof Stopped<Evaluation> stopped
                ? stopped.answer().stop().orElseThrow()
                : new ChangeOutcome.UpToDate(
                        made(((Unchanged<Evaluation>) result).answer()).summary());
    }

    /** A change answers with what it was evaluated to, whether it commits or not. */
    static Evaluation made(@Nullable Evaluation answer) {
        return Objects.requireNonNull(answer, "a change answers with its evaluation");
    }

    private String refusal(String host) {
        return refusal(place.branch(), host);
    }

    static String refusal(String branch, String host) {
        return "the host refused the push to " + branch + ": " + host
                + "; mark the environment protected, give it a branch of its own, or allow the tool's user to push";
    }
}
