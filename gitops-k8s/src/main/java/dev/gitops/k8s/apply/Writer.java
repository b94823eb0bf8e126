package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.CancelledException;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.object.ApplyOrder;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.Secrets;
import dev.gitops.cluster.object.TakeOver;
import dev.gitops.k8s.rollout.Removal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes the steps of a plan, wave by wave, one write an object. After the first write that fails no further wave begins. A write names the version of the object it was planned for; where
 * somebody has written since, the lock decides whether it is repeated.
 */
final class Writer {

    /** How often somebody may write an object while we are about to. */
    private static final int TRIES = 20;

    /**
     * What was done to an object.
     *
     * @param action the action; failed where the server refused
     * @param live the object after it; missing where it is not there
     * @param failure why it could not be written; null otherwise
     */
    record Done(Action action, JsonNode live, @Nullable DeploymentFailure failure) {}

    private final Cluster cluster;
    private final Options options;
    private final Secrets secrets;
    private final Progress progress;
    private final @Nullable Lock lock;
    private final Supplier<Duration> left;
    private final Map<ObjectKey, Done> done = new LinkedHashMap<>();

    /**
     * A writer.
     *
     * @param lock what must be held to write; null for what is written before it, as it makes room for the lock
     * @param left how long to wait for what must go first, asked each time
     */
    Writer(
            Cluster cluster,
            Options options,
            Secrets secrets,
            Progress progress,
            @Nullable Lock lock,
            Supplier<Duration> left) {
        this.cluster = cluster;
        this.options = options;
        this.secrets = secrets;
        this.progress = progress;
        this.lock = lock;
        this.left = left;
    }

    Map<ObjectKey, Done> done() {
        return done;
    }

    /** Writes the steps of one wave. */
    Optional<DeploymentFailure> wave(int wave, List<Step> steps) {
        List<Step> now = steps.stream()
                .filter(step -> ApplyOrder.wave(step.wanted().key().kind()) == wave)
                .toList();
        now.stream()
                .filter(step -> !step.writes())
                .forEach(step -> done.put(step.wanted().key(), new Done(Action.UNCHANGED, step.live(), null)));
        List<Step> writes = now.stream().filter(Step::writes).toList();
        if (writes.isEmpty()) {
            return Optional.empty();
        }
        if (lost()) {
            return Optional.of(Objects.requireNonNull(lock).lost());
        }
        progress.tell("applies " + writes.size() + " objects: " + named(writes));
        Map<ObjectKey, Done> results = new ConcurrentHashMap<>();
        try {
            cluster.all(writes, step -> {
                results.put(step.wanted().key(), quietly(step));
                return true;
            });
        } finally {
            // whatever ends it on the way, what was written is told, and what may have been
            for (Step step : writes) {
                ObjectKey key = step.wanted().key();
                Done result = results.getOrDefault(key, unknown(step));
                done.put(key, result);
                tell(key, result);
            }
        }
        return writes.stream()
                .map(step ->
                        Objects.requireNonNull(done.get(step.wanted().key())).failure())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .findFirst();
    }

    private Done unknown(Step step) {
        String why = "told to stop while it was written, so that nobody knows whether it was";
        return new Done(Action.FAILED, step.live(), failure(step, DeploymentFailure.ABORTED, why));
    }

    private void tell(ObjectKey key, Done result) {
        DeploymentFailure failure = result.failure();
        if (result.action() != Action.UNCHANGED) {
            String why = failure == null ? null : failure.message();
            progress.applied(
                    new DeployedObject(key.kind(), key.namespace(), key.name(), result.action(), Health.UNKNOWN, why));
        }
    }

    private boolean lost() {
        return lock != null && !lock.held();
    }

    private static String named(List<Step> steps) {
        String first = String.join(
                ", ",
                steps.stream()
                        .limit(5)
                        .map(step -> step.wanted().key().toString())
                        .toList());
        return steps.size() > 5 ? first + " and " + (steps.size() - 5) + " more" : first;
    }

    /** What one write ends in must not hide what the others did. */
    private Done quietly(Step step) {
        try {
            return step.action() != Action.REPLACED ? write(step) : step.isTerminating() ? made(step) : replace(step);
        } catch (LockLostException lost) {
            return new Done(Action.FAILED, step.live(), lost.failure());
        } catch (CancelledException stopped) {
            return unknown(step);
        } catch (GitOpsException failed) {
            return new Done(
                    Action.FAILED, step.live(), failure(step, "Unreachable", String.valueOf(failed.getMessage())));
        }
    }

    private Done write(Step step) {
        JsonNode live = step.live();
        for (int tries = 0; ; tries++) {
            Answer answer = takenOver(step, live);
            if (answer.ok()) {
                answer = cluster.call(step.wanted().apply(options.force(), answer.body()));
            }
            if (answer.ok()) {
                boolean untouched = version(answer.body()).equals(version(step.live()));
                Action action = answer.created() ? Action.CREATED : untouched ? Action.UNCHANGED : Action.CHANGED;
                return new Done(action, answer.body(), null);
            }
            if (!answer.stale() || tries == TRIES) {
                return new Done(Action.FAILED, step.live(), refused(step, answer));
            }
            Call get = Call.get(step.wanted().path());
            Answer now = cluster.call(get);
            if (lost()) {
                throw new LockLostException(Objects.requireNonNull(lock));
            }
            live = now.ok() ? now.body() : Json.object().path("gone");
        }
    }

    /** Takes over what is owned by those who deployed the object before; the object as it is then. */
    private Answer takenOver(Step step, JsonNode live) {
        JsonNode result = step.result();
        Answer as = new Answer(200, live, "");
        if (!step.takeOver().any() || result == null || live.isMissingNode()) {
            return as;
        }
        String apiVersion = step.wanted().kind().apiVersion();
        TakeOver now = TakeOver.of(live, result, WantedSet.MANAGER, apiVersion);
        if (!now.any()) {
            return as;
        }
        var patch = Json.object();
        var metadata = patch.putObject("metadata");
        metadata.put("resourceVersion", version(live));
        metadata.set("managedFields", now.managedFields());
        return cluster.call(Call.merge(step.wanted().path(), Json.text(patch)).with("fieldManager", WantedSet.MANAGER));
    }

    private Done replace(Step step) {
        String path = step.wanted().path();
        // pods of a StatefulSet live on and are taken over by the new one
        String propagation = step.wanted().key().kind().equals("StatefulSet") ? "Orphan" : "Background";
        String uid = Json.at(step.live(), "metadata", "uid").asText();
        JsonNode live = step.live();
        for (int tries = 0; ; tries++) {
            Answer deleted = cluster.call(Removal.call(path, uid, version(live), propagation));
            if (deleted.ok() || deleted.notFound()) {
                break;
            }
            Answer now = deleted.conflict() && tries < TRIES ? cluster.call(Call.get(path)) : deleted;
            if (!now.ok() && !now.notFound()) {
                return new Done(Action.FAILED, step.live(), refused(step, deleted));
            }
            if (lost()) {
                throw new LockLostException(Objects.requireNonNull(lock));
            }
            if (!Json.at(now.body(), "metadata", "uid").asText().equals(uid)) {
                break;
            }
            live = now.body();
        }
        return made(step);
    }

    /** Makes an object once the old one of its name is gone. */
    private Done made(Step step) {
        String path = step.wanted().path();
        boolean gone = Removal.awaitGone(
                cluster, path, step.wanted().kind(), step.wanted().key(), progress, left.get(), () -> false);
        if (lost()) {
            throw new LockLostException(Objects.requireNonNull(lock));
        }
        Answer old = gone ? null : cluster.call(Call.get(path));
        if (old != null && old.ok()) {
            String waits = "the old one is terminating: it waits for " + Pruner.holders(old.body());
            return new Done(Action.FAILED, old.body(), failure(step, "Terminating", waits));
        }
        Answer answer = cluster.call(step.wanted().apply(options.force(), false));
        return answer.ok()
                ? new Done(Action.REPLACED, answer.body(), null)
                : new Done(Action.FAILED, Json.object().path("gone"), refused(step, answer));
    }

    private static String version(JsonNode object) {
        return Json.at(object, "metadata", "resourceVersion").asText();
    }

    private DeploymentFailure refused(Step step, Answer answer) {
        String reason = answer.fieldConflict() ? "Conflict" : answer.reason().isEmpty() ? "Refused" : answer.reason();
        String hint = Refusals.hint(step.wanted(), answer);
        return failure(step, reason, hint.isEmpty() ? answer.message() : answer.message() + "; " + hint);
    }

    private DeploymentFailure failure(Step step, String reason, String message) {
        return new DeploymentFailure(
                step.wanted().key().toString(), null, reason, secrets.blot(message), List.of(), List.of());
    }
}
