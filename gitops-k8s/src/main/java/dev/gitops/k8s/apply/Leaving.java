package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.Progress;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The end of a removal: what is kept belongs to nobody, namespaces that a deployment made and that are empty go, and so do the parents. */
final class Leaving {

    private static final Kind NAMESPACES = KnownKinds.get("v1", "Namespace");

    /** What a namespace may not have to be deleted: whoever else is in it, and data. */
    private static final List<Kind> INHABITANTS = List.of(
            KnownKinds.get("v1", "PersistentVolumeClaim"),
            KnownKinds.get("apps/v1", "Deployment"),
            KnownKinds.get("apps/v1", "StatefulSet"),
            KnownKinds.get("apps/v1", "DaemonSet"),
            KnownKinds.get("batch/v1", "CronJob"),
            KnownKinds.get("v1", "Service"));

    private final Cluster cluster;
    private final Departure departure;
    private final Parents parents;
    private final Lock lock;
    private final Progress progress;

    Leaving(Cluster cluster, Departure departure, Parents parents, Lock lock, Progress progress) {
        this.cluster = cluster;
        this.departure = departure;
        this.parents = parents;
        this.lock = lock;
        this.progress = progress;
    }

    /**
     * Finishes.
     *
     * @param notices gets what a person should know; a namespace that goes is no longer among what is kept
     */
    void finish(List<String> notices) {
        Set<String> made = parents.memory().made();
        Set<String> empty = new TreeSet<>();
        for (ObjectKey key : departure.kept().keySet()) {
            if (key.kind().equals("Namespace") && made.contains(key.name()) && isEmpty(key.name())) {
                empty.add(key.name());
                notices.removeIf(notice -> notice.startsWith(key + " "));
            } else {
                release(key);
            }
        }
        parents.forgetOthers(Set.of(), lock);
        String home = parents.home();
        empty.stream().filter(name -> !name.equals(home)).forEach(name -> delete(name, notices));
        if (empty.contains(home)) {
            // its parent goes with it, so that an end on the way leaves somebody who remembers
            delete(home, notices);
        } else {
            parents.forgetHome(lock);
        }
    }

    /** What stays carries no mark of the set, so that anybody may take it. */
    private void release(ObjectKey key) {
        departure.kind(key).ifPresent(kind -> {
            String patch = "{\"metadata\":{\"labels\":{\"" + ApplySet.PART_OF + "\":null}}}";
            Call call =
                    Call.merge(kind.path(key.namespace(), key.name()), patch).with("fieldManager", WantedSet.MANAGER);
            Answer answer = cluster.call(call);
            if (!answer.ok() && !answer.notFound()) {
                throw new UnexpectedAnswerException(cluster.name(), call, answer);
            }
        });
    }

    /** What may not be listed may be there. */
    private boolean isEmpty(String namespace) {
        Call parentsThere =
                Call.get(KnownKinds.get("v1", "ConfigMap").path(namespace)).with("labelSelector", ApplySet.ID);
        return all(parentsThere, parents::isOwn)
                && INHABITANTS.stream()
                        .allMatch(kind -> all(
                                Call.get(kind.path(namespace)).with("limit", "500"),
                                object -> Json.at(object, "metadata").has("deletionTimestamp")));
    }

    private boolean all(Call list, Predicate<JsonNode> which) {
        Answer answer = cluster.call(list);
        return answer.ok() && Json.objects(answer.body()).stream().allMatch(which);
    }

    private void delete(String name, List<String> notices) {
        ObjectKey key = new ObjectKey("", "Namespace", null, name);
        String path = NAMESPACES.path(null, name);
        Optional<JsonNode> there =
                Optional.of(cluster.call(Call.get(path))).filter(Answer::ok).map(Answer::body);
        if (there.isEmpty()) {
            return;
        }
        progress.tell("deletes the namespace " + name + ", which a deployment had made");
        String uid = Json.at(there.get(), "metadata", "uid").asText();
        Call call = Removal.call(path, uid, "Background");
        Answer answer = cluster.call(call);
        if (!answer.ok() && !answer.notFound()) {
            notices.add(key + " was made by a deployment and cannot be deleted: " + answer.message());
        } else {
            notices.add(key + " goes too: a deployment had made it, and nothing else is in it");
        }
    }
}
