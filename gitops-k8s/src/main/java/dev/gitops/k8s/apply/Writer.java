package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.object.ApplyOrder;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.Secrets;
import dev.gitops.k8s.rollout.Removal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Writes the steps of a plan, wave by wave, one write an object. After the first write that fails no further wave begins. */
final class Writer {

    /**
     * What was done to an object.
     *
     * @param action the action; failed where the server refused
     * @param live the object after it; missing where it is not there
     * @param refusal the server's answer where it refused; null otherwise
     */
    record Done(Action action, JsonNode live, @Nullable Answer refusal) {}

    private final Cluster cluster;
    private final Options options;
    private final Secrets secrets;
    private final Progress progress;
    private final BooleanSupplier allowed;
    private final Map<ObjectKey, Done> done = new LinkedHashMap<>();

    Writer(Cluster cluster, Options options, Secrets secrets, Progress progress, BooleanSupplier allowed) {
        this.cluster = cluster;
        this.options = options;
        this.secrets = secrets;
        this.progress = progress;
        this.allowed = allowed;
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
        if (!allowed.getAsBoolean()) {
            return Optional.of(DeploymentFailure.of(
                    "LockLost",
                    "the Lease was lost on the way, so that another deployment may be under way; deploy again"));
        }
        progress.tell("applies " + writes.size() + " objects: " + named(writes));
        List<Done> results = cluster.all(writes, this::write);
        for (int i = 0; i < writes.size(); i++) {
            done.put(writes.get(i).wanted().key(), results.get(i));
        }
        return failure();
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

    private Done write(Step step) {
        if (step.action() == Action.REPLACED) {
            return replace(step);
        }
        Answer answer = cluster.call(step.wanted().apply(options.force(), false));
        if (!answer.ok()) {
            return new Done(Action.FAILED, step.live(), answer);
        }
        boolean untouched = version(answer.body()).equals(version(step.live()));
        Action action = answer.created() ? Action.CREATED : untouched ? Action.UNCHANGED : Action.CHANGED;
        return new Done(action, answer.body(), null);
    }

    private Done replace(Step step) {
        // pods of a StatefulSet live on and are taken over by the new one
        String propagation = step.wanted().key().kind().equals("StatefulSet") ? "Orphan" : "Background";
        Answer deleted = cluster.call(Removal.call(
                step.wanted().path(), Json.at(step.live(), "metadata", "uid").asText(), propagation));
        if (!deleted.ok() && !deleted.notFound()) {
            return new Done(Action.FAILED, step.live(), deleted);
        }
        Removal.awaitGone(
                cluster,
                step.wanted().path(),
                step.wanted().kind(),
                step.wanted().key(),
                progress);
        Answer answer = cluster.call(step.wanted().apply(options.force(), false));
        return answer.ok()
                ? new Done(Action.REPLACED, answer.body(), null)
                : new Done(Action.FAILED, step.live(), answer);
    }

    private static String version(JsonNode object) {
        return Json.at(object, "metadata", "resourceVersion").asText();
    }

    private Optional<DeploymentFailure> failure() {
        for (Map.Entry<ObjectKey, Done> entry : done.entrySet()) {
            Answer refusal = entry.getValue().refusal();
            if (refusal != null) {
                String reason = Refusals.fieldConflict(refusal)
                        ? "Conflict"
                        : refusal.reason().isEmpty() ? "Refused" : refusal.reason();
                return Optional.of(new DeploymentFailure(
                        entry.getKey().toString(),
                        null,
                        reason,
                        secrets.blot(refusal.message()),
                        List.of(),
                        List.of()));
            }
        }
        return Optional.empty();
    }
}
