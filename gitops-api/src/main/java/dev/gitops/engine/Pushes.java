package dev.gitops.engine;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.change.EnvironmentChange;
import dev.gitops.change.Evaluation;
import dev.gitops.git.Intent;
import dev.gitops.git.PushResult;
import dev.gitops.git.Snapshot;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Changes that go straight to the environment's branch. */
record Pushes(Place place) {

    ChangeOutcome push(EnvironmentChange change) {
        AtomicReference<Evaluation> newest = new AtomicReference<>();
        PushResult<ChangeOutcome> result =
                place.workspace().repository().commit(place.branch(), tip -> evaluate(change, tip, newest));
        if (result instanceof PushResult.Pushed<ChangeOutcome> pushed) {
            return new ChangeOutcome.Committed(newest.get().summary(), pushed.commit());
        }
        if (result instanceof PushResult.RefusedByHost<ChangeOutcome> refused) {
            return new ChangeOutcome.Refused(newest.get().summary(), List.of(refusal(refused.message())));
        }
        return result instanceof PushResult.Stopped<ChangeOutcome> stopped
                ? stopped.answer()
                : new ChangeOutcome.UpToDate(newest.get().summary());
    }

    private String refusal(String host) {
        return "the host refused the push to " + place.branch() + ": " + host
                + "; mark the environment protected, give it a branch of its own, or allow the tool's user to push";
    }

    /** The commit that is pushed is the one of the newest evaluation: intents are asked one after another. */
    static Intent.Decision<ChangeOutcome> evaluate(
            EnvironmentChange change, Snapshot tip, AtomicReference<Evaluation> newest) {
        Evaluation now = change.at(tip);
        newest.set(now);
        return now.decision();
    }
}
