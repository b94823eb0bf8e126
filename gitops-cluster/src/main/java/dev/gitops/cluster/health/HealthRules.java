package dev.gitops.cluster.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.Problem;
import dev.gitops.api.model.HealthRule;
import dev.gitops.api.model.KindName;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.health.Verdict.Outlook;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The health of an object by its kind. */
public final class HealthRules {

    private static final Map<String, Function<JsonNode, Verdict>> RULES = Map.ofEntries(
            Map.entry("apps Deployment", Workloads::deployment),
            Map.entry("apps StatefulSet", Workloads::statefulSet),
            Map.entry("apps DaemonSet", Workloads::daemonSet),
            Map.entry("apps ReplicaSet", Workloads::replicaSet),
            Map.entry("batch Job", Workloads::job),
            Map.entry("batch CronJob", Workloads::cronJob),
            Map.entry(" Pod", pod -> PodHealth.of(pod, Instant.now())),
            Map.entry(" PersistentVolumeClaim", HealthRules::claim),
            Map.entry(" Service", HealthRules::service),
            Map.entry(" Namespace", HealthRules::namespace),
            Map.entry(" ResourceQuota", HealthRules::quota),
            Map.entry("networking.k8s.io Ingress", HealthRules::ingress),
            Map.entry("autoscaling HorizontalPodAutoscaler", HealthRules::autoscaler),
            Map.entry("policy PodDisruptionBudget", HealthRules::disruptionBudget),
            Map.entry("apiextensions.k8s.io CustomResourceDefinition", HealthRules::definition),
            Map.entry("apiregistration.k8s.io APIService", HealthRules::apiService));

    /** The rules without any of an inventory. */
    public static final HealthRules STANDARD = new HealthRules(List.of());

    private final Map<KindName, HealthRule> own = new HashMap<>();
    private final Map<KindName, OwnRule> made = new ConcurrentHashMap<>();

    private HealthRules(List<HealthRule> rules) {
        rules.forEach(rule -> own.put(rule.kind(), rule));
    }

    /**
     * The rules with those of an inventory, which win.
     *
     * @param rules the inventory's
     * @return all of them
     */
    public static HealthRules with(List<HealthRule> rules) {
        return rules.isEmpty() ? STANDARD : new HealthRules(rules);
    }

    /**
     * What can be told of a rule without an object.
     *
     * @param rule the inventory's
     * @return what is wrong with its expressions; the key ends in {@code healthy} or {@code failed}
     */
    public static List<Problem> problems(HealthRule rule) {
        return OwnRule.problems(rule);
    }

    /**
     * How a live object is.
     *
     * @param object the object with its kind and status
     * @return the verdict
     */
    public Verdict verdict(JsonNode object) {
        KindName kind = own.isEmpty() ? null : kind(object);
        HealthRule rule = kind == null ? null : own.get(kind);
        return rule == null || Json.at(object, "metadata").has("deletionTimestamp")
                ? of(object)
                : made.computeIfAbsent(rule.kind(), absent -> new OwnRule(rule)).verdict(object);
    }

    private static KindName kind(JsonNode object) {
        return new KindName(group(object), object.path("kind").asText());
    }

    private static String group(JsonNode object) {
        String apiVersion = object.path("apiVersion").asText();
        return apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
    }

    /**
     * How a live object is by the standard rules.
     *
     * @param object the object with its kind and status
     * @return the verdict
     */
    public static Verdict of(JsonNode object) {
        if (Json.at(object, "metadata").has("deletionTimestamp")) {
            return Verdict.progressing("Terminating", "it is being deleted" + finalizers(object));
        }
        String group = group(object);
        return rule(object, group, group + " " + object.path("kind").asText()).apply(object);
    }

    private static Function<JsonNode, Verdict> rule(JsonNode object, String group, String kind) {
        Function<JsonNode, Verdict> builtIn = RULES.get(kind);
        if (builtIn != null) {
            return builtIn;
        }
        Function<JsonNode, Verdict> known = Controllers.RULES.getOrDefault(kind, Controllers.RULES.get(group));
        if (known != null) {
            return known;
        }
        return Controllers.isCrossplane(object) ? Controllers::crossplane : HealthRules::byConditions;
    }

    private static String finalizers(JsonNode object) {
        JsonNode finalizers = Json.at(object, "metadata", "finalizers");
        return finalizers.isEmpty() ? "" : "; it waits for the finalizers " + Json.text(finalizers);
    }

    /** What controllers of custom resources agree on; an object without conditions has nothing to wait for. */
    static Verdict byConditions(JsonNode object) {
        Conditions conditions = new Conditions(object);
        if (conditions.unseen()) {
            return Verdict.progressing("NotObserved", "its controller has not seen the present generation");
        }
        for (String bad : new String[] {"Stalled", "Failed"}) {
            if (conditions.is(bad, "True")) {
                JsonNode found = conditions.find(bad).orElseThrow();
                return Verdict.degraded(Conditions.reason(found), Conditions.message(found))
                        .with(Outlook.HOPELESS);
            }
        }
        for (String under : new String[] {"Reconciling", "Progressing"}) {
            if (conditions.is(under, "True")
                    && !conditions.is("Ready", "True")
                    && !conditions.is("Available", "True")) {
                JsonNode found = conditions.find(under).orElseThrow();
                return Verdict.progressing(Conditions.reason(found), Conditions.message(found));
            }
        }
        if (conditions.is("Degraded", "True")) {
            JsonNode found = conditions.find("Degraded").orElseThrow();
            return Verdict.degraded(Conditions.reason(found), Conditions.message(found));
        }
        for (String good : new String[] {"Ready", "Available"}) {
            var found = conditions.find(good);
            if (found.isPresent()) {
                JsonNode condition = found.get();
                return condition.path("status").asText().equals("True")
                        ? Verdict.HEALTHY
                        : Verdict.progressing(Conditions.reason(condition), Conditions.message(condition));
            }
        }
        boolean onlyStale = !conditions.none()
                && Json.items(Json.at(object, "status", "conditions")).stream()
                        .noneMatch(one ->
                                conditions.find(one.path("type").asText()).isPresent());
        return onlyStale
                ? Verdict.progressing("NotObserved", "its conditions are of an older generation")
                : Verdict.HEALTHY;
    }

    private static Verdict claim(JsonNode claim) {
        return switch (Json.at(claim, "status", "phase").asText("Pending")) {
            case "Bound" -> Verdict.HEALTHY;
            case "Lost" -> Verdict.degraded("Lost", "its volume is gone").with(Outlook.HOPELESS);
            // with WaitForFirstConsumer it stays so until a pod uses it
            default ->
                Verdict.progressing("Pending", "no volume is bound to it yet").with(Outlook.OPTIONAL);
        };
    }

    private static Verdict service(JsonNode service) {
        boolean balanced = Json.at(service, "spec", "type").asText().equals("LoadBalancer");
        return balanced && Json.at(service, "status", "loadBalancer", "ingress").isEmpty()
                ? Verdict.progressing("Pending", "no load balancer has taken it yet")
                : Verdict.HEALTHY;
    }

    private static Verdict ingress(JsonNode ingress) {
        return Json.at(ingress, "status", "loadBalancer", "ingress").isEmpty()
                ? Verdict.progressing("Pending", "its controller reports no address yet")
                        .with(Outlook.OPTIONAL)
                : Verdict.HEALTHY;
    }

    private static Verdict namespace(JsonNode namespace) {
        return Json.at(namespace, "status", "phase").asText("Active").equals("Active")
                ? Verdict.HEALTHY
                : Verdict.progressing("Terminating", "it is being deleted");
    }

    private static Verdict quota(JsonNode quota) {
        return Json.at(quota, "status", "hard").equals(Json.at(quota, "spec", "hard"))
                ? Verdict.HEALTHY
                : Verdict.progressing("NotObserved", "its controller has not seen its limits yet")
                        .with(Outlook.OPTIONAL);
    }

    private static Verdict autoscaler(JsonNode autoscaler) {
        Conditions conditions = new Conditions(autoscaler);
        if (conditions.is("AbleToScale", "False")) {
            JsonNode found = conditions.find("AbleToScale").orElseThrow();
            return Verdict.degraded(Conditions.reason(found), Conditions.message(found))
                    .with(Outlook.OPTIONAL);
        }
        var active = conditions.find("ScalingActive");
        if (active.isEmpty()) {
            return Verdict.progressing("Pending", "it has not scaled anything yet")
                    .with(Outlook.OPTIONAL);
        }
        boolean off = Conditions.reason(active.get()).equals("ScalingDisabled");
        return conditions.is("ScalingActive", "True") || off
                ? Verdict.HEALTHY
                : Verdict.progressing(Conditions.reason(active.get()), Conditions.message(active.get()))
                        .with(Outlook.OPTIONAL);
    }

    private static Verdict disruptionBudget(JsonNode budget) {
        Conditions conditions = new Conditions(budget);
        long current = Json.at(budget, "status", "currentHealthy").asLong();
        long desired = Json.at(budget, "status", "desiredHealthy").asLong();
        if (conditions.unseen()) {
            return Verdict.progressing("NotObserved", "its controller has not seen the present generation");
        }
        return current >= desired
                ? Verdict.HEALTHY
                : Verdict.progressing("InsufficientPods", current + " of " + desired + " pods are healthy")
                        .with(Outlook.OPTIONAL);
    }

    private static Verdict definition(JsonNode definition) {
        Conditions conditions = new Conditions(definition);
        if (conditions.is("NamesAccepted", "False")) {
            JsonNode found = conditions.find("NamesAccepted").orElseThrow();
            return Verdict.degraded(Conditions.reason(found), Conditions.message(found))
                    .with(Outlook.HOPELESS);
        }
        return conditions.is("Established", "True")
                ? Verdict.HEALTHY
                : Verdict.progressing("NotEstablished", "the server does not serve it yet");
    }

    private static Verdict apiService(JsonNode service) {
        Conditions conditions = new Conditions(service);
        return conditions.is("Available", "True")
                ? Verdict.HEALTHY
                : conditions
                        .find("Available")
                        .map(found -> Verdict.progressing(Conditions.reason(found), Conditions.message(found)))
                        .orElse(Verdict.progressing("NotAvailable", "its server has not been reached yet"));
    }
}
