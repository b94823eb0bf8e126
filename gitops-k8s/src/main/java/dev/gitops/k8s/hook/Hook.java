package dev.gitops.k8s.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.object.ObjectKey;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An object with Helm's annotation {@code helm.sh/hook}, or with Argo CD's {@code argocd.argoproj.io/hook} that runs when an application is deleted and at no other time.
 *
 * @param key which object
 * @param kind its kind as served, or as a definition among the wanted objects will have it served
 * @param json the object as it is made
 * @param events when it runs; empty where one of its words is unknown, so that Helm passes over it
 */
public record Hook(ObjectKey key, Kind kind, ObjectNode json, Set<Event> events) {

    private static final String ANNOTATION = "helm.sh/hook";
    private static final String ARGO = "argocd.argoproj.io/hook";
    private static final String BEFORE = "before-hook-creation";

    /** What holds data, or takes other objects with it, is never deleted for a hook; it is applied over. */
    private static final Set<String> KEPT =
            Set.of("Namespace", "PersistentVolumeClaim", "PersistentVolume", "CustomResourceDefinition");

    /** Kinds that end by themselves, and are waited for. */
    private static final Set<String> RUNNING = Set.of("Job", "Pod");

    /** Copies the events. */
    public Hook {
        events = Set.copyOf(events);
    }

    /**
     * Whether an object is a hook.
     *
     * @param object an object of any kind
     * @return true if it has Helm's annotation, whatever that says, or Argo CD's for a deletion
     */
    public static boolean is(JsonNode object) {
        return Json.at(object, "metadata", "annotations").has(ANNOTATION)
                || !argo(object).isEmpty();
    }

    /** The events of Argo CD's annotation where it speaks of deletions alone; what also runs at a sync stays an object like any other. */
    private static Set<Event> argo(JsonNode object) {
        Set<Event> events = EnumSet.noneOf(Event.class);
        String words = annotation(object, ARGO);
        for (String word : words.isEmpty() ? new String[0] : words.split(",")) {
            switch (word.strip()) {
                case "PreDelete" -> events.add(Event.PRE_DELETE);
                case "PostDelete" -> events.add(Event.POST_DELETE);
                default -> {
                    return Set.of();
                }
            }
        }
        return events;
    }

    /**
     * Reads a hook.
     *
     * @param key which object
     * @param kind its kind
     * @param json the object, with the annotation
     * @return the hook
     */
    public static Hook of(ObjectKey key, Kind kind, ObjectNode json) {
        if (!Json.at(json, "metadata", "annotations").has(ANNOTATION)) {
            return new Hook(key, kind, json, argo(json));
        }
        Set<Event> events = EnumSet.noneOf(Event.class);
        for (String word : annotation(json, ANNOTATION).split(",")) {
            Optional<Event> event = Event.of(word);
            if (event.isEmpty()) {
                return new Hook(key, kind, json, Set.of());
            }
            events.add(event.get());
        }
        return new Hook(key, kind, json, events);
    }

    /** Lighter hooks run first; what is no number weighs nothing. */
    int weight() {
        try {
            return Integer.parseInt(either("helm.sh/hook-weight", "argocd.argoproj.io/sync-wave"));
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    boolean deletedBefore() {
        return deletes(BEFORE);
    }

    boolean deletedAfter(boolean success) {
        return deletes(success ? "hook-succeeded" : "hook-failed");
    }

    private boolean deletes(String policy) {
        String stated = either("helm.sh/hook-delete-policy", "argocd.argoproj.io/hook-delete-policy");
        String plain = policy.replace("-", "");
        boolean states = Arrays.stream((stated.isEmpty() ? BEFORE : stated).split(","))
                .map(word -> word.strip().toLowerCase(Locale.ROOT).replace("-", ""))
                .anyMatch(plain::equals);
        return !kept() && states;
    }

    private String either(String helm, String argo) {
        return annotation(json, Json.at(json, "metadata", "annotations").has(ANNOTATION) ? helm : argo);
    }

    boolean kept() {
        return KEPT.contains(key.kind());
    }

    boolean runs() {
        return RUNNING.contains(key.kind());
    }

    String path() {
        return kind.path(key.namespace(), key.name());
    }

    private static String annotation(JsonNode json, String name) {
        return Json.at(json, "metadata", "annotations", name).asText("");
    }
}
