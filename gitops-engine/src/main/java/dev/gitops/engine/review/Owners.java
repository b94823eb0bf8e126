package dev.gitops.engine.review;

import dev.gitops.api.GitOpsException;
import dev.gitops.api.review.NeededApproval;
import dev.gitops.codeowners.CodeOwners;
import dev.gitops.codeowners.Dialect;
import dev.gitops.engine.reading.Readings;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.review.Judgement;
import dev.gitops.review.rule.FindingKind;
import dev.gitops.review.rule.Findings;
import dev.gitops.spi.Closure;
import dev.gitops.spi.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Who owns what a change touches, as CODEOWNERS of the target says, and what becomes of that file. */
final class Owners {

    private static final String ADDED = "/a-file-somebody-adds.yaml";
    private static final int TOLD = 20;

    private final Range range;
    private final Readings readings;
    private final Inventories inventories;
    private final Findings findings;
    private final Judgement judgement;
    private final Dialect dialect;
    private final Optional<CodeOwners> before;
    private final Set<String> unowned = new TreeSet<>();

    Owners(Range range, Readings readings, Inventories inventories, Findings findings, Judgement judgement) {
        this.range = range;
        this.readings = readings;
        this.inventories = inventories;
        this.findings = findings;
        this.judgement = judgement;
        this.dialect = Dialect.of(inventories.before().forge().type());
        this.before = owners(range.before());
    }

    private Optional<CodeOwners> owners(SourceTree tree) {
        return dialect.places().stream()
                .map(tree::read)
                .flatMap(Optional::stream)
                .findFirst()
                .map(bytes -> CodeOwners.parse(dialect, new String(bytes, StandardCharsets.UTF_8)));
    }

    /** A place that is rendered differently. */
    void look(PlacePair pair) {
        boolean guarded = pair.before() != null && pair.before().environment().isProtected();
        if (!guarded || before.isEmpty()) {
            return;
        }
        Set<Closure> closures = new LinkedHashSet<>();
        Optional.ofNullable(pair.before())
                .flatMap(place -> closure(place, range.before()))
                .ifPresent(closures::add);
        Optional.ofNullable(pair.after())
                .flatMap(place -> closure(place, range.after()))
                .ifPresent(closures::add);
        range.changed().stream()
                .filter(file -> before.get().of(file).isEmpty())
                .filter(file -> closures.stream().anyMatch(closure -> closure.covers(file)))
                .forEach(unowned::add);
    }

    private Optional<Closure> closure(Place place, Snapshot snapshot) {
        try {
            return Optional.of(readings.closure(place, snapshot));
        } catch (GitOpsException unreadable) {
            return Optional.empty();
        }
    }

    /** Once all places were looked at. */
    void whole(List<PlacePair> all) {
        unowned.stream()
                .limit(TOLD)
                .forEach(file -> findings.add(
                        FindingKind.UNOWNED,
                        null,
                        null,
                        "nobody owns it, and a protected environment is made of it",
                        file,
                        0));
        before.ifPresent(this::needed);
        if (dialect.places().stream().anyMatch(range.changed()::contains)) {
            lost(all);
        }
    }

    private void needed(CodeOwners owners) {
        Map<Set<String>, List<String>> files = new LinkedHashMap<>();
        for (String file : range.changed()) {
            Set<String> of = owners.of(file);
            if (!of.isEmpty()) {
                files.computeIfAbsent(of, absent -> new ArrayList<>()).add(file);
            }
        }
        files.forEach((of, owned) -> judgement.needs(new NeededApproval(
                owned.get(0) + (owned.size() == 1 ? "" : " and " + (owned.size() - 1) + " more files")
                        + ", as CODEOWNERS says",
                List.copyOf(of),
                false)));
    }

    /** Paths that decide protected environments, and whose owner goes. */
    private void lost(List<PlacePair> all) {
        Optional<CodeOwners> after = owners(range.after());
        Set<String> lost = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        Set<String> paths = new LinkedHashSet<>();
        inventories.path().ifPresent(paths::add);
        paths.addAll(dialect.places());
        for (PlacePair pair : all) {
            Place place = pair.before();
            if (place != null && place.environment().isProtected()) {
                closure(place, range.before()).ifPresent(closure -> paths.addAll(closure.all()));
            }
        }
        for (String path : paths) {
            String file = isFolder(path) ? path + ADDED : path;
            Set<String> had = before.map(owners -> owners.of(file)).orElse(Set.of());
            Set<String> has = after.map(owners -> owners.of(file)).orElse(Set.of());
            if (!had.isEmpty() && has.isEmpty()) {
                lost.add(path);
            } else if (!has.containsAll(had)) {
                others.add(path);
            }
        }
        tell(lost, "no longer have an owner in CODEOWNERS, and decide protected environments: ");
        tell(others, "get other owners in CODEOWNERS, and decide protected environments: ");
    }

    private void tell(Set<String> paths, String what) {
        if (!paths.isEmpty()) {
            String names = String.join(", ", paths.stream().limit(5).toList());
            String more = paths.size() > 5 ? " and " + (paths.size() - 5) + " more" : "";
            findings.add(FindingKind.OWNERS_CHANGED, paths.size() + " paths " + what + names + more);
        }
    }

    private boolean isFolder(String path) {
        return range.before()
                .type(path)
                .filter(type -> type == SourceTree.Type.DIRECTORY)
                .isPresent();
    }
}
