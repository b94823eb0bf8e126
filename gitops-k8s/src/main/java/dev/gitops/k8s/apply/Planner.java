package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.ClusterUnreachableException;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.object.ApplyOrder;
import dev.gitops.cluster.object.ApplySet;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.OwnedFields;
import dev.gitops.cluster.object.TakeOver;
import dev.gitops.k8s.rollout.Hold;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds out what a deployment would do. What is provably as wanted costs no request; of all else the server is asked by a dry run, which checks schema, admission, rights and conflicts. What
 * depends on a definition or a namespace of this very deployment is checked once that is there.
 */
final class Planner {

    private static final int FOLLOWS = 8;
    private static final long PAUSE_MILLIS = 500;

    private final Cluster cluster;
    private final WantedSet set;
    private final Snapshot seen;
    private final Options options;
    private final Autoscaled autoscaled;
    private final Refusals refusals;
    private final Arrivals arrivals;
    private final Memory memory;
    private final Untouched untouched;
    private final Set<String> warnings = new TreeSet<>();
    private boolean writing;
    private final Map<ObjectKey, String> taken = new TreeMap<>(Comparator.comparing(ObjectKey::toString));

    Planner(Cluster cluster, WantedSet set, Snapshot seen, Options options) {
        this.cluster = cluster;
        this.set = set;
        this.seen = seen;
        this.options = options;
        this.autoscaled = new Autoscaled(cluster, set);
        this.refusals = new Refusals(set.secrets());
        this.arrivals = new Arrivals(set, seen);
        this.memory = seen.memory(set);
        this.untouched = new Untouched(cluster);
    }

    Refusals refusals() {
        return refusals;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    /** Objects of other sets that this deployment would take away from them, with the id of the set. */
    Map<ObjectKey, String> taken() {
        return taken;
    }

    /** What the server says of objects that it takes all the same. */
    Set<String> warnings() {
        return warnings;
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

    /** The steps of what could not be checked before; from now on what keeps the server from checking is mended. */
    List<Step> again(Collection<Step> unchecked) {
        writing = true;
        arrivals.established();
        return cluster.all(unchecked, step -> step(step.wanted()));
    }

    /** What the server cannot tell of one object, as a webhook that it asks does not answer, hides nothing of the others. */
    private Step step(Wanted wanted) {
        try {
            return asked(wanted);
        } catch (UnexpectedAnswerException | ClusterUnreachableException unanswered) {
            synchronized (this) {
                refusals.add(wanted, unanswered);
            }
            return Step.of(wanted, Action.FAILED, seen.live(wanted.key()).orElse(missing()));
        }
    }

    private Step asked(Wanted wanted) {
        JsonNode live = seen.live(wanted.key()).orElse(missing());
        if (live.isMissingNode() && memory.hasFinished(wanted)) {
            return Step.of(wanted, Action.UNCHANGED, live);
        }
        if (Step.of(wanted, Action.REPLACED, live).isTerminating()
                && !wanted.key().kind().equals("Namespace")) {
            // it goes, whatever is written on it; another takes its place
            return Step.of(wanted, Action.REPLACED, live);
        }
        Wanted adapted = live.isMissingNode() ? wanted : resumed(autoscaled.adapt(wanted, live), live);
        if (!live.isMissingNode() && !arrivals.redefines(wanted.kind()) && unchanged(adapted, live)) {
            return Step.of(adapted, Action.UNCHANGED, live);
        }
        if (wanted.definedHere() && arrivals.anyKind() || arrivals.has(wanted.kind())) {
            return Step.of(adapted, live.isMissingNode() ? Action.CREATED : Action.CHANGED, live);
        }
        Answer answer = dryRun(adapted);
        if (Outgrown.is(answer) && !live.isMissingNode()) {
            if (!writing) {
                return Step.of(adapted, Action.CHANGED, live);
            }
            Answer renewed = Outgrown.renew(cluster, adapted);
            live = renewed.ok() ? renewed.body() : live;
            answer = renewed.ok() ? dryRun(adapted) : renewed;
        }
        if (answer.ok() && answer.created()) {
            warn(adapted, answer);
            return new Step(adapted, Action.CREATED, missing(), answer.body(), TakeOver.none());
        }
        if (live.isMissingNode() && (answer.ok() || answer.fieldConflict() || Refusals.immutable(answer))) {
            live = stranger(adapted);
            Wanted again = autoscaled.adapt(wanted, live);
            if (again != wanted) {
                adapted = again;
                answer = dryRun(adapted);
            }
        }
        if (answer.ok()) {
            warn(adapted, answer);
            Action action = untouched.by(adapted, answer.body(), live) ? Action.UNCHANGED : Action.CHANGED;
            return new Step(adapted, action, live, answer.body(), takeOver(wanted, live, answer.body()));
        }
        if (Refusals.immutable(answer) && options.replaces(wanted.key().kind())) {
            return Step.of(adapted, Action.REPLACED, live);
        }
        if (arrivals.explain(answer, wanted.key().namespace())) {
            return Step.of(adapted, live.isMissingNode() ? Action.CREATED : Action.CHANGED, live);
        }
        refuse(adapted, answer);
        return Step.of(adapted, Action.FAILED, live);
    }

    /** A server, or another one beside it, follows a definition that was just written with a little delay. */
    private Answer dryRun(Wanted wanted) {
        Call call = wanted.apply(options.force(), true);
        Answer answer = cluster.call(call);
        for (int tries = 0; tries < FOLLOWS && writing && arrivals.redefines(wanted.kind()) && lags(answer); tries++) {
            cluster.pause(PAUSE_MILLIS);
            answer = cluster.call(call);
        }
        return answer;
    }

    private static boolean lags(Answer answer) {
        boolean unknown = answer.message().contains("not declared in schema") && !Outgrown.is(answer);
        return answer.notFound() || !answer.ok() && unknown;
    }

    /** What somebody else paused runs again where drift is mended; server-side apply alone leaves a field that Git does not state. */
    private Wanted resumed(Wanted wanted, JsonNode live) {
        return options.mending()
                ? Hold.of(wanted.json(), live)
                        .flatMap(hold -> hold.lifted(wanted.json()))
                        .map(wanted::with)
                        .orElse(wanted)
                : wanted;
    }

    /** Whether an object is provably as wanted, as long as its definition stays what it is. */
    static boolean unchanged(Wanted wanted, JsonNode live) {
        return OwnedFields.applied(live, WantedSet.MANAGER, wanted.kind().apiVersion())
                .filter(owned -> owned.unchanged(wanted.json(), live))
                .isPresent();
    }

    /** An object that is there without being a member: somebody else's, or another set's. */
    private JsonNode stranger(Wanted wanted) {
        Call get = Call.get(wanted.path());
        Answer answer = cluster.call(get);
        if (!answer.ok() && !answer.notFound()) {
            throw new UnexpectedAnswerException(cluster.name(), get, answer);
        }
        JsonNode live = answer.ok() ? answer.body() : missing();
        String owner = Json.at(live, "metadata", "labels", ApplySet.PART_OF).asText("");
        if (set.owned() && !owner.isEmpty() && !owner.equals(set.id(wanted.key().namespace()))) {
            take(wanted.key(), owner);
        }
        return live;
    }

    private TakeOver takeOver(Wanted wanted, JsonNode live, JsonNode result) {
        return set.owned()
                ? TakeOver.of(live, result, WantedSet.MANAGER, wanted.kind().apiVersion())
                : TakeOver.none();
    }

    private synchronized void take(ObjectKey key, String owner) {
        taken.put(key, owner);
    }

    private synchronized void warn(Wanted wanted, Answer answer) {
        answer.warnings()
                .forEach(warning -> warnings.add(
                        wanted.key() + ": the server warns: " + set.secrets().blot(warning)));
    }

    private synchronized void refuse(Wanted wanted, Answer answer) {
        refusals.add(wanted, answer);
    }

    private static JsonNode missing() {
        return Json.object().path("missing");
    }
}
