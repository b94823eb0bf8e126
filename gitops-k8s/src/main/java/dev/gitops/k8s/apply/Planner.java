package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.object.ApplyOrder;
import dev.gitops.cluster.object.ApplySet;
import dev.gitops.cluster.object.Differences;
import dev.gitops.cluster.object.OwnedFields;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds out what a deployment would do. What is provably as wanted costs no request; of all else the server is asked by a dry run, which checks schema, admission, rights and conflicts. What
 * depends on a definition or a namespace of this very deployment is checked once that is there.
 */
final class Planner {

    private final Cluster cluster;
    private final WantedSet set;
    private final Snapshot seen;
    private final Options options;
    private final Autoscaled autoscaled;
    private final Refusals refusals;
    private final Arrivals arrivals;
    private final List<String> taken = new ArrayList<>();

    Planner(Cluster cluster, WantedSet set, Snapshot seen, Options options) {
        this.cluster = cluster;
        this.set = set;
        this.seen = seen;
        this.options = options;
        this.autoscaled = new Autoscaled(cluster, set);
        this.refusals = new Refusals(set.secrets());
        this.arrivals = new Arrivals(set, seen);
    }

    Refusals refusals() {
        return refusals;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** Objects of other sets that this deployment would take away from them. */
    List<String> taken() {
        return taken;
    }

    /** The steps, in Git's order. */
    List<Step> plan() {
        List<Wanted> first = set.objects().stream()
                .filter(wanted -> ApplyOrder.wave(wanted.key().kind()) <= ApplyOrder.DEFINITIONS)
                .toList();
        List<Step> steps = new ArrayList<>(cluster.all(first, this::step));
        for (Step step : steps) {
            if (step.writes() && step.wanted().key().kind().equals("Namespace")) {
                arrivals.addNamespace(step.wanted().key().name());
            } else if (step.writes()) {
                JsonNode spec = step.wanted().json().path("spec");
                arrivals.addKind(Json.at(spec, "names", "kind").asText() + "."
                        + spec.path("group").asText());
            }
        }
        List<Wanted> rest = new ArrayList<>(set.objects());
        rest.removeAll(first);
        steps.addAll(cluster.all(rest, this::step));
        return steps;
    }

    /** The steps of what could not be checked before. */
    List<Step> again(Collection<Step> unchecked) {
        arrivals.established();
        return cluster.all(unchecked, step -> step(step.wanted()));
    }

    private Step step(Wanted wanted) {
        JsonNode live = seen.members().getOrDefault(wanted.key(), missing());
        Wanted adapted = live.isMissingNode() ? wanted : autoscaled.adapt(wanted, live);
        if (!live.isMissingNode() && unchanged(adapted, live)) {
            return new Step(adapted, Action.UNCHANGED, live, null);
        }
        if (wanted.definedHere() && arrivals.anyKind() || arrivals.has(wanted.kind())) {
            return new Step(adapted, live.isMissingNode() ? Action.CREATED : Action.CHANGED, live, null);
        }
        Answer answer = cluster.call(adapted.apply(options.force(), true));
        if (answer.ok() && answer.created()) {
            return new Step(adapted, Action.CREATED, missing(), answer.body());
        }
        if (live.isMissingNode() && (answer.ok() || Refusals.fieldConflict(answer) || Refusals.immutable(answer))) {
            live = stranger(adapted);
            Wanted again = autoscaled.adapt(wanted, live);
            if (again != wanted) {
                adapted = again;
                answer = cluster.call(adapted.apply(options.force(), true));
            }
        }
        if (answer.ok()) {
            return new Step(
                    adapted, same(answer.body(), live) ? Action.UNCHANGED : Action.CHANGED, live, answer.body());
        }
        if (Refusals.immutable(answer) && options.replaces(wanted.key().kind())) {
            return new Step(adapted, Action.REPLACED, live, null);
        }
        if (arrivals.explain(answer, wanted.key().namespace())) {
            return new Step(adapted, live.isMissingNode() ? Action.CREATED : Action.CHANGED, live, null);
        }
        refuse(adapted, answer);
        return new Step(adapted, Action.FAILED, live, null);
    }

    private static boolean unchanged(Wanted wanted, JsonNode live) {
        return OwnedFields.applied(live, WantedSet.MANAGER, wanted.kind().apiVersion())
                .filter(owned -> owned.unchanged(wanted.json(), live))
                .isPresent();
    }

    /** An object that is there without being a member: somebody else's, or another set's. */
    private JsonNode stranger(Wanted wanted) {
        Answer answer = cluster.call(Call.get(wanted.path()));
        JsonNode live = answer.ok() ? answer.body() : missing();
        String owner = Json.at(live, "metadata", "labels", ApplySet.PART_OF).asText("");
        if (set.owned() && !owner.isEmpty() && !owner.equals(set.id(wanted.key().namespace()))) {
            take(wanted.key() + " belongs to another ApplySet (" + owner
                    + "): another application or environment applies it; render it in one of them only");
        }
        return live;
    }

    private synchronized void take(String reason) {
        taken.add(reason);
    }

    private synchronized void refuse(Wanted wanted, Answer answer) {
        refusals.add(wanted, answer);
    }

    /** Whether a dry run gave exactly what is there, so that a real apply would write nothing; the status and others' fields may move meanwhile. */
    private static boolean same(JsonNode result, JsonNode live) {
        return !live.isMissingNode()
                && Differences.between(result, live, WantedSet.MANAGER).isEmpty()
                && ours(result).equals(ours(live));
    }

    private static List<JsonNode> ours(JsonNode object) {
        return Json.items(Json.at(object, "metadata", "managedFields")).stream()
                .filter(entry -> entry.path("manager").asText().equals(WantedSet.MANAGER))
                .map(entry -> entry.path("fieldsV1"))
                .toList();
    }

    private static JsonNode missing() {
        return Json.object().path("missing");
    }
}
