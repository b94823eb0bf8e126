package dev.gitops.k8s.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.Secrets;
import dev.gitops.k8s.rollout.Item;
import dev.gitops.k8s.rollout.Patience;
import dev.gitops.k8s.rollout.Removal;
import dev.gitops.k8s.rollout.Rollout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs hooks one after another. A Job or Pod is waited for until it has ended; the first that fails stops those that follow. */
public final class HookRun {

    /** The field manager of what is made. */
    static final String MANAGER = "gitops";

    private final Cluster cluster;
    private final Secrets secrets;
    private final Progress progress;
    private final Supplier<Patience> patience;
    private final BooleanSupplier allowed;
    private final Map<Hook, String> uids = new HashMap<>();
    private final Map<ObjectKey, DeployedObject> done = new LinkedHashMap<>();

    /**
     * A run.
     *
     * @param cluster the cluster
     * @param secrets what must not be shown
     * @param progress is told what happens
     * @param patience how long to wait, asked at each hook
     * @param allowed whether this deployment may still write, asked before each hook
     */
    public HookRun(
            Cluster cluster, Secrets secrets, Progress progress, Supplier<Patience> patience, BooleanSupplier allowed) {
        this.cluster = cluster;
        this.secrets = secrets;
        this.progress = progress;
        this.patience = patience;
        this.allowed = allowed;
    }

    /** {@return what was made, in the order of running; what a policy has deleted again is among it} */
    public List<DeployedObject> done() {
        return List.copyOf(done.values());
    }

    /**
     * Runs the hooks of an event.
     *
     * @param event the event
     * @param hooks its hooks in order
     * @return why one failed; empty where all succeeded
     */
    public Optional<DeploymentFailure> run(Event event, List<Hook> hooks) {
        List<Hook> succeeded = new ArrayList<>();
        for (Hook hook : hooks) {
            JsonNode before = before(hook);
            if (!allowed.getAsBoolean()) {
                return Optional.of(lost(event, hook));
            }
            progress.tell("runs the " + event.word() + " hook " + hook.key());
            Optional<DeploymentFailure> failure = one(event, hook, before);
            if (failure.isPresent()) {
                tell(hook, Health.DEGRADED, failure.get().reason());
                clear(hook, false);
                succeeded.forEach(other -> clear(other, true));
                return failure.map(why -> named(event, why));
            }
            tell(hook, Health.HEALTHY, null);
            succeeded.add(hook);
        }
        for (int i = succeeded.size() - 1; i >= 0; i--) {
            clear(succeeded.get(i), true);
        }
        return Optional.empty();
    }

    /** What its last run has left. Looked at before the lock is asked for, so that what is deleted then is never the work of somebody who took it since. */
    private JsonNode before(Hook hook) {
        Call get = Call.get(hook.path());
        Answer before = cluster.call(get);
        if (!before.ok() && !before.notFound()) {
            throw new UnexpectedAnswerException(cluster.name(), get, before);
        }
        return before.ok() ? before.body() : Json.object().path("nothing");
    }

    private static DeploymentFailure lost(Event event, Hook hook) {
        return DeploymentFailure.of(
                "LockLost",
                "the Lease was lost before the " + event.word() + " hook " + hook.key()
                        + ", so that another deployment may be under way; deploy again");
    }

    private Optional<DeploymentFailure> one(Event event, Hook hook, JsonNode before) {
        if (!before.isMissingNode() && hook.deletedBefore()) {
            Optional<String> still = Removal.of(cluster, hook.path(), hook.kind(), hook.key(), uid(before), progress);
            if (!allowed.getAsBoolean()) {
                return Optional.of(lost(event, hook));
            }
            if (still.isPresent()) {
                return Optional.of(
                        failure(hook, "NotDeleted", "the object of its last run cannot be deleted: " + still.get()));
            }
        } else if (!before.isMissingNode() && !hook.kept()) {
            return Optional.of(
                    failure(
                            hook,
                            "AlreadyExists",
                            "the object of an earlier run is there, and its helm.sh/hook-delete-policy keeps it; add before-hook-creation, or delete it"));
        }
        Answer made = cluster.call(Call.apply(hook.path(), Json.text(hook.json()))
                .with("fieldManager", MANAGER)
                .with("fieldValidation", "Strict")
                .with("force", "true"));
        if (!made.ok()) {
            String reason = made.reason().isEmpty() ? "Refused" : made.reason();
            return Optional.of(failure(hook, reason, made.message()));
        }
        uids.put(hook, uid(made.body()));
        return hook.runs() ? ended(hook, made.body()) : Optional.empty();
    }

    private Optional<DeploymentFailure> ended(Hook hook, JsonNode live) {
        Item item = new Item(hook.key(), hook.kind(), live, hook.json(), "", true);
        return new Rollout(cluster, List.of(item), patience.get(), secrets, progress)
                .await()
                .failure();
    }

    /** Deletes what it has made itself. */
    private void clear(Hook hook, boolean success) {
        String uid = uids.get(hook);
        if (uid != null && hook.deletedAfter(success)) {
            Removal.of(cluster, hook.path(), hook.kind(), hook.key(), uid, progress);
        }
    }

    private static String uid(JsonNode object) {
        return Json.at(object, "metadata", "uid").asText();
    }

    private void tell(Hook hook, Health health, @Nullable String reason) {
        ObjectKey key = hook.key();
        done.put(
                key,
                new DeployedObject(
                        key.kind(),
                        key.namespace(),
                        key.name(),
                        health == Health.HEALTHY ? Action.CREATED : Action.FAILED,
                        health,
                        reason));
    }

    private DeploymentFailure failure(Hook hook, String reason, String message) {
        return new DeploymentFailure(hook.key().toString(), null, reason, secrets.blot(message), List.of(), List.of());
    }

    private static DeploymentFailure named(Event event, DeploymentFailure why) {
        return new DeploymentFailure(
                why.object(),
                why.container(),
                why.reason(),
                event.word() + " hook: " + why.message(),
                why.events(),
                why.logTail());
    }
}
