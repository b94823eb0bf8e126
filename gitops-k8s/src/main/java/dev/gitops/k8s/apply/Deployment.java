package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.Operation;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.cluster.object.ApplyOrder;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.Secrets;
import dev.gitops.k8s.hook.HookRun;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One deployment: plan, lock, plan again if somebody was faster, write, wait, prune. Where nothing would change it neither locks nor writes. */
final class Deployment {

    private final Cluster cluster;
    private final DeliveryRequest request;
    private final Patience patience;
    private final Progress progress;
    private final WantedSet set;
    private final Options options;
    private final Secrets secrets;
    private final Instant until;

    Deployment(Cluster cluster, DeliveryRequest request, WantedSet set, Patience patience, Progress progress) {
        this.cluster = cluster;
        this.patience = patience;
        this.request = request;
        this.progress = progress;
        this.set = set;
        this.options = Options.of(request);
        this.secrets = set.secrets();
        this.until = Instant.now().plus(request.timeout());
    }

    DeliveryResult run() {
        progress.tell("compares " + set.objects().size() + " objects with cluster " + cluster.name());
        Plan plan = Plan.make(cluster, set, options);
        DueHooks hooks = hooks(plan, Set.of());
        Optional<DeliveryResult> refused = plan.refused(cluster.name(), options, request.pruneConfirmed());
        if (refused.isPresent()) {
            return refused.get();
        }
        if (plan.nothing()) {
            return unchanged(plan);
        }
        // the lock lives in the namespace, which may come with this deployment
        Writer namespaces = new Writer(cluster, options, plan.secrets(), progress, () -> true);
        Optional<DeploymentFailure> failure = namespaces.wave(ApplyOrder.NAMESPACES, plan.steps());
        if (failure.isPresent()) {
            return failed(namespaces.done(), Map.of(), failure.get(), List.of());
        }
        try (Lock lock = Lock.acquire(
                cluster, set.home(), "gitops-" + request.target().app(), request.actor(), left(), progress)) {
            if (!plan.stands(Snapshot.read(cluster, set))) {
                plan = Plan.make(cluster, set, options);
                hooks = hooks(plan, namespaces.done().keySet());
                refused = plan.refused(cluster.name(), options, request.pruneConfirmed());
                if (refused.isPresent()) {
                    return refused.get();
                }
            }
            HookRun run = new HookRun(cluster, plan.secrets(), progress, () -> patience.until(left()), lock::held);
            return write(plan, lock, namespaces.done(), hooks, run);
        }
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
        RolloutEnd end = await(items(plan, Map.of()), plan);
        Map<ObjectKey, Writer.Done> done = plan.steps().stream()
                .collect(Collectors.toMap(
                        step -> step.wanted().key(), step -> new Writer.Done(Action.UNCHANGED, step.live(), null)));
        return end.failure().isPresent()
                ? failed(done, end.verdicts(), end.failure().get(), List.of())
                : new DeliveryResult.Delivered(objects(done, end.verdicts()), false, notices(end));
    }

    private DeliveryResult write(
            Plan plan, Lock lock, Map<ObjectKey, Writer.Done> before, DueHooks hooks, HookRun run) {
        Set<ObjectKey> all = new HashSet<>(plan.seen().members().keySet());
        all.addAll(plan.wantedKeys());
        plan.parents().write(all, hooks.dueFirst());
        Writer writer = new Writer(cluster, options, plan.secrets(), progress, lock::held);
        writer.done().putAll(before);
        List<Step> steps = new ArrayList<>(plan.steps());
        for (int wave = before.isEmpty() ? ApplyOrder.NAMESPACES : ApplyOrder.DEFINITIONS;
                wave < ApplyOrder.waves();
                wave++) {
            Optional<DeploymentFailure> failure = writer.wave(wave, steps);
            if (failure.isEmpty() && wave == ApplyOrder.DEFINITIONS) {
                failure = established(writer).or(() -> checked(plan, steps)).or(() -> hooks.runBefore(run));
                if (failure.isEmpty()) {
                    plan.parents().write(all, hooks.dueLater());
                }
            }
            if (failure.isPresent()) {
                return failed(writer.done(), Map.of(), failure.get(), run.done());
            }
        }
        RolloutEnd end = await(items(plan, writer.done()), plan);
        Optional<DeploymentFailure> failure = end.failure().or(() -> hooks.runAfter(run));
        if (failure.isPresent()) {
            return failed(writer.done(), end.verdicts(), failure.get(), run.done());
        }
        return prune(plan, writer.done(), end, hooks, run);
    }

    /** Waits until the definitions that were applied are served. */
    private Optional<DeploymentFailure> established(Writer writer) {
        List<Item> definitions = new ArrayList<>();
        for (Wanted wanted : set.objects()) {
            Writer.Done done = writer.done().get(wanted.key());
            if (done != null && wanted.key().kind().equals("CustomResourceDefinition")) {
                definitions.add(item(wanted, done.live(), true));
            }
        }
        if (definitions.isEmpty()) {
            return Optional.empty();
        }
        cluster.kinds().refresh();
        return new Rollout(cluster, definitions, patience.until(left()), set.secrets(), progress)
                .await()
                .failure();
    }

    /** Has the server check what it could not check before; the steps are exchanged for those it gives. */
    private Optional<DeploymentFailure> checked(Plan plan, List<Step> steps) {
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
                    "what depends on a new namespace or definition is refused (only those were applied):\n  " + all));
        }
        refusals.check(cluster.name(), "the manifests");
        steps.removeAll(unchecked);
        steps.addAll(again);
        return Optional.empty();
    }

    private DeliveryResult prune(
            Plan plan, Map<ObjectKey, Writer.Done> done, RolloutEnd end, DueHooks hooks, HookRun run) {
        List<DeployedObject> objects = new ArrayList<>(objects(done, end.verdicts()));
        List<String> notices = new ArrayList<>(notices(end));
        Set<ObjectKey> members = plan.wantedKeys();
        if (!plan.unwanted().isEmpty()) {
            progress.tell("prunes " + plan.unwanted().size() + " objects that Git no longer has");
            List<DeployedObject> pruned = new Pruner(cluster, plan.seen()).prune(plan.unwanted());
            objects.addAll(pruned);
            pruned.stream().filter(each -> each.action() == Action.FAILED).forEach(each -> {
                notices.add(
                        each.kind() + " " + each.name() + " " + each.reason() + "; the next deployment tries again");
                plan.unwanted().keySet().stream()
                        .filter(key ->
                                key.kind().equals(each.kind()) && key.name().equals(each.name()))
                        .forEach(members::add);
            });
        }
        plan.parents().write(members, hooks.dueLast());
        plan.parents().forgetOthers(members);
        Optional<DeploymentFailure> failure = hooks.runTests(run);
        objects.addAll(run.done());
        if (failure.isPresent()) {
            return new DeliveryResult.Failed(objects, failure.get());
        }
        plan.parents().write(members, "");
        boolean changed = objects.stream().anyMatch(each -> each.action() != Action.UNCHANGED);
        return new DeliveryResult.Delivered(objects, changed, notices);
    }

    private List<String> notices(RolloutEnd end) {
        List<String> notices = new ArrayList<>(end.notices());
        notices.addAll(set.hooks().notices());
        return notices;
    }

    private RolloutEnd await(List<Item> items, Plan plan) {
        return new Rollout(cluster, items, patience.until(left()), plan.secrets(), progress).await();
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
            items.add(item(step.wanted(), live, written != null && written.action() != Action.UNCHANGED));
        }
        return items;
    }

    private Item item(Wanted wanted, JsonNode live, boolean written) {
        return new Item(
                wanted.key(), wanted.kind(), live, set.selector(wanted.key().namespace()), written);
    }

    private DeliveryResult failed(
            Map<ObjectKey, Writer.Done> done,
            Map<ObjectKey, Verdict> verdicts,
            DeploymentFailure failure,
            List<DeployedObject> hooks) {
        List<DeployedObject> objects = new ArrayList<>(objects(done, verdicts));
        objects.addAll(hooks);
        return new DeliveryResult.Failed(objects, failure);
    }

    private List<DeployedObject> objects(Map<ObjectKey, Writer.Done> done, Map<ObjectKey, Verdict> verdicts) {
        List<DeployedObject> objects = new ArrayList<>();
        done.forEach((key, each) -> {
            Verdict verdict = verdicts.get(key);
            String refusal =
                    each.refusal() == null ? null : secrets.blot(each.refusal().message());
            objects.add(new DeployedObject(
                    key.kind(),
                    key.namespace(),
                    key.name(),
                    each.action(),
                    verdict == null ? Health.UNKNOWN : verdict.health(),
                    refusal != null || verdict == null ? refusal : verdict.text()));
        });
        return objects;
    }
}
