package dev.gitops.engine.deployment;

import dev.gitops.api.GitOpsException;
import dev.gitops.engine.workspace.Place;
import dev.gitops.git.ThreeWay;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Closure;
import dev.gitops.spi.Forge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether merged change requests made of what an environment depends on what their reviewers saw. A reviewer sees what the source branch changes; the host merges that and no more. A merge by hand can
 * hold anything, and so can a state in the middle of a request's commits.
 */
record AsReviewed(Place place, Snapshot snapshot) {

    /** The oldest and the newest step that a change request brought. */
    private record Span(Forge.Details request, Reviewed newest, Reviewed oldest) {}

    /** Of those that brought something else than was reviewed, by their numbers, why. */
    Map<Long, String> otherwise(List<Reviewed> steps, List<String> notices) {
        Map<Long, Span> spans = new LinkedHashMap<>();
        for (Reviewed step : steps) {
            for (Forge.Details request : step.requests()) {
                spans.merge(
                        request.request().number(),
                        new Span(request, step, step),
                        (known, older) -> new Span(known.request(), known.newest(), older.oldest()));
            }
        }
        Map<Long, String> otherwise = new LinkedHashMap<>();
        spans.forEach((number, span) ->
                incomplete(span).or(() -> compared(span, notices)).ifPresent(why -> otherwise.put(number, why)));
        return otherwise;
    }

    private Optional<String> compared(Span span, List<String> notices) {
        try {
            return changedBy(span);
        } catch (GitOpsException gone) {
            notices.add("what change request " + span.request().request().url()
                    + " made could not be compared with what was reviewed: " + gone.getMessage());
            return Optional.empty();
        }
    }

    /** A request is whole with the commit that the host merged it with, and with no other one. */
    private Optional<String> incomplete(Span span) {
        String merged = span.request().mergeCommit().orElse(span.request().head());
        return merged.isEmpty() || !snapshot.contains(merged)
                ? Optional.of("commit " + span.newest().step().commit().id() + " is in the middle of change request "
                        + span.request().request().url() + ", which was merged with "
                        + (merged.isEmpty() ? "a commit that the host does not tell" : merged)
                        + "; nobody reviewed the state between, deploy the merged one")
                : Optional.empty();
    }

    private Optional<String> changedBy(Span span) {
        String head = span.request().head();
        String after = span.newest().step().commit().id();
        if (head.isEmpty()
                || head.equals(after)
                || span.oldest().step().before().isEmpty()) {
            return Optional.empty();
        }
        Snapshot ours = at(span.oldest().step().before());
        Snapshot theirs = at(head);
        Optional<String> base = ours.mergeBase(head);
        if (base.isEmpty()) {
            return Optional.of("change request " + span.request().request().url() + " has no history in common with "
                    + place.branch() + ", so what it changes cannot be told; have it reviewed anew");
        }
        Set<String> wrong = different(at(base.get()), ours, theirs, at(after));
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of("the merge " + after + " of change request "
                        + span.request().request().url()
                        + " made something else of " + String.join(", ", wrong)
                        + " than was reviewed; have that reviewed in a change request, or revert it");
    }

    private Snapshot at(String commit) {
        return place.workspace().repository().at(commit);
    }

    /** Files that are not what the merge of both sides gives, of the closure then and of what is deployed now: a later line may name what nobody depended on then. */
    private Set<String> different(Snapshot base, Snapshot ours, Snapshot theirs, Snapshot merged) {
        Set<String> closure =
                new TreeSet<>(place.manifests().closure(merged, place.target()).all());
        closure.addAll(place.manifests().closure(snapshot, place.target()).all());
        Set<String> candidates = new TreeSet<>();
        candidates.addAll(changed(ours, merged));
        candidates.addAll(changed(base, theirs));
        Set<String> wrong = new TreeSet<>();
        for (String path : candidates) {
            if (Closure.covers(closure, path) && !ThreeWay.gives(path, base, ours, theirs, merged)) {
                wrong.add(path);
            }
        }
        return wrong;
    }

    private Set<String> changed(Snapshot from, Snapshot to) {
        return place.workspace().repository().changedPaths(from.commit(), to.commit());
    }
}
