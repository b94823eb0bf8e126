package dev.gitops.engine.review;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.api.model.FreezeSpec;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewRequest;
import dev.gitops.engine.reading.Readings;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Holds;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.git.ConfigRepository;
import dev.gitops.git.Merging;
import dev.gitops.repository.Snapshot;
import dev.gitops.review.Judgement;
import dev.gitops.review.rendered.RenderedPlace;
import dev.gitops.review.rule.FindingKind;
import dev.gitops.review.rule.Findings;
import dev.gitops.review.rule.InventoryRules;
import dev.gitops.spi.RenderedManifests;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reviews a range of a config repository. */
public final class Reviewer {

    /** How many places are rendered before their rendering is told and forgotten. */
    private static final int AT_ONCE = 256;

    private final Workspace workspace;
    private final Settings settings;
    private final Optional<Inventory> atHand;
    private final ReviewRequest request;
    private final Findings findings = new Findings();
    private final Judgement judgement = new Judgement(findings);
    private final Set<FreezeSpec> freezes = new LinkedHashSet<>();

    /** What windows say changes with the time, and is not kept. */
    private boolean windowed;

    /**
     * A review of a range of the config repository that an inventory names.
     *
     * @param connections those of the inventory at hand
     * @param request the range
     */
    public Reviewer(Connections connections, ReviewRequest request) {
        this(connections, Optional.of(connections.inventory()), request);
    }

    Reviewer(Connections connections, Optional<Inventory> atHand, ReviewRequest request) {
        RepositorySpec repository = connections
                .inventory()
                .config()
                .orElseThrow(() -> new InvalidInputException(
                        "the inventory",
                        List.of(Problem.of(
                                "config", null, "a review needs a config repository", "name one under config"))));
        this.workspace = connections.workspace(repository);
        this.settings = connections.settings();
        this.atHand = atHand;
        this.request = request;
    }

    /** {@return the verdict} */
    public Review run() {
        ConfigRepository repository = workspace.repository();
        Snapshot target = Range.named(repository, "--from", request.from());
        Snapshot head = Range.named(repository, "--to", request.to());
        Optional<Snapshot> holds = repository.find(Holds.BRANCH);
        KeptReviews kept = KeptReviews.of(
                target.commit(),
                head.commit(),
                request,
                atHand.map(Reviewer::identity).orElse(""),
                holds.map(Snapshot::commit).orElse(""),
                settings);
        return kept.find().orElseGet(() -> {
            Range range = Range.of(repository, target, head, request.from(), request.to());
            Review review = review(range, holds);
            if (!windowed) {
                kept.keep(review, freezes);
            }
            return review;
        });
    }

    /** An inventory at hand may be another one tomorrow. */
    private static String identity(Inventory inventory) {
        try {
            return RenderedManifests.digest(Files.readString(inventory.file()));
        } catch (IOException elsewhere) {
            return inventory.toString();
        }
    }

    private Review review(Range range, Optional<Snapshot> holds) {
        Readings readings = Readings.ofAll(settings).begun();
        Inventories inventories =
                Inventories.of(range, workspace.spec(), request.inventoryPath(), atHand, settings, findings);
        if (inventories.path().isEmpty()) {
            judgement.tell("the inventory is not kept in this repository: the one at hand was taken for both sides");
        }
        range.merge().ifPresent(merge -> tell(merge, target(inventories)));
        InventoryRules.look(inventories.before(), inventories.after(), findings);
        try (Connections before = new Connections(inventories.before(), settings);
                Connections after = inventories.areSame() ? before : new Connections(inventories.after(), settings)) {
            int looked = look(range, readings, pairs(inventories, before, after), inventories, holds);
            readings.keep();
            return judgement.verdict(
                    range.before().commit(),
                    range.head(),
                    request.request(),
                    looked,
                    inventories.before().review().block());
        }
    }

    private void tell(Merging merge, String target) {
        if (merge.conflicts().isEmpty()) {
            judgement.tell(target + " moved since the change was begun: shown is what " + target
                    + " would become with the change merged into it");
            return;
        }
        for (String file : merge.conflicts()) {
            findings.add(
                    FindingKind.CONFLICT,
                    null,
                    null,
                    target + " changed " + file + " too, and the two changes do not go together",
                    file,
                    0);
        }
        judgement.tell("shown is what the change did since it was begun, as it cannot be merged into " + target);
    }

    /** The branch that a change goes to. */
    private String target(Inventories inventories) {
        return request.branch()
                .orElseGet(() ->
                        inventories.before().config().orElse(workspace.spec()).branch());
    }

    private int look(
            Range range, Readings readings, List<PlacePair> pairs, Inventories inventories, Optional<Snapshot> holds) {
        Looking looking = new Looking(range, readings);
        List<PlacePair> touched =
                pairs.parallelStream().filter(looking::touches).toList();
        Policy policy = new Policy(range, readings, inventories, holds, settings, findings, judgement);
        Validity validity =
                new Validity(range, readings, inventories.before().review().schemas(), request.schemas(), findings);
        for (int from = 0; from < touched.size(); from += AT_ONCE) {
            touched.subList(from, Math.min(touched.size(), from + AT_ONCE)).parallelStream()
                    .map(looking::look)
                    .toList()
                    .forEach(seen -> judge(seen, policy, validity));
        }
        policy.whole(pairs);
        validity.whole(judgement);
        freezes.addAll(policy.freezes());
        windowed |= policy.isWindowed();
        return touched.size();
    }

    private void judge(Looking.Seen seen, Policy policy, Validity validity) {
        seen.notices().forEach(judgement::tell);
        for (Problem problem : seen.problems()) {
            findings.add(
                    FindingKind.NOT_RENDERED,
                    seen.pair().name(),
                    null,
                    (problem.key() == null ? "" : problem.key() + ": ")
                            + problem.message()
                            + (problem.file() == null && problem.value() != null ? " (is " + problem.value() + ")" : "")
                            + (problem.hint() == null ? "" : "; " + problem.hint()),
                    problem.file(),
                    problem.line());
        }
        RenderedPlace rendered = seen.rendered();
        if (rendered != null) {
            judgement.add(rendered).ifPresent(changed -> {
                policy.look(seen.pair(), rendered, changed);
                validity.look(seen.pair(), rendered, changed);
            });
        }
    }

    /** All places of this repository and branch, as both inventories have them. */
    private List<PlacePair> pairs(Inventories inventories, Connections before, Connections after) {
        String branch = target(inventories);
        List<PlacePair> pairs = new ArrayList<>();
        Set<String> others = new LinkedHashSet<>();
        for (String name : inventories.apps()) {
            @Nullable AppSpec old = inventories.before().apps().get(name);
            @Nullable AppSpec now = inventories.after().apps().get(name);
            Set<EnvironmentName> environments = new LinkedHashSet<>();
            Optional.ofNullable(old)
                    .ifPresent(app -> environments.addAll(app.environments().keySet()));
            Optional.ofNullable(now)
                    .ifPresent(app -> environments.addAll(app.environments().keySet()));
            for (EnvironmentName environment : environments) {
                @Nullable Place was = place(old, environment, before, branch, others);
                @Nullable Place becomes = inventories.areSame() ? was : place(now, environment, after, branch, others);
                if (was != null || becomes != null) {
                    pairs.add(new PlacePair(was, becomes));
                }
            }
        }
        if (!others.isEmpty()) {
            judgement.tell(
                    "not looked at, as other branches or repositories decide them: " + String.join(", ", others));
        }
        return pairs;
    }

    private @Nullable Place place(
            @Nullable AppSpec app, EnvironmentName name, Connections connections, String branch, Set<String> others) {
        if (app == null || !app.environments().containsKey(name)) {
            return null;
        }
        EnvironmentSpec environment = app.environments().get(name);
        boolean isHere = connections
                .inventory()
                .repositoryOf(app)
                .repository()
                .equals(workspace.spec().repository());
        if (!isHere) {
            others.add("the repository of " + app.name());
            return null;
        }
        Place place = Place.of(app, environment.name(), connections);
        if (!place.branch().equals(branch)) {
            others.add("the branch " + place.branch());
            return null;
        }
        return place;
    }
}
