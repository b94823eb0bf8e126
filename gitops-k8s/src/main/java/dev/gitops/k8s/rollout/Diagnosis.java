package dev.gitops.k8s.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.GitOpsException;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.Secrets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds out what a person needs to know of a failure: the last events of the object and its pod, and the last lines of the container's log. What cannot be had is left out. */
final class Diagnosis {

    /** The reason of events of controllers whose pods the server refuses. */
    static final String REFUSED = "FailedCreate";

    private static final int EVENTS = 8;
    private static final String LINES = "20";

    private final Cluster cluster;
    private final Secrets secrets;

    Diagnosis(Cluster cluster, Secrets secrets) {
        this.cluster = cluster;
        this.secrets = secrets;
    }

    DeploymentFailure of(ObjectKey key, Verdict verdict, String reason) {
        String message = verdict.message() == null ? "" : verdict.message();
        return new DeploymentFailure(key.toString(), null, reason, secrets.blot(message), events(key, null), List.of());
    }

    DeploymentFailure of(PodTrouble trouble, String reason) {
        String pod = Json.at(trouble.pod(), "metadata", "name").asText();
        String container = trouble.trouble().container();
        String message = "pod " + pod + (container.isEmpty() ? "" : ", container " + container) + ": "
                + trouble.trouble().verdict().text();
        boolean started = !container.isEmpty()
                && !Json.at(trouble.pod(), "status", "phase").asText().equals("Pending");
        List<String> log = started || trouble.trouble().crashed() ? log(trouble, pod, container) : List.of();
        return new DeploymentFailure(
                trouble.of().toString(),
                container.isEmpty() ? null : container,
                reason,
                secrets.blot(message),
                events(trouble.of(), pod),
                log);
    }

    /** Whether a cluster autoscaler has promised the pod a node. */
    boolean nodeComes(JsonNode pod) {
        return raw(
                        Json.text(pod, "metadata", "namespace").orElse(null),
                        Json.at(pod, "metadata", "name").asText())
                .stream()
                .anyMatch(event -> event.path("reason").asText().equals("TriggeredScaleUp"));
    }

    /** The events of a workload whose pods, or claims for them, were refused; the newest last. */
    List<JsonNode> refusals(ObjectKey key, String uid) {
        return raw(key.namespace(), key.name()).stream()
                .filter(event -> event.path("reason").asText().equals(REFUSED))
                .filter(event ->
                        Json.at(event, "involvedObject", "uid").asText().equals(uid))
                .sorted(Comparator.comparing(Diagnosis::time))
                .toList();
    }

    private List<String> events(ObjectKey key, @Nullable String pod) {
        List<JsonNode> found = Stream.concat(
                        raw(key.namespace(), key.name()).stream()
                                .filter(event -> Json.at(event, "involvedObject", "kind")
                                        .asText()
                                        .equals(key.kind())),
                        pod == null ? Stream.of() : raw(key.namespace(), pod).stream())
                .sorted(Comparator.comparing(Diagnosis::time))
                .toList();
        return found.stream()
                .skip(Math.max(0, found.size() - EVENTS))
                .map(Diagnosis::line)
                .map(secrets::blot)
                .toList();
    }

    private List<JsonNode> raw(@Nullable String namespace, String name) {
        Call list = Call.get(KnownKinds.get("v1", "Event").path(namespace == null ? "default" : namespace))
                .with("fieldSelector", "involvedObject.name=" + name)
                .with("limit", "200");
        return quietly(list).map(answer -> Json.objects(answer.body())).orElse(List.of());
    }

    private static String time(JsonNode event) {
        return Stream.of("lastTimestamp", "eventTime", "firstTimestamp")
                .flatMap(field -> Json.text(event, field).stream())
                .findFirst()
                .orElse("");
    }

    private static String line(JsonNode event) {
        int count = event.path("count").asInt(1);
        return event.path("type").asText("Normal") + " " + event.path("reason").asText() + " on "
                + Json.at(event, "involvedObject", "kind").asText() + "/"
                + Json.at(event, "involvedObject", "name").asText() + (count > 1 ? " (" + count + " times)" : "") + ": "
                + event.path("message").asText().strip();
    }

    private List<String> log(PodTrouble trouble, String pod, String container) {
        Call log = Call.get(KnownKinds.get("v1", "Pod").path(trouble.of().namespace(), pod) + "/log")
                .with("container", container)
                .with("tailLines", LINES)
                .with("limitBytes", "16384");
        return Stream.of(log.with("previous", "true"), log)
                .skip(trouble.trouble().crashed() ? 0 : 1)
                .flatMap(call -> quietly(call).stream())
                .map(answer -> answer.text().isEmpty() ? Json.text(answer.body()) : answer.text())
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(text -> text.lines().map(secrets::blot).toList())
                .orElse(List.of());
    }

    /** Reads what only helps to explain; a refusal is no failure of its own. */
    private Optional<Answer> quietly(Call call) {
        try {
            return Optional.of(cluster.call(call)).filter(Answer::ok);
        } catch (GitOpsException unreachable) {
            return Optional.empty();
        }
    }
}
