package dev.gitops.cluster.health;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.health.Verdict.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The health of a pod, and which of its containers keeps it from being healthy. */
public final class PodHealth {

    private static final int RESTARTS_THAT_TELL = 3;
    private static final Instant NEVER = Instant.ofEpochSecond(Integer.MAX_VALUE);
    private static final Duration UNSCHEDULED = Duration.ofSeconds(30);

    /** What a container waits for, though waiting brings it no nearer. */
    private static final Set<String> STUCK = Set.of(
            "InvalidImageName",
            "ErrImageNeverPull",
            "CreateContainerConfigError",
            "CreateContainerError",
            "RunContainerError");

    private PodHealth() {}

    /**
     * A container that keeps its pod from being healthy.
     *
     * @param container its name; empty where the pod itself is at fault
     * @param verdict how it is
     * @param crashed whether it ran and ended, so that its last run has a log
     */
    public record Trouble(String container, Verdict verdict, boolean crashed) {}

    /**
     * How a pod is.
     *
     * @param pod the pod
     * @param now the time
     * @return the verdict
     */
    static Verdict of(JsonNode pod, Instant now) {
        Conditions conditions = new Conditions(pod);
        String phase = Json.at(pod, "status", "phase").asText("Pending");
        if (phase.equals("Succeeded")) {
            return Verdict.HEALTHY;
        }
        Optional<Trouble> trouble = trouble(pod, now);
        if (trouble.isPresent()) {
            // a pod that has failed is not started again; only a controller puts another in its place
            return phase.equals("Failed")
                    ? trouble.get().verdict().with(Outlook.HOPELESS)
                    : trouble.get().verdict();
        }
        boolean runsOn = Json.at(pod, "spec", "restartPolicy").asText("Always").equals("Always");
        return phase.equals("Running") && runsOn && conditions.is("Ready", "True")
                ? Verdict.HEALTHY
                : Verdict.progressing(phase, "it is " + (phase.equals("Running") ? "running" : "not running yet"));
    }

    /**
     * What keeps a pod from being healthy.
     *
     * @param pod the pod
     * @param now the time, to tell what has just begun from what lasts
     * @return the trouble; empty where the pod is well, or on its way
     */
    public static Optional<Trouble> trouble(JsonNode pod, Instant now) {
        if (Json.at(pod, "metadata").has("deletionTimestamp")) {
            return Optional.empty();
        }
        Optional<Trouble> stuck = Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(list -> Json.items(Json.at(pod, "status", list)).stream())
                .flatMap(status -> container(status).stream())
                .findFirst();
        return stuck.or(() -> failed(pod)).or(() -> unscheduled(pod, now));
    }

    /**
     * What a pod still waits for that is in no trouble of its own; why, only its events and its log tell.
     *
     * @param pod the pod
     * @return what is not ready of it; empty where the pod is well, or on its way out
     */
    public static Optional<Trouble> unready(JsonNode pod) {
        boolean well = Json.at(pod, "metadata").has("deletionTimestamp")
                || Json.at(pod, "status", "phase").asText().equals("Succeeded")
                || new Conditions(pod).is("Ready", "True");
        return well
                ? Optional.empty()
                : Stream.of("initContainerStatuses", "containerStatuses")
                        .flatMap(list -> Json.items(Json.at(pod, "status", list)).stream())
                        .filter(status -> !status.path("ready").asBoolean())
                        .findFirst()
                        .map(status -> unready(status.path("name").asText(), wait(status)))
                        .or(() -> Optional.of(unready("", "it has not started")));
    }

    private static Trouble unready(String container, String message) {
        return new Trouble(container, Verdict.progressing("NotReady", message), false);
    }

    private static String wait(JsonNode status) {
        if (Json.at(status, "state").has("running")) {
            return "it runs and is not ready";
        }
        String reason = Json.at(status, "state", "waiting", "reason").asText("");
        String message = Json.at(status, "state", "waiting", "message").asText("");
        return "it has not started" + (reason.isEmpty() ? "" : " (" + reason + ")")
                + (message.isEmpty() ? "" : ": " + message);
    }

    private static Optional<Trouble> container(JsonNode status) {
        JsonNode waiting = Json.at(status, "state", "waiting");
        String reason = waiting.path("reason").asText("");
        String message = waiting.path("message").asText("");
        String name = status.path("name").asText();
        if (reason.equals("ImagePullBackOff") || reason.equals("ErrImagePull")) {
            boolean sure =
                    message.contains("not found") || message.contains("manifest unknown") || message.contains("denied");
            Outlook outlook = sure ? Outlook.HOPELESS : Outlook.BLEAK;
            return Optional.of(new Trouble(
                    name, Verdict.degraded(reason, image(status, message)).with(outlook), false));
        }
        if (reason.equals("CrashLoopBackOff")) {
            int restarts = status.path("restartCount").asInt();
            // what is started with others may crash once or twice until they are there
            Outlook outlook = restarts >= RESTARTS_THAT_TELL ? Outlook.HOPELESS : Outlook.OPEN;
            JsonNode last = Json.at(status, "lastState", "terminated");
            String ended = "it ended with exit code " + last.path("exitCode").asInt() + " ("
                    + last.path("reason").asText("Error") + "), restarted " + restarts + " times";
            return Optional.of(new Trouble(name, Verdict.degraded(reason, ended).with(outlook), true));
        }
        return STUCK.contains(reason)
                ? Optional.of(
                        new Trouble(name, Verdict.degraded(reason, message).with(Outlook.BLEAK), false))
                : Optional.empty();
    }

    private static String image(JsonNode status, String message) {
        String image = status.path("image").asText("");
        return message.isEmpty() || !message.contains(image)
                ? "image " + image + " cannot be pulled" + (message.isEmpty() ? "" : ": " + message)
                : message;
    }

    private static Optional<Trouble> failed(JsonNode pod) {
        if (!Json.at(pod, "status", "phase").asText().equals("Failed")) {
            return Optional.empty();
        }
        String reason = Json.text(pod, "status", "reason").orElse("Failed");
        String message = Json.text(pod, "status", "message").orElse("the pod ended with an error");
        String container = Stream.of("initContainerStatuses", "containerStatuses")
                .flatMap(list -> Json.items(Json.at(pod, "status", list)).stream())
                .filter(status ->
                        Json.at(status, "state", "terminated", "exitCode").asInt() != 0)
                .map(status -> status.path("name").asText())
                .findFirst()
                .orElse("");
        return Optional.of(
                new Trouble(container, Verdict.degraded(reason, message).with(Outlook.OPEN), true));
    }

    private static Optional<Trouble> unscheduled(JsonNode pod, Instant now) {
        return new Conditions(pod)
                .find("PodScheduled")
                .filter(condition -> Conditions.reason(condition).equals("Unschedulable"))
                .map(condition -> {
                    boolean lasting = since(condition).plus(UNSCHEDULED).isBefore(now);
                    Verdict verdict = Verdict.degraded("Unschedulable", Conditions.message(condition));
                    return new Trouble("", verdict.with(lasting ? Outlook.HOPELESS : Outlook.OPEN), false);
                });
    }

    private static Instant since(JsonNode condition) {
        try {
            return OffsetDateTime.parse(condition.path("lastTransitionTime").asText())
                    .toInstant();
        } catch (DateTimeParseException unknown) {
            return NEVER;
        }
    }
}
