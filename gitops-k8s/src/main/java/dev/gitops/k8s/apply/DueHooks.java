package dev.gitops.k8s.apply;

import dev.gitops.api.DeploymentFailure;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.k8s.hook.Event;
import dev.gitops.k8s.hook.Hook;
import dev.gitops.k8s.hook.HookCheck;
import dev.gitops.k8s.hook.HookRun;
import dev.gitops.k8s.hook.Hooks;
import dev.gitops.k8s.hook.Occasion;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which hooks a deployment runs: those of an install where nothing was there, else those of an upgrade or a rollback; none where nothing changes. What an earlier deployment has left undone
 * (its hooks failed, or it died) is remembered at the parent and made up for.
 *
 * @param hooks all hooks
 * @param before the event before anything is written; null where none is due
 * @param after the event after all is healthy; null where none is due
 * @param test whether the tests are due
 * @param left what an earlier deployment has left undone; what came before its writes comes first
 */
record DueHooks(
        Hooks hooks, @Nullable Event before, @Nullable Event after, boolean test, List<Event> left) {

    private static final Set<Event> FIRST = Set.of(Event.PRE_INSTALL, Event.PRE_UPGRADE, Event.PRE_ROLLBACK);
    private static final Set<Event> LATER = Set.of(Event.POST_INSTALL, Event.POST_UPGRADE, Event.POST_ROLLBACK);

    /**
     * The hooks of a plan.
     *
     * @param plan the plan
     * @param rollback whether what was there before comes back
     * @param ours what this deployment has written already
     */
    static DueHooks of(Plan plan, boolean rollback, Set<ObjectKey> ours) {
        List<Event> left = Stream.of(plan.parents().due().split(","))
                .flatMap(word -> Event.of(word).stream())
                .toList();
        Set<ObjectKey> members = new HashSet<>(plan.seen().members().keySet());
        members.removeAll(ours);
        boolean install = members.isEmpty() || left.contains(Event.PRE_INSTALL);
        Occasion occasion = install ? Occasion.INSTALL : rollback ? Occasion.ROLLBACK : Occasion.UPGRADE;
        // hooks that had begun, or that ran for another commit, have done their work though no object tells of it
        boolean begun = left.stream().anyMatch(FIRST::contains)
                || left.stream().anyMatch(LATER::contains) && !plan.parents().dueOfThis();
        boolean changes = plan.changes() || install || begun;
        Event after = left.contains(Event.POST_INSTALL)
                ? Event.POST_INSTALL
                : changes
                        ? occasion.after()
                        : left.stream().filter(LATER::contains).findFirst().orElse(null);
        return new DueHooks(
                plan.set().hooks(), changes ? occasion.before() : null, after, changes || !left.isEmpty(), left);
    }

    List<Hook> at(@Nullable Event event) {
        return event == null ? List.of() : hooks.at(event);
    }

    private List<Hook> tests() {
        return test ? hooks.at(Event.TEST) : List.of();
    }

    /** Has the server check the hooks that will run; what depends on something that comes with this deployment is checked when it runs. */
    void check(Cluster cluster, Planner planner) {
        List<Hook> all = Stream.of(at(before), at(after), tests())
                .flatMap(List::stream)
                .distinct()
                .filter(hook -> !planner.arrivals().has(hook.kind()))
                .toList();
        for (HookCheck.Refused refused : HookCheck.of(cluster, all)) {
            Hook hook = refused.hook();
            if (!planner.arrivals().explain(refused.answer(), hook.key().namespace())) {
                planner.refusals().add(new Wanted(hook.key(), hook.kind(), hook.json(), false), refused.answer());
            }
        }
    }

    /** What the parent remembers while the hooks before the writes have not all succeeded. */
    String dueFirst() {
        Event first = before;
        if (first == null || at(first).isEmpty()) {
            return dueLater();
        }
        Stream<Event> later =
                first == Event.PRE_INSTALL ? Stream.empty() : left.stream().filter(event -> !FIRST.contains(event));
        return Stream.concat(Stream.of(first), later).map(Event::word).collect(Collectors.joining(","));
    }

    /** What the parent remembers until the hooks after the writes have succeeded. */
    String dueLater() {
        return at(after).isEmpty() ? dueLast() : Objects.requireNonNull(after).word();
    }

    /** What the parent remembers until the tests have succeeded. */
    String dueLast() {
        return tests().isEmpty() ? "" : Event.TEST.word();
    }

    Optional<DeploymentFailure> runBefore(HookRun run) {
        return before == null ? Optional.empty() : run.run(before, at(before));
    }

    Optional<DeploymentFailure> runAfter(HookRun run) {
        return after == null ? Optional.empty() : run.run(after, at(after));
    }

    Optional<DeploymentFailure> runTests(HookRun run) {
        return run.run(Event.TEST, tests());
    }
}
