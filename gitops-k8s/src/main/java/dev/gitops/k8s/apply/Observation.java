package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.StatedFields;
import dev.gitops.k8s.rollout.Item;
import dev.gitops.k8s.rollout.Patience;
import dev.gitops.k8s.rollout.Rollout;
import dev.gitops.k8s.rollout.RolloutEnd;
import dev.gitops.spi.DeliveryRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at the objects of an application that somebody else delivers: how they are, how they differ from Git, and why they do not become healthy. Writes nothing. */
public final class Observation {

    private final Cluster cluster;
    private final WantedSet set;
    private final DeliveryRequest request;

    /**
     * An observation.
     *
     * @param cluster the cluster the objects are in
     * @param request what Git wants
     */
    public Observation(Cluster cluster, DeliveryRequest request) {
        this.cluster = cluster;
        this.request = request;
        this.set = WantedSet.of(cluster.kinds(), request, false);
    }

    /** {@return how the objects differ from Git} */
    public List<ObjectDifference> differences() {
        return new Comparison(cluster, set, request).run();
    }

    /** {@return the fields that Git states and the cluster has otherwise, told without asking the server; objects that are not there are left out} */
    public List<ObjectDifference> stated() {
        List<ObjectDifference> differences = new ArrayList<>();
        for (Item item : items()) {
            if (item.live().isMissingNode() || !(item.wanted() instanceof ObjectNode wanted)) {
                continue;
            }
            List<ObjectDifference.Field> fields =
                    StatedFields.differing(set.setAside().adapt(wanted, item.live(), Optional.empty()), item.live());
            if (!fields.isEmpty()) {
                differences.add(new ObjectDifference(
                        item.key().kind(),
                        item.key().namespace(),
                        item.key().name(),
                        ObjectDifference.Change.CHANGED,
                        fields));
            }
        }
        return differences;
    }

    /** {@return the keys of what Git wants} */
    public Set<ObjectKey> keys() {
        return set.objects().stream().map(Wanted::key).collect(Collectors.toSet());
    }

    /** {@return how each object is} */
    public List<DeployedObject> health() {
        return objects(Action.UNCHANGED);
    }

    /**
     * How each object is after a controller has synced it.
     *
     * @param action what the controller did
     * @return each wanted object
     */
    public List<DeployedObject> objects(Action action) {
        return items().stream()
                .map(item -> {
                    Verdict verdict = Rollout.verdict(set.health(), item.live(), item.wanted());
                    return new DeployedObject(
                            item.key().kind(),
                            item.key().namespace(),
                            item.key().name(),
                            action,
                            verdict.health(),
                            verdict.text());
                })
                .toList();
    }

    /**
     * Waits until the objects are healthy, or will not be.
     *
     * @param patience how long
     * @param progress is told what happens
     * @return how it ended
     */
    public RolloutEnd await(Patience patience, Progress progress) {
        return new Rollout(cluster, items(), patience, set.secrets(), progress)
                .by(set.health())
                .await();
    }

    private List<Item> items() {
        Snapshot seen = Snapshot.read(cluster, set);
        return set.objects().stream()
                .map(wanted -> {
                    JsonNode live = seen.members()
                            .getOrDefault(wanted.key(), Json.object().path("missing"));
                    return new Item(wanted.key(), wanted.kind(), live, wanted.json(), "", false);
                })
                .toList();
    }
}
