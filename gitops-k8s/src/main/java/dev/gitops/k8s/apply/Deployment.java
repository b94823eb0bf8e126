package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.Operation;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.cluster.object.ApplyOrder;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.TakeOver;
import dev.gitops.k8s.hook.HookRun;
import dev.gitops.k8s.rollout.Ending;
import dev.gitops.k8s.rollout.Item;
import dev.gitops.k8s.rollout.Patience;
import dev.gitops.k8s.rollout.Rollout;
import dev.gitops.k8s.rollout.RolloutEnd;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One deployment: plan, lock, plan again if somebody was faster, write, wait, prune. Where nothing would change it neither locks nor writes. Its time begins with the lock, so that whoever
 * waited for another has as much as that one had.
 */
final class Deployment {

    /** Whoever comes right behind another outlasts its whole time. */
    private static final Duration LONGER = Duration.ofMinutes(1);

    private static final int QUOTAS = ApplyOrder.wave("ResourceQuota");

    private final Cluster cluster;
    private final DeliveryRequest request;
    private final Patience patience;
    private final Progress progress;
    private final WantedSet set;
    private final Options options;
    private Instant until;

    Deployment(Cluster cluster, DeliveryRequest request, WantedSet set, Patience patience, Progress progress) {
        this.cluster = cluster;
        this.patience = patience;
        this.request = request;
        this.progress = progress;
        this.set = set;
        this.options = Options.of(request);
        this.until = Instant.now().plus(request.timeout());
    }

    DeliveryResult run() {
        progress.tell("compares " + set.objects().size() + " objects with cluster " + cluster.name());
        Plan plan = Plan.make(cluster, set, options, request);
        DueHooks hooks = hooks(plan, Set.of());
        Optional<DeliveryResult> refused = plan.refused(cluster.name(), options, request.pruneConfirmed());
        if (refused.isPresent()) {
            return refused.get();
        }
        if (plan.nothing()) {
            return unchanged(plan);
        }
        Rights.of(cluster, set, plan).check();
        // the lock lives in the namespace, which may come with this deployment
        Writer namespaces = new Writer(cluster, options, plan.secrets(), progress, null, this::left);
        Account account = new Account(plan.secrets(), namespaces.done(), null);
        Optional<DeploymentFailure> failure = namespaces.wave(ApplyOrder.NAMESPACES, plan.steps());
        if (failure.isPresent()) {
            return account.failed(failure.get());
        }
        Plan first = plan;
        return account.tellingOf(() -> locked(first, hooks, namespaces, account));
    }

    private DeliveryResult locked(Plan first, DueHooks due, Writer namespaces, Account account) {
        Plan plan = first;
        DueHooks hooks = due;
        try (Lock lock = new LockQueue(cluster, claim(), request, progress)
                .take(request.timeout().plus(LONGER))) {
            until = Instant.now().plus(request.timeout());
            Snapshot now = Snapshot.read(cluster, set, plan.adopted());
            if (lock.abandoned()) {
                new Fence(cluster, lock.holder()).raise(now, set.parent(), progress);
            }
            if (lock.abandoned() || !plan.stands(now)) {
                plan = Plan.make(cluster, set, options, request);
                hooks = hooks(plan, namespaces.done().keySet());
                Optional<DeliveryResult> refused = plan.refused(cluster.name(), options, request.pruneConfirmed());
                if (refused.isPresent()) {
                    return account.any() ? account.failed(words(refused.get())) : refused.get();
                }
            }
            return new Locked(plan, hooks, lock, namespaces.done()).run();
        } catch (OvertakenException overtaken) {
            return account.failed(DeploymentFailure.of("Overtaken", String.valueOf(overtaken.getMessage())));
        }
    }

    /** A refusal that came when something had been written already. */
    private static DeploymentFailure words(DeliveryResult refused) {
        return refused instanceof DeliveryResult.Refused guards
                ? DeploymentFailure.of("Refused", String.join("; ", guards.reasons()))
                : ((DeliveryResult.Failed) refused).failure();
    }

    private Claim claim() {
        boolean urgent = request.operation().filter(Operation.ROLLBACK::equals).isPresent();
        return Claim.of(request, set.home(), urgent);
    }

    /** The hooks that are due; what the server says against them is among the plan's refusals. */
    private DueHooks hooks(Plan plan, Set<ObjectKey> ours) {
        boolean rollback =
                request.operation().filter(Operation.ROLLBACK::equals).isPresent();
        DueHooks due = DueHooks.of(plan, rollback, ours);
        if (!plan.nothing()) {
            due.check(cluster, plan.planner());
        }
        return due;
    }

    private DeliveryResult unchanged(Plan plan) {
        Map<ObjectKey, Writer.Done> done = plan.steps().stream()
                .collect(Collectors.toMap(
                        step -> step.wanted().key(),
                        step -> new Writer.Done(Action.UNCHANGED, step.live(), null),
                        (one, other) -> one,
                        LinkedHashMap::new));
        Account account = new Account(plan.secrets(), done, null);
        RolloutEnd end = await(items(plan, Map.of()), plan, Ending.NONE);
        account.seen(end.verdicts());
        return end.failure().isPresent()
                ? account.failed(end.failure().get())
                : new DeliveryResult.Delivered(account.objects(), false, notices(plan, end));
    }

    private List<String> notices(Plan plan, RolloutEnd end) {
        List<String> notices = new ArrayList<>(plan.notices());
        notices.addAll(end.notices());
        notices.addAll(set.hooks().notices());
        return notices;
    }

    private RolloutEnd await(List<Item> items, Plan plan, Ending ending) {
        return new Rollout(cluster, items, patience.until(left()), plan.secrets(), progress, ending)
                .by(set.health())
                .await();
    }

    private Duration left() {
        Duration left = Duration.between(Instant.now(), until);
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }

    private List<Item> items(Plan plan, Map<ObjectKey, Writer.Done> done) {
        List<Item> items = new ArrayList<>();
        for (Step step : plan.steps()) {
            Writer.Done written = done.get(step.wanted().key());
            JsonNode live = written == null ? step.live() : written.live();
            if (!step.vanished()) {
                items.add(item(step.wanted(), live, written != null && written.action() != Action.UNCHANGED));
            }
        }
        return items;
    }

    private Item item(Wanted wanted, JsonNode live, boolean written) {
        String selector = set.selector(wanted.key().namespace());
        return new Item(wanted.key(), wanted.kind(), live, wanted.json(), selector, written);
    }

    /** The part of a deployment that writes, under the lock. */
    private final class Locked {

        private final Plan plan;
        private final DueHooks hooks;
        private final Lock lock;
        private final Writer writer;
        private final HookRun run;
        private final Account account;

        Locked(Plan plan, DueHooks hooks, Lock lock, Map<ObjectKey, Writer.Done> before) {
            this.plan = plan;
            this.hooks = hooks;
            this.lock = lock;
            this.writer = new Writer(cluster, options, plan.secrets(), progress, lock, Deployment.this::left);
            this.run = new HookRun(cluster, plan.secrets(), progress, () -> patience.until(left()), lock::held);
            this.account = new Account(plan.secrets(), writer.done(), run);
            writer.done().putAll(before);
        }

        DeliveryResult run() {
            return account.tellingOf(this::write);
        }

        private DeliveryResult write() {
            Set<ObjectKey> all = new HashSet<>(plan.seen().members().keySet());
            all.addAll(plan.wantedKeys());
            plan.parents().remember(plan.parents().memory().withMade(writer.done()));
            plan.parents().write(all, hooks.dueFirst(), lock);
            List<Step> steps = new ArrayList<>(plan.steps());
            int first = writer.done().isEmpty() ? ApplyOrder.NAMESPACES : ApplyOrder.DEFINITIONS;
            for (int wave = first; wave < ApplyOrder.waves(); wave++) {
                Optional<DeploymentFailure> failure = stopped().or(wave(wave, steps));
                if (failure.isEmpty() && wave == QUOTAS) {
                    failure = seen("ResourceQuota");
                }
                if (failure.isEmpty() && wave == ApplyOrder.DEFINITIONS) {
                    failure = established().or(() -> checked(steps)).or(() -> hooks.runBefore(run));
                    if (failure.isEmpty()) {
                        plan.parents().write(all, hooks.dueLater(), lock);
                    }
                }
                if (failure.isPresent()) {
                    return account.failed(failure.get());
                }
            }
            RolloutEnd end = await(items(plan, writer.done()), plan, lock::ended);
            account.seen(end.verdicts());
            Optional<DeploymentFailure> failure = end.failure().or(() -> hooks.runAfter(run));
            return failure.isPresent() ? account.failed(failure.get()) : prune(end);
        }

        private Supplier<Optional<DeploymentFailure>> wave(int wave, List<Step> steps) {
            return () -> writer.wave(wave, steps);
        }

        private Optional<DeploymentFailure> stopped() {
            return Thread.currentThread().isInterrupted()
                    ? Optional.of(DeploymentFailure.of("Aborted", "this deployment was told to stop while it wrote"))
                    : Optional.empty();
        }

        /** Waits until the definitions that were applied are served. */
        private Optional<DeploymentFailure> established() {
            cluster.kinds().refresh();
            return seen("CustomResourceDefinition");
        }

        /** Waits until the server heeds what was applied of a kind. */
        private Optional<DeploymentFailure> seen(String kind) {
            List<Item> applied = new ArrayList<>();
            for (Wanted wanted : set.objects()) {
                Writer.Done done = writer.done().get(wanted.key());
                if (done != null && wanted.key().kind().equals(kind)) {
                    applied.add(item(wanted, done.live(), true));
                }
            }
            return applied.isEmpty()
                    ? Optional.empty()
                    : await(applied, plan, lock::ended).failure();
        }

        /** Has the server check what it could not check before; the steps are exchanged for those it gives. */
        private Optional<DeploymentFailure> checked(List<Step> steps) {
            List<Step> unchecked = steps.stream()
                    .filter(Step::unchecked)
                    .filter(step -> ApplyOrder.wave(step.wanted().key().kind()) > ApplyOrder.DEFINITIONS)
                    .toList();
            List<Step> again = plan.planner().again(unchecked);
            Refusals refusals = plan.planner().refusals();
            if (!refusals.problems().isEmpty()) {
                String all = refusals.problems().stream().map(Object::toString).collect(Collectors.joining("\n  "));
                return Optional.of(DeploymentFailure.of(
                        "Invalid",
                        "what depends on a new namespace or definition is refused (only those were applied):\n  "
                                + all));
            }
            refusals.check(cluster.name(), "the manifests");
            steps.removeAll(unchecked);
            steps.addAll(again);
            return Optional.empty();
        }

        private DeliveryResult prune(RolloutEnd end) {
            List<String> notices = new ArrayList<>(notices(plan, end));
            Set<ObjectKey> members = plan.kept();
            if (!plan.unwanted().isEmpty()) {
                progress.tell("prunes " + plan.unwanted().size() + " objects that Git no longer has");
                new Pruner(cluster, plan.seen(), lock).prune(plan.unwanted(), account.pruned());
                account.pruned().stream().filter(each -> !each.gone()).forEach(each -> members.add(each.key()));
            }
            plan.parents().remember(memory(end));
            plan.parents().write(members, hooks.dueLast(), lock);
            plan.parents().forgetOthers(members, lock);
            Optional<DeploymentFailure> failure = hooks.runTests(run);
            if (failure.isPresent()) {
                return account.failed(failure.get());
            }
            plan.parents().write(members, "", lock);
            notices.addAll(Pruner.notices(account.pruned()));
            boolean changed = account.objects().stream().anyMatch(each -> each.action() != Action.UNCHANGED);
            return new DeliveryResult.Delivered(account.objects(), changed, notices);
        }

        private static boolean isNamespace(ObjectKey key, String name) {
            return key.kind().equals("Namespace")
                    && key.group().isEmpty()
                    && key.name().equals(name);
        }

        /** What no object will tell any more: Jobs that have completed, and what others keep alive. */
        private Memory memory(RolloutEnd end) {
            Memory before = plan.parents().memory().withMade(writer.done());
            Set<String> made = new HashSet<>(before.made());
            made.removeIf(name -> plan.wantedKeys().stream().noneMatch(key -> isNamespace(key, name)));
            Memory now = new Memory(Map.of(), Map.of(), made);
            for (Step step : plan.steps()) {
                ObjectKey key = step.wanted().key();
                Verdict verdict = end.verdicts().get(key);
                boolean completed = step.vanished() || verdict != null && verdict.health() == Health.HEALTHY;
                if (Memory.vanishes(step.wanted()) && completed) {
                    now.finished().put(key.toString(), Memory.digest(step.wanted()));
                }
                JsonNode live = end.live().getOrDefault(key, step.live());
                JsonNode left = TakeOver.still(
                        TakeOver.all(before.leftOf(key), step.takeOver().left()), live, WantedSet.MANAGER);
                if (!left.isEmpty()) {
                    now.left().put(key.toString(), left);
                }
            }
            return now;
        }
    }
}
