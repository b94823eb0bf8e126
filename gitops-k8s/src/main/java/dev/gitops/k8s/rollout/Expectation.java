package dev.gitops.k8s.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.cluster.health.Verdict.Outlook;
import dev.gitops.cluster.object.Differences;
import java.util.List;
import java.util.Set;

/**
 * What Git says of an object that is to stand still or to be replaced by hand. Only a pause that Git states is as wanted; what somebody else paused runs something older.
 *
 * @param wanted the object as Git has it; missing where nobody knows
 */
public record Expectation(JsonNode wanted) {

    private static final Set<String> SETS = Set.of("StatefulSet", "DaemonSet");

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
        if (seen.health() == Health.SUSPENDED
                && !wanted.isMissingNode()
                && !field(live).isEmpty()) {
            return paused(live) && !paused(wanted)
                    ? new Verdict(
                            Health.SUSPENDED,
                            "Paused",
                            "spec." + field(live) + " is set in the cluster" + by(live)
                                    + " and Git does not say so; unset it there, or state it in Git",
                            Outlook.HOPELESS)
                    : seen;
        }
        long old = seen.health() == Health.HEALTHY ? oldPods(live) : 0;
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

    /**
     * What differs though server-side apply sees no difference: a pause of somebody else.
     *
     * @param live the object
     * @param ours the field manager that is not named as anybody who changed something
     * @return the field; none where it is as Git has it
     */
    public List<Field> differences(JsonNode live, String ours) {
        String field = field(live);
        if (field.isEmpty() || !paused(live) || wanted.path("spec").has(field)) {
            return List.of();
        }
        return Differences.surplus(fields(field), live, ours);
    }

    /** {@return whether somebody paused the object, and Git does not say so} */
    public boolean pausedByOthers(JsonNode live) {
        String field = field(live);
        return !field.isEmpty() && paused(live) && !wanted.path("spec").has(field);
    }

    private String by(JsonNode live) {
        return differences(live, "").stream()
                .filter(field -> field.manager() != null)
                .findFirst()
                .map(field -> " by " + field.manager())
                .orElse("");
    }

    private static JsonNode fields(String field) {
        var fields = Json.object();
        fields.putObject("f:spec").putObject("f:" + field);
        return fields;
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

    private static long oldPods(JsonNode set) {
        if (!SETS.contains(set.path("kind").asText())
                || !Json.at(set, "spec", "updateStrategy", "type").asText().equals("OnDelete")) {
            return 0;
        }
        JsonNode status = set.path("status");
        return set.path("kind").asText().equals("StatefulSet")
                ? status.path("replicas").asLong()
                        - status.path("updatedReplicas").asLong()
                : status.path("desiredNumberScheduled").asLong()
                        - status.path("updatedNumberScheduled").asLong();
    }
}
