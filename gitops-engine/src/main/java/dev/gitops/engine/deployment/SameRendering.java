package dev.gitops.engine.deployment;

import dev.gitops.api.Approval;
import dev.gitops.api.CancelledException;
import dev.gitops.api.ClosedException;
import dev.gitops.api.GitOpsException;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.review.rendered.RenderedPlace.Side;
import dev.gitops.spi.Forge;
import dev.gitops.spi.Forge.EarlierApproval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An approval is of what a change renders to in an environment, not of the commit it was given for: a push that renders the same, a rebase for one, keeps it, and a push that renders something else takes it back.
 * Both are rendered here, from Git; nobody's word for it is taken.
 *
 * @param place the environment
 * @param forge the host
 * @param notices is told which approvals do not count any more, and what changed since
 */
record SameRendering(Place place, Forge forge, List<String> notices) {

    /** The approvals of a request that count: those of its present head, and earlier ones of the same rendering. */
    List<Approval> approvals(Forge.Details request) {
        List<Approval> approvals = new ArrayList<>(request.approvals());
        List<EarlierApproval> earlier = forge.earlierApprovals(request.request().number());
        if (earlier.isEmpty()) {
            return approvals;
        }
        Optional<Side> now = at(request.head());
        for (EarlierApproval given : earlier) {
            Optional<Side> then = at(given.head());
            if (now.isEmpty() || then.isEmpty()) {
                lost(given, "what it was of cannot be rendered any more");
            } else if (then.get().digest().equals(now.get().digest())) {
                approvals.add(given.approval());
            } else {
                lost(given, "since then the change is another one: " + differences(then.get(), now.get()));
            }
        }
        return approvals;
    }

    /** What is deployed beside what a request's own branch renders to: its base moved since, by changes that were reviewed for themselves. */
    void tellWhatMoved(Forge.Details request, Snapshot deployed) {
        if (request.head().equals(deployed.commit())) {
            return;
        }
        Optional<Side> seen = at(request.head());
        Optional<Side> now = at(() -> deployed);
        if (seen.isPresent()
                && now.isPresent()
                && !seen.get().digest().equals(now.get().digest())) {
            notices.add("beside what change request " + request.request().url()
                    + " was approved with, other changes are deployed: " + differences(seen.get(), now.get()));
        }
    }

    private void lost(EarlierApproval given, String why) {
        notices.add("the approval of " + given.approval().by() + " of " + given.head() + " does not count: " + why);
    }

    private Optional<Side> at(String commit) {
        return at(() -> place.workspace().repository().at(commit));
    }

    private Optional<Side> at(Supplier<Snapshot> state) {
        try {
            return Optional.of(new Side(
                    place.environment(),
                    place.manifests().render(state.get(), place.target()).objects()));
        } catch (CancelledException | ClosedException stop) {
            throw stop;
        } catch (GitOpsException goneOrUnreadable) {
            return Optional.empty();
        }
    }

    private String differences(Side then, Side now) {
        return new RenderingChange(then, now).inWords(place).orElse("the place it goes to");
    }
}
