package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.Secrets;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a deployment would do now.
 *
 * @param set what Git wants
 * @param seen what is there
 * @param planner who asked the server
 * @param steps what happens to each wanted object
 * @param unwanted what is ours and no longer wanted
 * @param parents the parents of the ApplySets
 * @param owners who has what Git wants here, and whether it is taken over from them
 */
record Plan(
        WantedSet set,
        Snapshot seen,
        Planner planner,
        List<Step> steps,
        Map<ObjectKey, JsonNode> unwanted,
        Parents parents,
        List<Owner> owners) {

    /** A plan; the sets of applications that were renamed are taken over. */
    static Plan make(Cluster cluster, WantedSet set, Options options, DeliveryRequest request) {
        // a set of this very name elsewhere, which cannot be known to be ours, is ours by a person's word
        Set<String> named = new TreeSet<>();
        request.adopted().forEach(pair -> named.add("gitops." + pair.replace('/', '.')));
        Plan plan = make(cluster, set, options, named);
        List<Owner> owners = new ArrayList<>();
        plan.planner()
                .taken()
                .forEach((key, id) -> owners.add(owners.stream()
                        .filter(known -> known.id().equals(id))
                        .findFirst()
                        .map(known -> known.of(key))
                        .orElseGet(() -> Owner.of(cluster, request, key, id))));
        Set<String> adopted = new TreeSet<>(named);
        owners.stream().filter(owner -> owner.refusal().isEmpty()).forEach(owner -> {
            SetName theirs = owner.set();
            if (theirs != null) {
                adopted.add(theirs.parent());
            }
        });
        Plan again = adopted.equals(named) ? plan : make(cluster, set, options, adopted);
        return new Plan(
                set, again.seen, again.planner, again.steps, again.unwanted, again.parents, List.copyOf(owners));
    }

    private static Plan make(Cluster cluster, WantedSet set, Options options, Set<String> adopted) {
        Snapshot seen = Snapshot.read(cluster, set, adopted);
        Planner planner = new Planner(cluster, set, seen, options);
        List<Step> steps = planner.plan();
        return new Plan(set, seen, planner, steps, seen.unwanted(set), new Parents(cluster, set, seen), List.of());
    }

    /** Throws what is wrong, and returns what a guard refuses. */
    Optional<DeliveryResult> refused(String cluster, Options options, Set<String> confirmed) {
        List<String> guards = new ArrayList<>();
        owners.forEach(owner -> owner.refusal().ifPresent(guards::add));
        guards.addAll(parents.refusals());
        guards.addAll(PruneGuard.refusals(
                unwanted.keySet(), seen.members().size(), wantedKeys(), confirmed, options.maxShare()));
        planner.refusals().check(cluster, "the manifests");
        return guards.isEmpty() ? planner.refusals().conflict() : Optional.of(new DeliveryResult.Refused(guards));
    }

    /** What a person should know beforehand. */
    List<String> notices() {
        List<String> notices = new ArrayList<>();
        seen.adopted()
                .keySet()
                .forEach(name -> notices.add("the objects of " + name.pair() + " in namespace " + name.namespace()
                        + " are taken over: the inventory has it no longer, or it was named with --adopt"));
        Set<String> former = new TreeSet<>(seen.parents().keySet());
        former.remove(set.home());
        former.removeAll(set.namespaces());
        former.forEach(namespace -> notices.add("namespace " + namespace
                + " has objects of this environment from before, which Git no longer puts there; they are pruned"));
        if (seen.blind() && !set.objects().isEmpty()) {
            notices.add(
                    "this is the first deployment in namespace " + set.home()
                            + "; what the environment may still have in another one, were it moved here, nobody can tell without the right to list ConfigMaps of all namespaces");
        }
        seen.strangers()
                .forEach(name -> notices.add("namespace " + name.namespace() + " has a set of the same name (ConfigMap "
                        + name + "), which may be of this environment before it was moved here: prune it with --adopt "
                        + name.pair() + ", or rename one of them"));
        seen.hidden()
                .forEach(
                        namespace -> notices.add(
                                "namespace " + namespace
                                        + " still has objects of this environment and may not be read; they run on until somebody may prune them (`gitops init rbac`) or deletes them"));
        steps.forEach(step -> step.notice().ifPresent(notices::add));
        notices.addAll(planner.warnings());
        seen.terminating(set)
                .forEach((key, object) -> notices.add(key + " is terminating since "
                        + Json.at(object, "metadata", "deletionTimestamp").asText() + ": it waits for "
                        + Pruner.holders(object)));
        return notices;
    }

    boolean nothing() {
        return !changes() && seen.adopted().isEmpty() && parents.say(kept());
    }

    /** Whether any object would be written or deleted. */
    boolean changes() {
        return !unwanted.isEmpty() || steps.stream().anyMatch(Step::writes);
    }

    /** Whether the cluster is still as it was when this plan was made. */
    boolean stands(Snapshot now) {
        return seen.versions().equals(now.versions());
    }

    /** The names of the parents whose sets are taken over. */
    Set<String> adopted() {
        Set<String> names = new TreeSet<>();
        seen.adopted().keySet().forEach(name -> names.add(name.parent()));
        return names;
    }

    /** What the set still has when all is done: what Git wants, and what is on its way out. */
    Set<ObjectKey> kept() {
        Set<ObjectKey> keys = wantedKeys();
        keys.addAll(seen.terminating(set).keySet());
        return keys;
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
