package dev.gitops.engine.deployment;

import dev.gitops.change.Trailers;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.CommitInfo.Trailer;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.Forge;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who asked for what a deployment would bring: this deployment, the commits, and the change requests that carried them. */
record Requesters(Place place, String actor) {

    Set<String> of(Snapshot snapshot, Changes changes, List<Reviewed> steps) {
        Set<String> asked = new LinkedHashSet<>();
        asked.add(actor);
        if (steps.isEmpty()) {
            changes.commits(snapshot).forEach(commit -> add(asked, commit));
        }
        Set<Long> seen = new TreeSet<>();
        for (Reviewed step : steps) {
            if (!step.begin()) {
                Changes.brought(snapshot, step.step()).forEach(commit -> add(asked, commit));
                step.requests().stream()
                        .filter(request -> seen.add(request.request().number()))
                        .forEach(request -> add(asked, request));
            }
        }
        asked.removeIf(String::isBlank);
        return asked;
    }

    /** Whoever wrote a commit cannot say with a trailer that it was somebody else. */
    private static void add(Set<String> asked, CommitInfo commit) {
        asked.add(commit.author().replaceFirst("\\s*<>$", ""));
        commit.trailers().stream()
                .filter(trailer -> trailer.key().equalsIgnoreCase(Trailers.REQUESTED_BY))
                .map(Trailer::value)
                .forEach(asked::add);
    }

    /** Its author, and whoever wrote, committed or pushed what it carried, as the host knows them. */
    private void add(Set<String> asked, Forge.Details request) {
        request.author().ifPresent(asked::add);
        place.workspace()
                .forge()
                .ifPresent(forge ->
                        asked.addAll(forge.contributors(request.request().number())));
    }
}
