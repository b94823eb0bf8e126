package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.object.ApplyOrder;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.Secrets;
import dev.gitops.k8s.hook.Event;
import dev.gitops.k8s.hook.HookCheck;
import dev.gitops.k8s.hook.HookRun;
import dev.gitops.k8s.rollout.Patience;
import dev.gitops.k8s.rollout.Removal;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes an application out of its environment: hooks before, all objects in the reverse order of applying, their finalizers waited for, hooks after, and the set itself last. The parent at home
 * remembers how far it came, so that whoever is interrupted goes on there.
 */
final class Undeployment {

    private static final Duration LONGER = Duration.ofMinutes(1);

    private final Cluster cluster;
    private final DeliveryRequest request;
    private final WantedSet set;
    private final WantedSet none;
    private final Patience patience;
    private final Progress progress;
    private Instant until = Instant.MAX;

    /**
     * A removal.
     *
     * @param set what Git wanted last: it says where to look, and which hooks run
     */
    Undeployment(Cluster cluster, DeliveryRequest request, WantedSet set, Patience patience, Progress progress) {
        this.cluster = cluster;
        this.request = request;
        this.set = set;
        this.none = set.emptied();
        this.patience = patience;
        this.progress = progress;
    }

    /** What would go, stay and run. */
    List<DeployedObject> plan() {
        Snapshot seen = Snapshot.read(cluster, set);
        Departure departure = departure(seen);
        List<DeployedObject> objects = new ArrayList<>();
        if (there(seen)) {
            hooks(objects, Event.PRE_DELETE);
        }
        departure
                .going()
                .keySet()
                .forEach(key -> objects.add(told(key, Action.PRUNED, Health.MISSING, "it would be deleted")));
        departure
                .kept()
                .forEach((key, why) -> objects.add(told(key, Action.UNCHANGED, Health.UNKNOWN, "kept: " + why)));
        if (there(seen)) {
            hooks(objects, Event.POST_DELETE);
        }
        return objects;
    }

    private void hooks(List<DeployedObject> objects, Event event) {
        set.hooks()
                .at(event)
                .forEach(hook -> objects.add(
                        told(hook.key(), Action.CREATED, Health.UNKNOWN, "runs as " + event.word() + " hook")));
    }

    private static DeployedObject told(ObjectKey key, Action action, Health health, String reason) {
        return new DeployedObject(key.kind(), key.namespace(), key.name(), action, health, reason);
    }

    private Departure departure(Snapshot seen) {
        return Departure.of(cluster, seen, set, request.pruneConfirmed());
    }

    private static boolean there(Snapshot seen) {
        return !seen.members().isEmpty() || !seen.parents().isEmpty();
    }

    DeliveryResult run() {
        Snapshot seen = Snapshot.read(cluster, set);
        if (!there(seen)) {
            return new DeliveryResult.Delivered(
                    List.of(),
                    false,
                    List.of("cluster " + cluster.name() + " has nothing of " + request.target() + " any more"));
        }
        progress.tell("takes " + request.target() + " with " + seen.members().size() + " objects out of cluster "
                + cluster.name());
        Optional<DeliveryResult> refused = refused(seen);
        if (refused.isPresent()) {
            return refused.get();
        }
        Rights.of(cluster, set, departure(seen), seen.parents().keySet()).check();
        Secrets secrets = secrets(seen);
        DeliveryResult result;
        try (Lock lock = new LockQueue(cluster, claim(), request, progress)
                .take(request.timeout().plus(LONGER))) {
            until = Instant.now().plus(request.timeout());
            Snapshot now = Snapshot.read(cluster, set);
            if (lock.abandoned()) {
                new Fence(cluster, lock.holder()).raise(now, set.parent(), progress);
                now = Snapshot.read(cluster, set);
            }
            result = new Locked(now, lock, secrets).run();
        } catch (OvertakenException overtaken) {
            return new DeliveryResult.Failed(
                    List.of(), DeploymentFailure.of("Overtaken", String.valueOf(overtaken.getMessage())));
        }
        if (result instanceof DeliveryResult.Delivered) {
            try {
                forgetLease();
            } catch (GitOpsException unreachable) {
                progress.tell("the Lease stays: " + unreachable.getMessage());
            }
        }
        return result;
    }

    /** What speaks against it before anything is written: a set that is not ours, a namespace that cannot be read, hooks that the server would not take. */
    private Optional<DeliveryResult> refused(Snapshot seen) {
        List<String> reasons = new ArrayList<>(new Parents(cluster, none, seen).refusals());
        seen.hidden()
                .forEach(namespace -> reasons.add("namespace " + namespace + " has objects of " + request.target()
                        + " and may not be read; remove it with the rights of both (`gitops init rbac`)"));
        reasons.addAll(departure(seen).refusals());
        List<HookCheck.Refused> hooks = new ArrayList<>();
        hooks.addAll(HookCheck.of(cluster, set.hooks().at(Event.PRE_DELETE)));
        hooks.addAll(HookCheck.of(cluster, set.hooks().at(Event.POST_DELETE)));
        hooks.forEach(hook -> reasons.add(hook.hook().key() + ", a hook of the removal, is refused by the cluster: "
                + secrets(seen).blot(hook.answer().message())));
        return reasons.isEmpty() ? Optional.empty() : Optional.of(new DeliveryResult.Refused(reasons));
    }

    private Secrets secrets(Snapshot seen) {
        List<JsonNode> all = new ArrayList<>(seen.members().values());
        all.addAll(set.content());
        return new Secrets(all);
    }

    private Claim claim() {
        return Claim.of(request, set.home(), false);
    }

    /** The Lease has no use any more; one that somebody has taken meanwhile stays. */
    private void forgetLease() {
        String path = KnownKinds.get("coordination.k8s.io/v1", "Lease").path(set.home(), claim().name());
        Answer lease = cluster.call(Call.get(path));
        if (lease.ok() && Claim.holder(lease.body()).isEmpty()) {
            JsonNode metadata = lease.body().path("metadata");
            cluster.call(Removal.call(
                    path,
                    metadata.path("uid").asText(),
                    metadata.path("resourceVersion").asText(),
                    "Background"));
        }
    }

    private Duration left() {
        Duration left = Duration.between(Instant.now(), until);
        return left.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : left;
    }

    /** The part that writes, under the lock. */
    private final class Locked {

        private final Snapshot seen;
        private final Lock lock;
        private final Parents parents;
        private final HookRun run;
        private final Account account;
        private final Instant began = Instant.now();

        Locked(Snapshot seen, Lock lock, Secrets secrets) {
            this.seen = seen;
            this.lock = lock;
            this.parents = new Parents(cluster, none, seen);
            this.run = new HookRun(cluster, secrets, progress, () -> patience.until(left()), lock::held);
            this.account = new Account(secrets, Map.of(), run);
        }

        DeliveryResult run() {
            return account.tellingOf(this::take);
        }

        private DeliveryResult take() {
            Departure departure = departure(seen);
            Set<ObjectKey> left = new HashSet<>(departure.going().keySet());
            left.addAll(departure.terminating().keySet());
            if (!parents.due().equals(Event.POST_DELETE.word())) {
                parents.write(seen.members().keySet(), Event.PRE_DELETE.word(), lock);
                Optional<DeploymentFailure> failure =
                        run.run(Event.PRE_DELETE, set.hooks().at(Event.PRE_DELETE));
                if (failure.isPresent()) {
                    return account.failed(failure.get());
                }
                parents.write(seen.members().keySet(), Event.POST_DELETE.word(), lock);
            }
            Optional<DeploymentFailure> failure = prune(departure, left);
            parents.write(left, Event.POST_DELETE.word(), lock);
            failure = failure.or(() -> run.run(Event.POST_DELETE, set.hooks().at(Event.POST_DELETE)));
            if (failure.isPresent()) {
                return account.failed(failure.get());
            }
            List<String> notices = new ArrayList<>();
            departure.kept().forEach((key, why) -> notices.add(key + " is kept: " + why));
            new Leaving(cluster, departure, parents, lock, progress).finish(notices);
            return new DeliveryResult.Delivered(account.objects(), true, notices);
        }

        /** Wave by wave, each gone before the next: whoever serves the finalizers of one may be in the next. */
        private Optional<DeploymentFailure> prune(Departure departure, Set<ObjectKey> left) {
            Pruner pruner = new Pruner(cluster, departure.kinds(), lock);
            for (int wave = ApplyOrder.waves() - 1; wave >= 0; wave--) {
                int now = wave;
                Map<ObjectKey, JsonNode> going = new LinkedHashMap<>(departure.going());
                going.keySet().removeIf(key -> ApplyOrder.wave(key.kind()) != now);
                Set<ObjectKey> waiting = new LinkedHashSet<>(going.keySet());
                departure.terminating().keySet().stream()
                        .filter(key -> ApplyOrder.wave(key.kind()) == now)
                        .forEach(waiting::add);
                List<Pruner.Pruned> done = new ArrayList<>();
                try {
                    pruner.prune(going, done);
                } finally {
                    account.pruned().addAll(done);
                }
                Optional<DeploymentFailure> failure = gone(departure, done, waiting, left);
                if (failure.isPresent()) {
                    return failure;
                }
            }
            return Optional.empty();
        }

        /** Waits until all is gone that was deleted; what is gone leaves the set. */
        private Optional<DeploymentFailure> gone(
                Departure departure, List<Pruner.Pruned> done, Set<ObjectKey> waiting, Set<ObjectKey> left) {
            List<String> stuck = new ArrayList<>();
            for (Pruner.Pruned each : done) {
                if (each.gone()) {
                    left.remove(each.key());
                }
                boolean failed = each.object().action() == Action.FAILED;
                if (failed) {
                    stuck.add(each.key() + " " + each.object().reason());
                }
                if (each.gone() || failed) {
                    waiting.remove(each.key());
                }
            }
            for (ObjectKey key : waiting) {
                if (awaitGone(departure, key)) {
                    left.remove(key);
                    account.gone(key);
                } else if (Thread.currentThread().isInterrupted()) {
                    return Optional.of(DeploymentFailure.of("Aborted", "this removal was told to stop on its way"));
                } else if (ended().isPresent()) {
                    return ended();
                } else {
                    stuck.add(key + " is terminating: it waits for " + holders(departure, key));
                }
            }
            return stuck.isEmpty()
                    ? Optional.empty()
                    : Optional.of(DeploymentFailure.of(
                            "Terminating",
                            String.join("; ", stuck)
                                    + "; see who should let it go, and remove again: it goes on from here"));
        }

        private Optional<DeploymentFailure> ended() {
            return lock.ended(Duration.between(began, Instant.now()));
        }

        private boolean awaitGone(Departure departure, ObjectKey key) {
            return departure
                    .kind(key)
                    .map(kind -> Removal.awaitGone(
                            cluster,
                            kind.path(key.namespace(), key.name()),
                            kind,
                            key,
                            progress,
                            left(),
                            () -> ended().isPresent()))
                    .orElse(false);
        }

        private String holders(Departure departure, ObjectKey key) {
            return departure
                    .kind(key)
                    .map(kind -> cluster.call(Call.get(kind.path(key.namespace(), key.name()))))
                    .filter(Answer::ok)
                    .map(answer -> Pruner.holders(answer.body()))
                    .orElse("the server");
        }
    }
}
