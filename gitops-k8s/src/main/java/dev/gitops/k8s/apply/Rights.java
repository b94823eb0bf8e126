package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.cluster.client.AccessDeniedException;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.object.ObjectKey;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rights that no dry run asks for: to lock, to remember, to watch, to delete. The server tells in one answer a namespace what somebody may do there, so that a right that is missing ends a
 * deployment before it writes. Where it cannot tell all (an authorizer outside of it), the request that lacks the right will.
 */
final class Rights {

    private static final Set<String> PODS_OF = Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job");
    private static final Kind LEASE = KnownKinds.get("coordination.k8s.io/v1", "Lease");
    private static final Kind CONFIG = KnownKinds.get("v1", "ConfigMap");

    private final Cluster cluster;
    private final String home;
    private final Map<String, Set<Need>> needs = new TreeMap<>();

    private record Need(Kind kind, String verb) {}

    Rights(Cluster cluster, String home) {
        this.cluster = cluster;
        this.home = home;
        need(home, LEASE, "get", "create", "update");
    }

    /** What a deployment needs beside what its dry runs have shown. */
    static Rights of(Cluster cluster, WantedSet set, Plan plan) {
        Rights rights = new Rights(cluster, set.home());
        rights.remembering(set.home());
        set.namespaces().forEach(rights::remembering);
        for (Step step : plan.steps()) {
            ObjectKey key = step.wanted().key();
            if (step.writes()) {
                rights.watching(key, step.wanted().kind());
            }
            if (step.action() == Action.REPLACED) {
                rights.need(key.namespace(), step.wanted().kind(), "get", "delete");
            }
        }
        plan.unwanted().keySet().forEach(key -> rights.deleting(key, plan.seen()));
        return rights;
    }

    /** What a removal needs. */
    static Rights of(Cluster cluster, WantedSet set, Departure departure, Set<String> parents) {
        Rights rights = new Rights(cluster, set.home());
        parents.forEach(rights::remembering);
        parents.forEach(namespace -> rights.need(namespace, CONFIG, "delete"));
        departure.going().keySet().forEach(key -> rights.deleting(key, departure.kinds()));
        return rights;
    }

    private void remembering(String namespace) {
        need(namespace, CONFIG, "get", "create", "patch");
    }

    private void deleting(ObjectKey key, Snapshot seen) {
        seen.kind(key).ifPresent(kind -> need(key.namespace(), kind, "get", "delete"));
    }

    /** What runs pods is surely watched, and so are quotas; much else is well as soon as it is there. */
    private void watching(ObjectKey key, Kind kind) {
        if (key.kind().equals("ResourceQuota")) {
            need(key.namespace(), kind, "list", "watch");
        }
        if (PODS_OF.contains(key.kind())) {
            need(key.namespace(), kind, "list", "watch");
            need(key.namespace(), KnownKinds.get("v1", "Pod"), "list", "watch");
        }
        if (key.kind().equals("Deployment")) {
            need(key.namespace(), KnownKinds.get("apps/v1", "ReplicaSet"), "list", "watch");
        }
    }

    private void need(@Nullable String namespace, Kind kind, String... verbs) {
        Set<Need> here = needs.computeIfAbsent(namespace == null ? home : namespace, none -> new LinkedHashSet<>());
        for (String verb : verbs) {
            here.add(new Need(kind, verb));
        }
    }

    /**
     * Has the server look.
     *
     * @throws AccessDeniedException with all that is missing
     */
    void check() {
        List<List<String>> missing = cluster.all(needs.entrySet(), entry -> missing(entry.getKey(), entry.getValue()));
        List<String> all = missing.stream().flatMap(List::stream).toList();
        if (!all.isEmpty()) {
            throw new AccessDeniedException(cluster.name(), all);
        }
    }

    private List<String> missing(String namespace, Set<Need> wanted) {
        ObjectNode review =
                Json.object().put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectRulesReview");
        review.putObject("spec").put("namespace", namespace);
        // it is asked, and made nowhere
        Answer answer =
                cluster.call(Call.post("/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", Json.text(review))
                        .recognised());
        JsonNode status = answer.body().path("status");
        List<String> missing = new ArrayList<>();
        if (answer.ok() && !status.path("incomplete").asBoolean(true)) {
            List<JsonNode> rules = Json.items(status.path("resourceRules"));
            wanted.stream()
                    .filter(need -> rules.stream().noneMatch(rule -> allows(rule, need)))
                    .forEach(need -> missing.add(words(need, namespace)));
        }
        return missing;
    }

    private static boolean allows(JsonNode rule, Need need) {
        return has(rule.path("verbs"), need.verb())
                && has(rule.path("apiGroups"), need.kind().group())
                && has(rule.path("resources"), need.kind().plural());
    }

    private static boolean has(JsonNode list, String word) {
        return Json.items(list).stream().map(JsonNode::asText).anyMatch(each -> each.equals("*") || each.equals(word));
    }

    private static String words(Need need, String namespace) {
        Kind kind = need.kind();
        String resource = kind.group().isEmpty() ? kind.plural() : kind.plural() + "." + kind.group();
        return "cannot " + need.verb() + " " + resource + (kind.namespaced() ? " in namespace " + namespace : "");
    }
}
