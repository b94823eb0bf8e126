package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.object.ApplySet;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.spi.DeliveryRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ApplySet of somebody else that has an object which Git wants here. Where its application is gone from the inventory of the same repository it is a name that was changed, and the set is
 * taken over; where that cannot be known a person says so.
 *
 * @param key the object
 * @param id the id of the set that has it
 * @param set the set; null where its parent is not to be found
 * @param refusal why it is not taken over; empty where it is
 */
record Owner(ObjectKey key, String id, @Nullable SetName set, Optional<String> refusal) {

    static Owner of(Cluster cluster, DeliveryRequest request, ObjectKey key, String id) {
        Call list = Call.get(KnownKinds.get("v1", "ConfigMap").path(key.namespace()))
                .with("labelSelector", ApplySet.ID + "=" + id);
        Answer answer = cluster.call(list);
        if (!answer.ok() && !answer.denied()) {
            throw new UnexpectedAnswerException(cluster.name(), list, answer);
        }
        List<JsonNode> parents = Json.objects(answer.body());
        if (parents.isEmpty()) {
            return new Owner(
                    key,
                    id,
                    null,
                    Optional.of(taken(key, "ApplySet (" + id + ")") + "; render it in one of them only"));
        }
        JsonNode parent = parents.get(0);
        SetName set = new SetName(
                Json.at(parent, "metadata", "name").asText(),
                Json.at(parent, "metadata", "namespace").asText());
        return new Owner(key, id, set, refusal(cluster, request, key, set, parent));
    }

    /** The same for another object of the set. */
    Owner of(ObjectKey other) {
        return new Owner(
                other,
                id,
                set,
                refusal.map(reason -> reason.startsWith(key.toString())
                        ? other + reason.substring(key.toString().length())
                        : reason));
    }

    private static String taken(ObjectKey key, String whose) {
        return key + " belongs to another " + whose + ": another application or environment applies it";
    }

    private static Optional<String> refusal(
            Cluster cluster, DeliveryRequest request, ObjectKey key, SetName set, JsonNode parent) {
        if (request.adopted().contains(set.pair())) {
            return Optional.empty();
        }
        String what = taken(key, "ApplySet, that of " + set.pair() + " (ConfigMap " + set + ")");
        String byWord = "; if it was renamed, or is no more, take its objects over with --adopt " + set.pair();
        String[] pair = set.pair().split("/");
        if (pair.length != 2) {
            return Optional.of(what + "; render it in one of them only");
        }
        Optional<Boolean> has = request.inventory().map(known -> known.test(pair[0], pair[1]));
        if (has.orElse(false)) {
            return Optional.of(what + ", and the inventory has it; render it in one of them only");
        }
        boolean same = Json.at(parent, "metadata", "annotations", ApplySet.SOURCE)
                .asText("")
                .startsWith(request.source().repository() + " ");
        if (has.isEmpty() || !same) {
            return Optional.of(what + "; render it in one of them only" + byWord);
        }
        Call get =
                Call.get(KnownKinds.get("coordination.k8s.io/v1", "Lease").path(set.namespace(), "gitops-" + pair[0]));
        Answer lease = cluster.call(get);
        if (!lease.ok() && !lease.notFound() && !lease.denied()) {
            throw new UnexpectedAnswerException(cluster.name(), get, lease);
        }
        String holder = Claim.holder(lease.body());
        return holder.isEmpty()
                ? Optional.empty()
                : Optional.of(what + ", and " + holder + " deploys it at the moment" + byWord);
    }
}
