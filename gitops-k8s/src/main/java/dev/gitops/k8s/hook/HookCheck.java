package dev.gitops.k8s.hook;

import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the server by dry runs whether it would take hooks, before anything is written. */
public final class HookCheck {

    /**
     * A hook that the server would not take.
     *
     * @param hook the hook
     * @param answer what the server said
     */
    public record Refused(Hook hook, Answer answer) {}

    private HookCheck() {}

    /**
     * Has hooks checked.
     *
     * @param cluster the cluster
     * @param hooks the hooks
     * @return those that the server refuses
     */
    public static List<Refused> of(Cluster cluster, List<Hook> hooks) {
        List<Refused> refused = new ArrayList<>();
        cluster.all(hooks, hook -> check(cluster, hook)).forEach(found -> found.ifPresent(refused::add));
        return refused;
    }

    private static Optional<Refused> check(Cluster cluster, Hook hook) {
        Answer answer = cluster.call(dryRun(hook));
        // the server validates before it looks whether the name is taken
        boolean makesRoom = hook.deletedBefore() && answer.reason().equals("AlreadyExists");
        return answer.ok() || makesRoom ? Optional.empty() : Optional.of(new Refused(hook, answer));
    }

    private static Call dryRun(Hook hook) {
        Call call = hook.kept()
                ? Call.apply(hook.path(), Json.text(hook.json())).with("force", "true")
                : Call.post(hook.kind().path(hook.key().namespace()), Json.text(hook.json()));
        return call.with("fieldManager", HookRun.MANAGER)
                .with("fieldValidation", "Strict")
                .with("dryRun", "All");
    }
}
