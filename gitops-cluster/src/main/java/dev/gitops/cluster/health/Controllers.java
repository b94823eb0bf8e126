package dev.gitops.cluster.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.health.Verdict.Outlook;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The health of resources of controllers that many clusters have, as the documentation of each says it. */
final class Controllers {

    private static final String GATEWAY = "gateway.networking.k8s.io ";
    private static final String CERT_MANAGER = "cert-manager.io ";
    private static final String STRIMZI = "kafka.strimzi.io ";
    private static final List<String> PACKAGE = List.of("Installed", "Healthy");

    /** The rules by group and kind; a group alone is for all of its kinds. */
    static final Map<String, Function<JsonNode, Verdict>> RULES = Map.ofEntries(
            Map.entry("argoproj.io Rollout", Controllers::rollout),
            Map.entry("argoproj.io Workflow", Controllers::workflow),
            Map.entry("argoproj.io CronWorkflow", Controllers::cronWorkflow),
            Map.entry("argoproj.io Application", Controllers::application),
            Map.entry("flagger.app Canary", Controllers::canary),
            Map.entry("serving.knative.dev", Controllers::knative),
            Map.entry("eventing.knative.dev Broker", Controllers::knative),
            Map.entry("eventing.knative.dev Trigger", Controllers::knative),
            Map.entry(CERT_MANAGER + "Certificate", Controllers::certificate),
            Map.entry(CERT_MANAGER + "Issuer", object -> ready(object, "Ready", false)),
            Map.entry(CERT_MANAGER + "ClusterIssuer", object -> ready(object, "Ready", false)),
            Map.entry(GATEWAY + "Gateway", object -> all(object, List.of("Accepted", "Programmed"))),
            Map.entry(GATEWAY + "GatewayClass", object -> all(object, List.of("Accepted"))),
            Map.entry(GATEWAY + "HTTPRoute", Controllers::route),
            Map.entry(GATEWAY + "GRPCRoute", Controllers::route),
            Map.entry(GATEWAY + "TLSRoute", Controllers::route),
            Map.entry(GATEWAY + "TCPRoute", Controllers::route),
            Map.entry(GATEWAY + "UDPRoute", Controllers::route),
            Map.entry("external-secrets.io", Controllers::externalSecret),
            Map.entry(STRIMZI + "Kafka", Controllers::strimzi),
            Map.entry(STRIMZI + "KafkaTopic", Controllers::strimzi),
            Map.entry(STRIMZI + "KafkaUser", Controllers::strimzi),
            Map.entry(STRIMZI + "KafkaConnect", Controllers::strimzi),
            Map.entry(STRIMZI + "KafkaConnector", Controllers::strimzi),
            Map.entry(STRIMZI + "KafkaMirrorMaker2", Controllers::strimzi),
            Map.entry(STRIMZI + "KafkaBridge", Controllers::strimzi),
            Map.entry(
                    "apiextensions.crossplane.io CompositeResourceDefinition",
                    object -> all(object, List.of("Established"))),
            Map.entry("pkg.crossplane.io Provider", object -> all(object, PACKAGE)),
            Map.entry("pkg.crossplane.io Configuration", object -> all(object, PACKAGE)),
            Map.entry("pkg.crossplane.io Function", object -> all(object, PACKAGE)));

    private Controllers() {}

    /** Argo Rollouts writes a phase; one that is paused in the middle of its steps has not replaced the old pods. */
    private static Verdict rollout(JsonNode rollout) {
        // it is written as a text, for reasons of its history
        String observed = Json.text(rollout, "status", "observedGeneration").orElse("");
        String present = Json.text(rollout, "metadata", "generation").orElse("");
        if (!observed.equals(present)) {
            return notObserved();
        }
        String message = Json.text(rollout, "status", "message").orElse("");
        if (Json.at(rollout, "status", "abort").asBoolean()) {
            return Verdict.degraded("RolloutAborted", or(message, "it was aborted, and the old version serves"))
                    .with(Outlook.HOPELESS);
        }
        return switch (Json.text(rollout, "status", "phase").orElse("")) {
            case "Healthy" -> Verdict.HEALTHY;
            case "Degraded" ->
                Verdict.degraded("Degraded", or(message, "it is degraded")).with(Outlook.HOPELESS);
            case "Paused" ->
                Verdict.progressing(
                        "Paused",
                        or(message, "it is paused") + "; old pods still serve: promote it, or let its steps go on");
            default -> Verdict.progressing("Progressing", or(message, "it replaces its pods"));
        };
    }

    private static Verdict canary(JsonNode canary) {
        Conditions conditions = new Conditions(canary);
        String message = conditions
                .find("Promoted")
                .map(Conditions::message)
                .filter(text -> !text.isEmpty())
                .orElse("");
        return switch (Json.text(canary, "status", "phase").orElse("")) {
            case "Initialized", "Succeeded" ->
                isBehind(canary)
                        ? Verdict.progressing("Progressing", "its analysis of the new version has not begun")
                        : Verdict.HEALTHY;
            case "Failed" ->
                Verdict.degraded("Failed", or(message, "its analysis failed, and the old version serves"))
                        .with(Outlook.HOPELESS);
            case "Terminated" ->
                Verdict.degraded("Terminated", or(message, "it was ended")).with(Outlook.HOPELESS);
            case "" -> Verdict.progressing("Progressing", "its controller has not seen it");
            default ->
                Verdict.progressing(
                        Json.text(canary, "status", "phase").orElse(""),
                        or(message, "the new version is analysed; " + weight(canary) + " % of the traffic go there"));
        };
    }

    /** Flagger takes up a new version some seconds after it was written; what its spec changed in is not yet what it analysed. */
    private static boolean isBehind(JsonNode canary) {
        return new Conditions(canary).unseen();
    }

    private static long weight(JsonNode canary) {
        return Json.at(canary, "status", "canaryWeight").asLong();
    }

    private static Verdict workflow(JsonNode workflow) {
        String message = Json.text(workflow, "status", "message").orElse("");
        if (Json.at(workflow, "spec", "suspend").asBoolean()) {
            return Verdict.suspended("spec.suspend is set");
        }
        return switch (Json.text(workflow, "status", "phase").orElse("")) {
            case "Succeeded" -> Verdict.HEALTHY;
            case "Failed", "Error" ->
                Verdict.degraded(Json.text(workflow, "status", "phase").orElse(""), or(message, "it failed"))
                        .with(Outlook.HOPELESS);
            default ->
                Verdict.progressing(
                        "Running", Json.text(workflow, "status", "progress").orElse("0/0") + " steps are done");
        };
    }

    private static Verdict cronWorkflow(JsonNode workflow) {
        return new Conditions(workflow)
                .find("SubmissionError")
                .filter(condition -> condition.path("status").asText().equals("True"))
                .map(condition -> Verdict.degraded("SubmissionError", Conditions.message(condition)))
                .orElse(Verdict.HEALTHY);
    }

    private static Verdict application(JsonNode application) {
        String health = Json.text(application, "status", "health", "status").orElse("Unknown");
        String sync = Json.text(application, "status", "sync", "status").orElse("Unknown");
        String message = Json.text(application, "status", "health", "message").orElse("");
        return switch (health) {
            case "Healthy" ->
                sync.equals("Synced")
                        ? Verdict.HEALTHY
                        : Verdict.progressing("OutOfSync", "its sync status is " + sync);
            case "Degraded" -> Verdict.degraded("Degraded", or(message, "its resources are degraded"));
            case "Suspended" -> Verdict.suspended(or(message, "it is suspended"));
            default -> Verdict.progressing(health, or(message, "its health is " + health));
        };
    }

    /** While a certificate is renewed the old one serves on; while the first is issued nothing does. */
    private static Verdict certificate(JsonNode certificate) {
        Conditions conditions = new Conditions(certificate);
        if (conditions.is("Issuing", "False")
                && conditions.find("Issuing").map(Conditions::reason).orElse("").equals("Failed")) {
            JsonNode found = conditions.find("Issuing").orElseThrow();
            return Verdict.degraded("Failed", Conditions.message(found)).with(Outlook.BLEAK);
        }
        return ready(certificate, "Ready", false);
    }

    /** A route is taken when each gateway that it names has accepted it and found what it refers to. */
    private static Verdict route(JsonNode route) {
        List<JsonNode> parents = Json.items(Json.at(route, "status", "parents"));
        int wanted = Json.items(Json.at(route, "spec", "parentRefs")).size();
        if (parents.size() < wanted) {
            return Verdict.progressing(
                    "Pending", parents.size() + " of " + wanted + " gateways have said what they think of it");
        }
        long generation = Json.at(route, "metadata", "generation").asLong();
        for (JsonNode parent : parents) {
            for (JsonNode condition : parent.path("conditions")) {
                String type = condition.path("type").asText();
                boolean stale = condition.path("observedGeneration").asLong(generation) < generation;
                if (stale) {
                    return notObserved();
                }
                if ((type.equals("Accepted") || type.equals("ResolvedRefs"))
                        && condition.path("status").asText().equals("False")) {
                    return Verdict.degraded(Conditions.reason(condition), Conditions.message(condition))
                            .with(Outlook.BLEAK);
                }
            }
        }
        return Verdict.HEALTHY;
    }

    /** Strimzi says NotReady while it works, and why. */
    private static Verdict strimzi(JsonNode object) {
        Conditions conditions = new Conditions(object);
        if (conditions.unseen()) {
            return notObserved();
        }
        if (conditions.is("ReconciliationPaused", "True")) {
            return Verdict.suspended("strimzi.io/pause-reconciliation is set");
        }
        if (conditions.is("NotReady", "True")) {
            JsonNode found = conditions.find("NotReady").orElseThrow();
            boolean creating = Conditions.reason(found).equals("Creating");
            return creating
                    ? Verdict.progressing("Creating", Conditions.message(found))
                    : Verdict.degraded(Conditions.reason(found), Conditions.message(found));
        }
        return ready(object, "Ready", true);
    }

    /** Crossplane's resources are there when they are synced and ready; one that cannot be synced says why. */
    static Verdict crossplane(JsonNode object) {
        Conditions conditions = new Conditions(object);
        if (conditions.is("Synced", "False")) {
            JsonNode found = conditions.find("Synced").orElseThrow();
            if (Conditions.reason(found).equals("ReconcilePaused")) {
                return Verdict.suspended("crossplane.io/paused is set");
            }
            return Verdict.degraded(Conditions.reason(found), Conditions.message(found));
        }
        return all(object, List.of("Synced", "Ready"));
    }

    /** Whether an object has the conditions by which Crossplane's managed resources and claims are known. */
    static boolean isCrossplane(JsonNode object) {
        JsonNode spec = object.path("spec");
        return spec.has("forProvider")
                || spec.has("compositionRef")
                || spec.path("crossplane").isObject();
    }

    /** To Knative Unknown is on its way, and False has failed. */
    private static Verdict knative(JsonNode object) {
        Conditions conditions = new Conditions(object);
        if (!conditions.unseen() && conditions.is("Ready", "False")) {
            JsonNode found = conditions.find("Ready").orElseThrow();
            return Verdict.degraded(Conditions.reason(found), Conditions.message(found))
                    .with(Outlook.BLEAK);
        }
        return ready(object, "Ready", false);
    }

    private static Verdict externalSecret(JsonNode object) {
        Conditions conditions = new Conditions(object);
        if (conditions.is("Ready", "False")) {
            JsonNode found = conditions.find("Ready").orElseThrow();
            return Verdict.degraded(Conditions.reason(found), Conditions.message(found))
                    .with(Outlook.BLEAK);
        }
        return ready(object, "Ready", false);
    }

    /** Ready is waited for also where there are no conditions yet, as the controller has simply not come by. */
    private static Verdict ready(JsonNode object, String type, boolean seen) {
        Conditions conditions = new Conditions(object);
        if (!seen && conditions.unseen()) {
            return notObserved();
        }
        return all(object, List.of(type));
    }

    private static Verdict all(JsonNode object, List<String> types) {
        Conditions conditions = new Conditions(object);
        for (String type : types) {
            var found = conditions.find(type);
            if (found.isEmpty()) {
                return Verdict.progressing("Pending", "its controller has not reported " + type);
            }
            String status = found.get().path("status").asText();
            if (!status.equals("True")) {
                String reason = Conditions.reason(found.get());
                String message = Conditions.message(found.get());
                return Verdict.progressing(reason, type + " is " + status + (message.isEmpty() ? "" : ": " + message));
            }
        }
        return Verdict.HEALTHY;
    }

    private static Verdict notObserved() {
        return Verdict.progressing("NotObserved", "its controller has not seen the present generation");
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
