package dev.gitops.engine.change;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.change.EnvironmentChange;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.PushResult;
import java.util.List;

/** Changes that go straight to the environment's branch. */
record Pushes(Place place) {

    ChangeOutcome push(EnvironmentChange change) {
        Asked asked = new Asked(change);
        PushResult<ChangeOutcome> result = place.workspace().repository().commit(place.branch(), asked);
        if (result instanceof PushResult.Pushed<ChangeOutcome> pushed) {
            return new ChangeOutcome.Committed(asked.newest().summary(), pushed.commit());
        }
        if (result instanceof PushResult.RefusedByHost<ChangeOutcome> refused) {
            return new ChangeOutcome.Refused(asked.newest().summary(), List.of(refusal(refused.message())));
        }
        return result instanceof PushResult.Stopped<ChangeOutcome> stopped
                ? stopped.answer()
                : new ChangeOutcome.UpToDate(asked.newest().summary());
    }

    private String refusal(String host) {
        return "the host refused the push to " + place.branch() + ": " + host
                + "; mark the environment protected, give it a branch of its own, or allow the tool's user to push";
    }
}
