package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.object.ApplySet;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.k8s.rollout.Removal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parents of an environment's ApplySets: a ConfigMap in each namespace that has members, as a namespaced parent may have members in its own namespace only. The one at home also
 * remembers the other namespaces, so that a namespace that falls out of Git is pruned all the same.
 */
final class Parents {

    /** Who keeps these sets, as the specification wants it written. */
    static final String TOOLING = "gitops/v1";

    private static final Kind CONFIG = KnownKinds.get("v1", "ConfigMap");

    private static final List<String> ANNOTATIONS = List.of(
            ApplySet.TOOLING,
            ApplySet.GROUP_KINDS,
            ApplySet.NAMESPACES,
            ApplySet.HOOKS,
            ApplySet.HOOKS_OF,
            ApplySet.SOURCE,
            ApplySet.ADOPTS);

    private final Cluster cluster;
    private final WantedSet set;
    private final Snapshot seen;
    private Memory memory;

    Parents(Cluster cluster, WantedSet set, Snapshot seen) {
        this.cluster = cluster;
        this.set = set;
        this.seen = seen;
        this.memory = seen.memory(set);
    }

    /** What is written at home from now on. */
    void remember(Memory now) {
        memory = now;
    }

    Memory memory() {
        return memory;
    }

    /** Why the parents that are there cannot be used. */
    List<String> refusals() {
        List<String> reasons = new ArrayList<>();
        seen.parents().forEach((namespace, parent) -> {
            String tooling =
                    Json.at(parent, "metadata", "annotations", ApplySet.TOOLING).asText("");
            String id = Json.at(parent, "metadata", "labels", ApplySet.ID).asText("");
            if (!tooling.startsWith("gitops/")) {
                reasons.add("ConfigMap " + namespace + "/" + set.parent() + " is not ours (tooling \"" + tooling
                        + "\"); rename or delete it");
            } else if (!Objects.equals(id, set.id(namespace))) {
                reasons.add("ConfigMap " + namespace + "/" + set.parent() + " has the id of another ApplySet (" + id
                        + "); it was copied or tampered with: delete it once you know why");
            }
        });
        return reasons;
    }

    /** Whether the parents say exactly this already. */
    boolean say(Collection<ObjectKey> members) {
        Map<String, ObjectNode> wanted = documents(members, "");
        return wanted.keySet().equals(seen.parents().keySet())
                && seen.parents().entrySet().stream()
                        .allMatch(entry -> says(entry.getValue(), wanted.getOrDefault(entry.getKey(), Json.object())));
    }

    private static boolean says(JsonNode live, JsonNode document) {
        for (String annotation : ANNOTATIONS) {
            if (!Json.at(live, "metadata", "annotations", annotation)
                    .asText("")
                    .equals(Json.at(document, "metadata", "annotations", annotation)
                            .asText(""))) {
                return false;
            }
        }
        return Memory.of(live).equals(Memory.of(document));
    }

    /** The events whose hooks an earlier deployment has left undone; empty where there are none. */
    String due() {
        return atHome(ApplySet.HOOKS);
    }

    /** Whether it was the deployment of this very commit that left them. */
    boolean dueOfThis() {
        return atHome(ApplySet.HOOKS_OF).equals(set.commit());
    }

    private String atHome(String annotation) {
        JsonNode home = seen.parents().get(set.home());
        return home == null
                ? ""
                : Json.at(home, "metadata", "annotations", annotation).asText("");
    }

    /**
     * Writes the parents of these members. Before an apply these are all that were and will be, so that a deployment that dies in the middle forgets nothing.
     *
     * @param due the event whose hooks are still to run; empty where there is none
     * @param lock is asked before each write, which succeeds only if nobody has written since it was seen
     * @throws LockLostException if it is somebody else's now
     */
    void write(Collection<ObjectKey> members, String due, Lock lock) {
        documents(members, due).forEach((namespace, document) -> {
            JsonNode live = seen.parents().get(namespace);
            if (live == null || !says(live, document)) {
                seen.parents().put(namespace, write(namespace, document, live, lock));
            }
        });
    }

    private JsonNode write(String namespace, ObjectNode document, @Nullable JsonNode seenLast, Lock lock) {
        String path = CONFIG.path(namespace, set.parent());
        JsonNode live = seenLast;
        while (true) {
            if (!lock.held()) {
                throw new LockLostException(lock);
            }
            ObjectNode fenced = document.deepCopy();
            if (live != null) {
                ((ObjectNode) fenced.path("metadata")).put("resourceVersion", version(live));
            }
            Call apply = Call.apply(path, Json.text(fenced))
                    .with("fieldManager", WantedSet.MANAGER)
                    .with("force", "true");
            Answer answer = cluster.call(apply);
            if (answer.ok()) {
                return answer.body();
            }
            if (!answer.stale()) {
                throw new UnexpectedAnswerException(cluster.name(), apply, answer);
            }
            Answer now = cluster.call(Call.get(path));
            live = now.ok() ? now.body() : null;
        }
    }

    /** Deletes the parents of sets that have no members any more: in namespaces that Git has left, and of applications that were taken over. */
    void forgetOthers(Collection<ObjectKey> members, Lock lock) {
        if (!lock.held()) {
            throw new LockLostException(lock);
        }
        Set<String> kept = documents(members, "").keySet();
        for (String namespace : List.copyOf(seen.parents().keySet())) {
            if (!kept.contains(namespace)) {
                delete(namespace, set.parent(), seen.parents().get(namespace));
                seen.parents().remove(namespace);
            }
        }
        for (SetName name : List.copyOf(seen.adopted().keySet())) {
            delete(name.namespace(), name.parent(), seen.adopted().get(name));
            seen.adopted().remove(name);
        }
    }

    /** The namespace of the parent that remembers. */
    String home() {
        return set.home();
    }

    /** Whether a parent is one of this application and environment. */
    boolean isOwn(JsonNode parent) {
        return Json.at(parent, "metadata", "name").asText().equals(set.parent());
    }

    /** Deletes the parent at home, the last that is left of a set. */
    void forgetHome(Lock lock) {
        if (!lock.held()) {
            throw new LockLostException(lock);
        }
        delete(set.home(), set.parent(), seen.parents().remove(set.home()));
    }

    private void delete(String namespace, String name, @Nullable JsonNode parent) {
        String uid = Json.at(parent == null ? Json.object() : parent, "metadata", "uid")
                .asText(null);
        cluster.call(Removal.call(CONFIG.path(namespace, name), uid, "Background"));
    }

    private static String version(JsonNode object) {
        return Json.at(object, "metadata", "resourceVersion").asText();
    }

    private Map<String, ObjectNode> documents(Collection<ObjectKey> members, String due) {
        Map<String, Set<String>> kinds = new TreeMap<>();
        kinds.put(set.home(), new TreeSet<>());
        for (ObjectKey key : members) {
            String namespace = key.namespace() == null ? set.home() : key.namespace();
            kinds.computeIfAbsent(namespace, none -> new TreeSet<>())
                    .add(key.group().isEmpty() ? key.kind() : key.kind() + "." + key.group());
        }
        Set<String> others = new TreeSet<>(kinds.keySet());
        others.addAll(seen.hidden());
        others.remove(set.home());
        Map<String, ObjectNode> documents = new TreeMap<>();
        kinds.forEach((namespace, groupKinds) -> {
            boolean home = namespace.equals(set.home());
            ObjectNode document = document(namespace, groupKinds, home ? others : Set.of());
            if (home && !due.isEmpty()) {
                ((ObjectNode) Json.at(document, "metadata", "annotations"))
                        .put(ApplySet.HOOKS, due)
                        .put(ApplySet.HOOKS_OF, set.commit());
            }
            if (home && !seen.adopted().isEmpty()) {
                Set<String> adopts = new TreeSet<>();
                seen.adopted().keySet().forEach(name -> adopts.add(name.parent()));
                ((ObjectNode) Json.at(document, "metadata", "annotations"))
                        .put(ApplySet.ADOPTS, String.join(",", adopts));
            }
            ObjectNode data = memory.data();
            if (home && !data.isEmpty()) {
                document.set("data", data);
            }
            documents.put(namespace, document);
        });
        return documents;
    }

    private ObjectNode document(String namespace, Set<String> groupKinds, Set<String> others) {
        ObjectNode document = Json.object();
        document.put("apiVersion", "v1").put("kind", "ConfigMap");
        ObjectNode metadata = document.putObject("metadata");
        metadata.put("name", set.parent()).put("namespace", namespace);
        metadata.putObject("labels").put(ApplySet.ID, set.id(namespace));
        ObjectNode annotations = metadata.putObject("annotations");
        annotations.put(ApplySet.TOOLING, TOOLING);
        annotations.put(ApplySet.GROUP_KINDS, String.join(",", groupKinds));
        annotations.put(ApplySet.SOURCE, set.source());
        if (!others.isEmpty()) {
            annotations.put(ApplySet.NAMESPACES, String.join(",", others));
        }
        return document;
    }
}
