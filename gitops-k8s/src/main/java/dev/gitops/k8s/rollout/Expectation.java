package dev.gitops.k8s.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.cluster.health.Verdict.Outlook;
import java.util.Optional;

/**
 * What Git says of an object that is to stand still or to be replaced by hand. Only a pause that Git states is as wanted; what somebody else paused runs something older.
 *
 * @param wanted the object as Git has it; missing where nobody knows
 */
public record Expectation(JsonNode wanted) {

    /**
     * How an object is, held against what Git says.
     *
     * @param live the object; not missing
     * @param seen how it is by itself
     * @return how it is
     */
    public Verdict refine(JsonNode live, Verdict seen) {
        if (Observers.done(live)) {
            return new Verdict(Health.HEALTHY, null, null, Outlook.OPEN);
        }
        Optional<Hold> hold = Hold.of(wanted, live);
        boolean waits = seen.health() == Health.SUSPENDED || seen.health() == Health.HEALTHY;
        if (hold.isPresent() && waits && (hold.get().holdsAll() || oldPods(live) > 0)) {
            return new Verdict(Health.SUSPENDED, "Paused", hold.get().text(live), Outlook.HOPELESS);
        }
        if (seen.health() == Health.SUSPENDED && paused(live) && !wanted.isMissingNode() && !paused(wanted)) {
            return new Verdict(
                    Health.SUSPENDED,
                    "Paused",
                    "spec." + field(live) + " is set in the cluster, and Git says that it is not; unset it there",
                    Outlook.HOPELESS);
        }
        long old = seen.health() == Health.HEALTHY && isOnDelete(live) ? oldPods(live) : 0;
        return old > 0
                ? new Verdict(
                        Health.PROGRESSING,
                        "OldPods",
                        old + (old == 1 ? " pod runs" : " pods run")
                                + " an older template; with the strategy OnDelete each is replaced when somebody deletes it",
                        Outlook.BLEAK)
                : seen;
    }

    /** Whether an object is as it should be, or stands still as Git wants it to. */
    static boolean settled(Verdict verdict) {
        return verdict.settled() && verdict.outlook() != Outlook.HOPELESS;
    }

    /** {@return the field by which an object of this kind is paused; empty where there is none} */
    public static String field(JsonNode object) {
        return switch (object.path("kind").asText()) {
            case "Deployment" -> "paused";
            case "Job", "CronJob" -> "suspend";
            default -> "";
        };
    }

    private static boolean paused(JsonNode object) {
        String field = field(object);
        return !field.isEmpty() && Json.at(object, "spec", field).asBoolean();
    }

    private static boolean isOnDelete(JsonNode set) {
        return Json.at(set, "spec", "updateStrategy", "type").asText().equals("OnDelete");
    }

    private static long oldPods(JsonNode set) {
        JsonNode status = set.path("status");
        return switch (set.path("kind").asText()) {
            case "StatefulSet" ->
                status.path("replicas").asLong()
                        - status.path("updatedReplicas").asLong();
            case "DaemonSet" ->
                status.path("desiredNumberScheduled").asLong()
                        - status.path("updatedNumberScheduled").asLong();
            default -> 0;
        };
    }
}
