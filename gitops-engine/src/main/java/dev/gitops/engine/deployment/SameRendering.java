package dev.gitops.engine.deployment;

import dev.gitops.api.Approval;
import dev.gitops.api.CancelledException;
import dev.gitops.api.ClosedException;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.review.ObjectChange;
import dev.gitops.api.review.RenderedDifference;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.review.rendered.Differences;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.ObjectPairs;
import dev.gitops.review.rendered.RenderedPlace;
import dev.gitops.review.rendered.RenderedPlace.Side;
import dev.gitops.spi.Forge;
import dev.gitops.spi.Forge.EarlierApproval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * An approval is of what a change renders to in an environment, not of the commit it was given for: a push that renders the same, a rebase for one, keeps it, and a push that renders something else takes it back.
 * Both are rendered here, from Git; nobody's word for it is taken.
 *
 * @param place the environment
 * @param forge the host
 * @param notices is told which approvals do not count any more, and what changed since
 */
record SameRendering(Place place, Forge forge, List<String> notices) {

    private static final int TOLD = 5;

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
        ReviewPlace name =
                new ReviewPlace(place.app().name(), place.environment().name().value());
        RenderedPlace both = new RenderedPlace(name, Optional.of(then), Optional.of(now));
        List<ObjectPair> changed = ObjectPairs.changed(both);
        if (changed.isEmpty()) {
            return "the place it goes to";
        }
        Differences differences = new Differences();
        differences.add(both, changed);
        List<String> words = differences.all().stream()
                .map(RenderedDifference::objects)
                .flatMap(List::stream)
                .map(SameRendering::inWords)
                .toList();
        return words.stream().limit(TOLD).collect(Collectors.joining("; "))
                + (words.size() > TOLD ? "; and " + (words.size() - TOLD) + " more objects" : "");
    }

    private static String inWords(ObjectChange change) {
        return change.inWords() + ": " + String.join(", ", change.words());
    }
}
