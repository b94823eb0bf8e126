package dev.gitops.k8s.apply;

import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.cluster.client.AccessDeniedException;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.object.Secrets;
import dev.gitops.spi.DeliveryResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the server refuses, sorted by what a person must do: rights, manifests, conflicts with other managers. All of it is collected before anything is said. */
final class Refusals {

    private static final Pattern MANAGER =
            Pattern.compile("conflict with \"([^\"]+)\"(?: with subresource \"([^\"]+)\")?");
    private static final Pattern IMMUTABLE = Pattern.compile(
            "(?:is|are) immutable|immutable after creation|immutable field|may not (?:be )?change|updates to statefulset spec|cannot be changed|cannot change roleRef");

    private final Secrets secrets;
    private final List<String> denied = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, List<String>> conflicts = new TreeMap<>();
    private final List<DeployedObject> conflicting = new ArrayList<>();
    private final List<Problem> unanswered = new ArrayList<>();
    private @Nullable GitOpsException first;

    Refusals(Secrets secrets) {
        this.secrets = secrets;
    }

    /** Whether the server says that a field of a live object can never change. */
    static boolean immutable(Answer answer) {
        return answer.code() == 422 && IMMUTABLE.matcher(answer.message()).find();
    }

    void add(Wanted wanted, Answer answer) {
        if (answer.denied()) {
            denied.add(answer.message());
        } else if (answer.fieldConflict()) {
            addConflict(wanted, answer);
        } else if (immutable(answer)) {
            addImmutable(wanted, answer);
        } else if (answer.causes().isEmpty()) {
            problems.add(problem(wanted, "", plain(answer), hint(wanted, answer)));
        } else {
            answer.causes()
                    .forEach(cause ->
                            problems.add(problem(wanted, cause.field(), cause.message(), hint(wanted, answer))));
        }
    }

    /** The way out comes first: what the server says holds the whole value in the words of Go. */
    private void addImmutable(Wanted wanted, Answer answer) {
        List<String> fields = answer.causes().stream()
                .map(cause -> cause.field() + ": " + withoutValue(cause.message()))
                .distinct()
                .toList();
        String said = fields.isEmpty() ? withoutValue(answer.message()) : String.join("; ", fields);
        problems.add(problem(
                wanted,
                "",
                "cannot be changed while it is there; " + wayOut(wanted) + ". The server says: " + said,
                ""));
    }

    /** An invalid value is printed before what is wrong with it, however large it is. */
    private static String withoutValue(String message) {
        int value = message.indexOf("Invalid value: ");
        int last = message.lastIndexOf(": ");
        return value < 0 || last <= value + "Invalid value".length() ? message : message.substring(last + 2);
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    /** That nobody could tell what the server makes of an object. */
    void add(Wanted wanted, GitOpsException why) {
        first = first == null ? why : first;
        unanswered.add(problem(wanted, "", String.valueOf(why.getMessage()), ""));
    }

    private Problem problem(Wanted wanted, String field, String message, String hint) {
        String key = field.isEmpty() || field.equals("<nil>") ? wanted.key().toString() : wanted.key() + " " + field;
        return Problem.of(key, null, secrets.blot(message), hint.isEmpty() ? null : hint);
    }

    /** The server wraps what it could not type in words of its own machinery. */
    private static String plain(Answer answer) {
        return answer.message().replaceFirst("^failed to create typed patch object \\([^)]*\\): ", "");
    }

    /** What to do about a refusal; empty where nobody can tell. */
    static String hint(Wanted wanted, Answer answer) {
        if (answer.notFound() && answer.message().contains("namespaces ")) {
            return "create namespace " + wanted.key().namespace() + ", or add a Namespace to the manifests";
        }
        if (answer.causes().stream().anyMatch(cause -> cause.reason().equals("NamespaceTerminating"))) {
            return "wait until it is gone and make it anew, or see what holds it in its status";
        }
        if (answer.reason().equals("AlreadyExists")) {
            return "it is left of an earlier run, and its helm.sh/hook-delete-policy keeps it; add before-hook-creation, or delete it";
        }
        if (answer.stale() || answer.message().contains("managedFields must be nil")) {
            String names = exported(wanted);
            return names.isEmpty()
                    ? ""
                    : "leave " + names + " out of Git: the server gives it to each state of an object";
        }
        if (answer.message().contains("port is already allocated")) {
            return "where an object has it that Git no longer has, remove that by a deployment of its own before";
        }
        return answer.message().contains("exceeded quota") ? "ask for less, or raise the quota" : "";
    }

    /** What a manifest has that was read from a server. */
    private static String exported(Wanted wanted) {
        return Stream.of("managedFields", "resourceVersion", "uid")
                .filter(wanted.json().path("metadata")::has)
                .map("metadata."::concat)
                .collect(Collectors.joining(", "));
    }

    private static String wayOut(Wanted wanted) {
        String kind = wanted.key().kind();
        String byHand = "give it another name, or delete it by hand once";
        return Options.PRECIOUS.contains(kind)
                ? byHand
                : byHand + ", or let it be replaced: `delivery: { apply: { replace: [" + kind + "] } }`";
    }

    private void addConflict(Wanted wanted, Answer answer) {
        List<String> fields = conflicts.computeIfAbsent(wanted.key().toString(), none -> new ArrayList<>());
        for (Answer.Cause cause : answer.causes()) {
            Matcher manager = MANAGER.matcher(cause.message());
            String who = manager.find() ? manager.group(1) : cause.message();
            fields.add(cause.field().replaceFirst("^\\.", "") + " is owned by " + who);
        }
        conflicting.add(new DeployedObject(
                wanted.key().kind(),
                wanted.key().namespace(),
                wanted.key().name(),
                Action.FAILED,
                Health.UNKNOWN,
                "conflict: " + String.join("; ", fields)));
    }

    /** Throws what is missing in rights or wrong in the manifests. */
    void check(String cluster, String what) {
        if (!denied.isEmpty()) {
            throw new AccessDeniedException(cluster, denied);
        }
        if (!problems.isEmpty()) {
            List<Problem> all = new ArrayList<>(problems);
            all.addAll(unanswered);
            throw new InvalidInputException(what, all);
        }
        if (first != null) {
            throw first;
        }
    }

    List<Problem> problems() {
        return problems;
    }

    /** The conflicts, where there are any: a failure, as nothing is wrong with the manifests. */
    Optional<DeliveryResult> conflict() {
        if (conflicts.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder message = new StringBuilder("other managers own fields that Git states; nothing was written.");
        conflicts.forEach((object, fields) -> fields.forEach(
                field -> message.append("\n  ").append(object).append(": ").append(field)));
        message.append("\nLeave the fields out of the manifests, or take them: `delivery: { apply: { force: true } }`");
        DeploymentFailure failure = new DeploymentFailure(
                conflicts.keySet().iterator().next(), null, "Conflict", message.toString(), List.of(), List.of());
        return Optional.of(new DeliveryResult.Failed(conflicting, failure));
    }
}
