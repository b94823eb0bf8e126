package dev.gitops.engine.deployment;

import dev.gitops.change.Trailers;
import dev.gitops.engine.workspace.Place;
import dev.gitops.git.GitException;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.CommitInfo.Trailer;
import dev.gitops.repository.Snapshot;
import dev.gitops.repository.Snapshot.Step;
import dev.gitops.spi.Forge;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who asked for what a deployment would bring: this deployment, the commits, and the change requests that carried them. */
record Requesters(Place place, String actor) {

    /** The trailers by which a commit names people beside its author who had a hand in it, in small letters. */
    private static final Set<String> NAMES_OTHERS =
            Set.of(Trailers.REQUESTED_BY.toLowerCase(Locale.ROOT), "co-authored-by", "co-developed-by");

    private static final Pattern IN_TEXT = Pattern.compile("\\s*([A-Za-z-]{1,40}):\\s*(\\S.{0,300})");

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
                        .forEach(request -> add(asked, request, step.step(), snapshot));
            }
        }
        asked.removeIf(String::isBlank);
        return asked;
    }

    /** Whoever wrote a commit cannot say with a trailer that it was somebody else, only that it was others too. A host that squashes may move trailers into the text. */
    private static void add(Set<String> asked, CommitInfo commit) {
        asked.add(commit.author().replaceFirst("\\s*<>$", ""));
        commit.trailers().stream()
                .filter(trailer -> NAMES_OTHERS.contains(trailer.key().toLowerCase(Locale.ROOT)))
                .map(Trailer::value)
                .forEach(asked::add);
        commit.body()
                .lines()
                .map(IN_TEXT::matcher)
                .filter(Matcher::matches)
                .filter(line -> NAMES_OTHERS.contains(line.group(1).toLowerCase(Locale.ROOT)))
                .map(line -> line.group(2))
                .forEach(asked::add);
    }

    /** Its author, and whoever wrote, committed or pushed what it carried, as the host knows them; and whom its own commits name, which a squash or a rebase has not brought along. */
    private void add(Set<String> asked, Forge.Details request, Step step, Snapshot snapshot) {
        request.author().ifPresent(asked::add);
        own(request, step, snapshot).forEach(commit -> add(asked, commit));
        place.workspace()
                .forge()
                .ifPresent(forge ->
                        asked.addAll(forge.contributors(request.request().number())));
    }

    private List<CommitInfo> own(Forge.Details request, Step step, Snapshot snapshot) {
        if (request.head().isEmpty() || step.before().isEmpty()) {
            return List.of();
        }
        try {
            return snapshot.contains(request.head())
                    ? List.of()
                    : place.workspace().repository().at(request.head()).beyond(step.before()).stream()
                            .filter(commit -> commit.parents().size() <= 1)
                            .toList();
        } catch (GitException gone) {
            return List.of();
        }
    }
}
