package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.Secrets;
import dev.gitops.spi.DeliveryResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a deployment would do now.
 *
 * @param set what Git wants
 * @param seen what is there
 * @param planner who asked the server
 * @param steps what happens to each wanted object
 * @param unwanted what is ours and no longer wanted
 * @param parents the parents of the ApplySets
 */
record Plan(
        WantedSet set,
        Snapshot seen,
        Planner planner,
        List<Step> steps,
        Map<ObjectKey, JsonNode> unwanted,
        Parents parents) {

    static Plan make(Cluster cluster, WantedSet set, Options options) {
        Snapshot seen = Snapshot.read(cluster, set);
        Planner planner = new Planner(cluster, set, seen, options);
        List<Step> steps = planner.plan();
        return new Plan(set, seen, planner, steps, seen.unwanted(set), new Parents(cluster, set, seen));
    }

    /** Throws what is wrong, and returns what a guard refuses. */
    Optional<DeliveryResult> refused(String cluster, Options options, Set<String> confirmed) {
        List<String> guards = new ArrayList<>(planner.taken());
        guards.addAll(parents.refusals());
        guards.addAll(PruneGuard.refusals(
                unwanted.keySet(), seen.members().size(), wantedKeys(), confirmed, options.maxShare()));
        planner.refusals().check(cluster, "the manifests");
        return guards.isEmpty() ? planner.refusals().conflict() : Optional.of(new DeliveryResult.Refused(guards));
    }

    boolean nothing() {
        return !changes() && parents.say(wantedKeys());
    }

    /** Whether any object would be written or deleted. */
    boolean changes() {
        return !unwanted.isEmpty() || steps.stream().anyMatch(Step::writes);
    }

    /** Whether the cluster is still as it was when this plan was made. */
    boolean stands(Snapshot now) {
        return versions(seen.members()).equals(versions(now.members()))
                && seen.parents().keySet().equals(now.parents().keySet());
    }

    private static Set<String> versions(Map<ObjectKey, JsonNode> members) {
        Set<String> versions = new HashSet<>();
        members.values()
                .forEach(object ->
                        versions.add(Json.at(object, "metadata", "uid").asText() + " "
                                + Json.at(object, "metadata", "resourceVersion").asText()));
        return versions;
    }

    Set<ObjectKey> wantedKeys() {
        Set<ObjectKey> keys = new HashSet<>();
        set.objects().forEach(wanted -> keys.add(wanted.key()));
        return keys;
    }

    Secrets secrets() {
        List<JsonNode> all = new ArrayList<>(seen.members().values());
        all.addAll(set.content());
        return new Secrets(all);
    }
}
