package dev.gitops.k8s.apply;

import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.InvalidInputException;
import dev.gitops.cluster.client.AccessDeniedException;
import dev.gitops.cluster.client.ClusterUnreachableException;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.client.UnknownCallerException;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.Secrets;
import dev.gitops.k8s.hook.HookRun;
import dev.gitops.spi.DeliveryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a deployment has done so far, so that it is told and recorded however it ends. */
final class Account {

    private final Secrets secrets;
    private final Map<ObjectKey, Writer.Done> written;
    private final List<Pruner.Pruned> pruned = new ArrayList<>();
    private final @Nullable HookRun hooks;
    private Map<ObjectKey, Verdict> verdicts = Map.of();

    Account(Secrets secrets, Map<ObjectKey, Writer.Done> written, @Nullable HookRun hooks) {
        this.secrets = secrets;
        this.written = written;
        this.hooks = hooks;
    }

    void seen(Map<ObjectKey, Verdict> now) {
        verdicts = now;
    }

    List<Pruner.Pruned> pruned() {
        return pruned;
    }

    /** An object that was deleted is gone now. */
    void gone(ObjectKey key) {
        DeployedObject object =
                new DeployedObject(key.kind(), key.namespace(), key.name(), Action.PRUNED, Health.MISSING, null);
        pruned.removeIf(each -> each.key().equals(key));
        pruned.add(new Pruner.Pruned(key, object, true));
    }

    /** Whether anything was written, or may have been. */
    boolean any() {
        return !pruned.isEmpty()
                || hooks != null && !hooks.done().isEmpty()
                || written.values().stream().anyMatch(done -> done.action() != Action.UNCHANGED);
    }

    List<DeployedObject> objects() {
        List<DeployedObject> objects = new ArrayList<>();
        written.forEach((key, done) -> objects.add(object(key, done)));
        pruned.forEach(each -> objects.add(each.object()));
        if (hooks != null) {
            objects.addAll(hooks.done());
        }
        return objects;
    }

    private DeployedObject object(ObjectKey key, Writer.Done done) {
        DeploymentFailure failure = done.failure();
        Verdict verdict = verdicts.get(key);
        if (done.action() == Action.UNCHANGED && done.live().isMissingNode()) {
            String gone = "it has completed, and its ttlSecondsAfterFinished has removed it";
            return new DeployedObject(key.kind(), key.namespace(), key.name(), Action.UNCHANGED, Health.HEALTHY, gone);
        }
        return new DeployedObject(
                key.kind(),
                key.namespace(),
                key.name(),
                done.action(),
                verdict == null ? Health.UNKNOWN : verdict.health(),
                failure != null ? failure.message() : verdict == null ? null : verdict.text());
    }

    DeliveryResult.Failed failed(DeploymentFailure failure) {
        return new DeliveryResult.Failed(objects(), failure);
    }

    /** Does the work; however it ends, what was done is told. */
    DeliveryResult tellingOf(Supplier<DeliveryResult> work) {
        try {
            return work.get();
        } catch (RuntimeException thrown) {
            DeploymentFailure failure = failure(thrown);
            if (!any() && !failure.reason().equals("Aborted")) {
                throw thrown;
            }
            return failed(failure);
        }
    }

    /** The end by what was thrown on the way. */
    private DeploymentFailure failure(RuntimeException thrown) {
        if (Thread.currentThread().isInterrupted()) {
            return DeploymentFailure.of("Aborted", "this deployment was told to stop on its way");
        }
        if (thrown instanceof LockLostException lost) {
            return lost.failure();
        }
        String message = secrets.blot(String.valueOf(thrown.getMessage()));
        return DeploymentFailure.of(reason(thrown), message + "; what was written until then is listed");
    }

    private static String reason(RuntimeException thrown) {
        if (thrown instanceof ClusterUnreachableException) {
            return "Unreachable";
        }
        if (thrown instanceof UnexpectedAnswerException) {
            return "ServerError";
        }
        if (thrown instanceof AccessDeniedException) {
            return "Forbidden";
        }
        if (thrown instanceof UnknownCallerException) {
            return "Unauthorized";
        }
        return thrown instanceof InvalidInputException ? "Invalid" : "Error";
    }
}
