package dev.gitops.engine.workspace;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.ImmutableAppSpec;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Operation;
import dev.gitops.api.RecordQuery;
import dev.gitops.change.Trailers;
import dev.gitops.git.ConfigRepository;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what was taken out of the inventory, in the history of its file. Safe for one thread. */
public final class RemovedPlaces {

    /** How many changes of the inventory are looked at for removals. */
    private static final int CHANGES = 500;

    /** How many removals that were asked for are looked at in the records. */
    private static final int ASKED = 200;

    private final InventoryAtHome home;
    private final Connections connections;
    private @Nullable List<CommitInfo> history;
    private @Nullable Inventory now;

    /** Those of an inventory. */
    public RemovedPlaces(InventoryAtHome home) {
        this.home = home;
        this.connections = home.connections();
    }

    private List<CommitInfo> history() {
        if (history == null) {
            history = home.tip().history(List.of(home.spec().path()), CHANGES);
        }
        return history;
    }

    private Inventory now() {
        if (now == null) {
            now = home.inventory();
        }
        return now;
    }

    /** Whether the inventory has a pair now. */
    public boolean isThere(String app, EnvironmentName environment) {
        AppSpec known = now().apps().get(app);
        return known != null && known.environments().containsKey(environment);
    }

    /** The pairs that somebody had the tool remove, newest first, and that the inventory has no longer. */
    public List<AppEnvironment> asked() {
        Set<AppEnvironment> asked = new LinkedHashSet<>();
        for (CommitInfo commit : history()) {
            if (isRemoval(commit)) {
                Trailers.all(commit, Trailers.APP)
                        .forEach(app -> Trailers.all(commit, Trailers.ENVIRONMENT).stream()
                                .flatMap(name -> environment(name).stream())
                                .forEach(name -> asked.add(new AppEnvironment(app, name))));
            }
        }
        // a host that squashes may leave the trailers out: the record of the request tells, which is kept where the
        // inventory is
        home.workspace()
                .records()
                .search(RecordQuery.builder()
                        .addOperations(Operation.REMOVE)
                        .limit(ASKED)
                        .build())
                .records()
                .forEach(record -> asked.add(new AppEnvironment(record.app(), record.environment())));
        return asked.stream()
                .filter(pair -> !isThere(pair.app(), pair.environment()))
                .toList();
    }

    /** Whoever may push may write any trailer; what is no name is none of ours. */
    private static Optional<EnvironmentName> environment(String name) {
        try {
            return Optional.of(EnvironmentName.of(name));
        } catch (InvalidInputException noName) {
            return Optional.empty();
        }
    }

    private static boolean isRemoval(CommitInfo commit) {
        return commit.trailer(Trailers.OPERATION)
                .filter(Operation.REMOVE.word()::equals)
                .isPresent();
    }

    /** The environments that an application was removed from, newest removal first. */
    public List<EnvironmentName> of(String app) {
        Set<EnvironmentName> names = new LinkedHashSet<>();
        for (CommitInfo commit : history()) {
            AppSpec before =
                    commit.parents().isEmpty() ? null : app(commit.parents().get(0), app);
            if (before != null) {
                AppSpec after = app(commit.id(), app);
                before.environments().keySet().stream()
                        .filter(name -> after == null || !after.environments().containsKey(name))
                        .filter(name -> !isThere(app, name))
                        .forEach(names::add);
            }
            if (before != null && names.containsAll(before.environments().keySet())) {
                break;
            }
        }
        return List.copyOf(names);
    }

    private @Nullable AppSpec app(String commit, String name) {
        Snapshot state = home.workspace().repository().at(commit);
        return home.app(state, name).orElse(null);
    }

    /** A commit that takes a pair out, and the state of the branch before it had that commit. */
    private record Removal(CommitInfo commit, Snapshot before, String state) {}

    /**
     * The pair as it was before the newest state of the branch that took it out; empty where none did, or it is there. What a change request took out and brought back itself, the branch has never been
     * without.
     */
    public Optional<RemovedPlace> find(String app, EnvironmentName environment) {
        if (isThere(app, environment)) {
            return Optional.empty();
        }
        @Nullable Removal newest = null;
        for (CommitInfo commit : history()) {
            boolean isOlder = newest != null && newest.before().contains(commit.id());
            if (!isOlder && removes(commit, app, environment)) {
                @Nullable Removal removal = removal(commit, app, environment).orElse(null);
                newest = removal == null || newest != null && !isAhead(removal, newest) ? newest : removal;
            }
        }
        return Optional.ofNullable(newest).map(removal -> place(removal, app, environment));
    }

    /** Whether a removal, made before another, came to the branch later; or with the same state, which the other merged. */
    private boolean isAhead(Removal one, Removal other) {
        return one.state().equals(other.state())
                ? one.commit().parents().size() < other.commit().parents().size()
                : home.workspace().repository().at(one.state()).contains(other.state());
    }

    private boolean removes(CommitInfo commit, String app, EnvironmentName environment) {
        return !commit.parents().isEmpty()
                && has(app(commit.parents().get(0), app), environment)
                && !has(app(commit.id(), app), environment);
    }

    private static boolean has(@Nullable AppSpec app, EnvironmentName environment) {
        return app != null && app.environments().containsKey(environment);
    }

    private RemovedPlace place(Removal removal, String name, EnvironmentName environment) {
        CommitInfo commit = removal.commit();
        Snapshot before = removal.before();
        Inventory then = home.read(home.bytes(before));
        AppSpec old = Objects.requireNonNull(then.apps().get(name));
        EnvironmentSpec spec = ruled(Objects.requireNonNull(old.environments().get(environment)), then, environment);
        ImmutableAppSpec.Builder app = AppSpec.builder().from(old);
        List<EnvironmentSpec> others = new ArrayList<>(old.environments().values());
        app.environments(Map.of());
        others.forEach(each -> app.putEnvironments(each.name(), each.name().equals(environment) ? spec : each));
        AppSpec whole = app.build();
        Inventory merged = Inventory.builder()
                .from(then)
                .teams(now().teams())
                .people(now().people())
                .mayPassStops(now().mayPassStops())
                .forge(now().forge())
                .audit(now().audit())
                .notifications(now().notifications())
                .putApps(name, whole)
                .build();
        Connections there = connections.with(commit.id() + " " + name + " " + environment, merged);
        return new RemovedPlace(home, Place.of(whole, environment, there), there, commit, before);
    }

    /** The commit with the step by which the branch got it, if that took the pair out: a change request may have been made of an older state. */
    private Optional<Removal> removal(CommitInfo commit, String name, EnvironmentName environment) {
        ConfigRepository repository = home.workspace().repository();
        return home.tip().steps(Set.of(home.spec().path()), commit.parents().get(0)).stream()
                .filter(step -> repository.at(step.commit().id()).contains(commit.id()))
                .reduce((newer, older) -> older)
                .filter(step -> !step.before().isEmpty()
                        && !repository.at(step.before()).contains(commit.id())
                        && has(app(step.before(), name), environment)
                        && !has(app(step.commit().id(), name), environment))
                .map(step -> new Removal(
                        commit, repository.at(step.before()), step.commit().id()));
    }

    /** The environment as it was, with the rules that it has now: who must approve, and when it may change. What the application had of its own stays as it was. */
    private EnvironmentSpec ruled(EnvironmentSpec old, Inventory then, EnvironmentName name) {
        EnvironmentSpec rules = now().environments().get(name);
        if (rules == null) {
            return old;
        }
        var ruled = EnvironmentSpec.builder().from(old);
        EnvironmentSpec was = then.environments().get(name);
        if (!rules.equals(was)) {
            ruled.isProtected(old.isProtected() || rules.isProtected())
                    .fourEyes(old.fourEyes() || rules.fourEyes())
                    .approvers(now(EnvironmentSpec::approvers, old, was, rules))
                    .approvals(now(EnvironmentSpec::approvals, old, was, rules))
                    .addAllFreezes(rules.freezes())
                    .addAllWindows(rules.windows())
                    .gates(now(EnvironmentSpec::gates, old, was, rules));
        }
        return ruled.build();
    }

    private static <R> R now(
            Function<EnvironmentSpec, R> rule,
            EnvironmentSpec old,
            @Nullable EnvironmentSpec was,
            EnvironmentSpec now) {
        boolean inherited = was != null && rule.apply(old).equals(rule.apply(was));
        return rule.apply(inherited ? now : old);
    }
}
