package dev.gitops.cluster.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.health.Verdict.Outlook;

/** The health of what runs pods: a rollout is done once all wanted pods are of the present template and available, and no older one is left. */
final class Workloads {

    private static final Verdict UNSEEN =
            Verdict.progressing("NotObserved", "its controller has not seen the present generation");

    private Workloads() {}

    static Verdict deployment(JsonNode deployment) {
        Conditions conditions = new Conditions(deployment);
        if (unseen(deployment)) {
            return UNSEEN;
        }
        if (Json.at(deployment, "spec", "paused").asBoolean()) {
            return Verdict.suspended("spec.paused is set");
        }
        var progressing = conditions.find("Progressing");
        if (progressing.isPresent() && Conditions.reason(progressing.get()).equals("ProgressDeadlineExceeded")) {
            return Verdict.degraded("ProgressDeadlineExceeded", Conditions.message(progressing.get()))
                    .with(Outlook.HOPELESS);
        }
        if (conditions.is("ReplicaFailure", "True")) {
            return replicaFailure(conditions);
        }
        long wanted = wanted(deployment);
        long updated = status(deployment, "updatedReplicas");
        long available = status(deployment, "availableReplicas");
        long all = status(deployment, "replicas");
        if (updated < wanted) {
            return rolling(updated + " of " + wanted + " pods are of the new template");
        }
        if (all > updated) {
            return rolling((all - updated) + " pods of older templates are left");
        }
        return available < updated ? rolling(available + " of " + updated + " pods are available") : Verdict.HEALTHY;
    }

    static Verdict statefulSet(JsonNode set) {
        if (unseen(set)) {
            return UNSEEN;
        }
        long wanted = wanted(set);
        long ready = Math.min(status(set, "readyReplicas"), availableOr(set));
        if (ready < wanted) {
            return rolling(ready + " of " + wanted + " pods are ready");
        }
        if (Json.at(set, "spec", "updateStrategy", "type").asText().equals("OnDelete")) {
            return Verdict.HEALTHY;
        }
        long held = Json.at(set, "spec", "updateStrategy", "rollingUpdate", "partition")
                .asLong();
        long updated = status(set, "updatedReplicas");
        if (updated < wanted - held) {
            return rolling(updated + " of " + (wanted - held) + " pods are of the new template");
        }
        boolean under = !Json.at(set, "status", "updateRevision").equals(Json.at(set, "status", "currentRevision"));
        return held == 0 && under && wanted > 0 ? rolling("its controller still finishes the update") : Verdict.HEALTHY;
    }

    /** Servers before 1.25 and sets that were never ready do not tell what is available. */
    private static long availableOr(JsonNode set) {
        JsonNode available = Json.at(set, "status", "availableReplicas");
        return available.isMissingNode() ? Long.MAX_VALUE : available.asLong();
    }

    static Verdict daemonSet(JsonNode set) {
        if (unseen(set)) {
            return UNSEEN;
        }
        long wanted = status(set, "desiredNumberScheduled");
        long updated = status(set, "updatedNumberScheduled");
        long available = status(set, "numberAvailable");
        boolean onDelete =
                Json.at(set, "spec", "updateStrategy", "type").asText().equals("OnDelete");
        if (!onDelete && updated < wanted) {
            return rolling(updated + " of " + wanted + " pods are of the new template");
        }
        return available < wanted ? rolling(available + " of " + wanted + " pods are available") : Verdict.HEALTHY;
    }

    static Verdict replicaSet(JsonNode set) {
        Conditions conditions = new Conditions(set);
        if (unseen(set)) {
            return UNSEEN;
        }
        if (conditions.is("ReplicaFailure", "True")) {
            return replicaFailure(conditions);
        }
        long wanted = wanted(set);
        long available = status(set, "availableReplicas");
        return available < wanted ? rolling(available + " of " + wanted + " pods are available") : Verdict.HEALTHY;
    }

    static Verdict job(JsonNode job) {
        Conditions conditions = new Conditions(job);
        for (String bad : new String[] {"Failed", "FailureTarget"}) {
            if (conditions.is(bad, "True")) {
                JsonNode found = conditions.find(bad).orElseThrow();
                return Verdict.degraded(Conditions.reason(found), Conditions.message(found))
                        .with(Outlook.HOPELESS);
            }
        }
        if (conditions.is("Complete", "True")) {
            return Verdict.HEALTHY;
        }
        if (Json.at(job, "spec", "suspend").asBoolean()) {
            return Verdict.suspended("spec.suspend is set");
        }
        return rolling(status(job, "succeeded") + " of "
                + Json.at(job, "spec", "completions").asLong(1) + " pods have completed");
    }

    static Verdict cronJob(JsonNode job) {
        return Json.at(job, "spec", "suspend").asBoolean() ? Verdict.suspended("spec.suspend is set") : Verdict.HEALTHY;
    }

    /** A quota or an admission plugin refuses the pods; it may be lifted, but seldom is. */
    private static Verdict replicaFailure(Conditions conditions) {
        JsonNode found = conditions.find("ReplicaFailure").orElseThrow();
        return Verdict.degraded(Conditions.reason(found), Conditions.message(found))
                .with(Outlook.BLEAK);
    }

    private static Verdict rolling(String message) {
        return Verdict.progressing("Progressing", message);
    }

    private static boolean unseen(JsonNode workload) {
        return Json.at(workload, "status", "observedGeneration").asLong()
                < Json.at(workload, "metadata", "generation").asLong();
    }

    private static long wanted(JsonNode workload) {
        return Json.at(workload, "spec", "replicas").asLong(1);
    }

    private static long status(JsonNode workload, String count) {
        return Json.at(workload, "status", count).asLong();
    }
}
