package dev.gitops.helm.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Change;
import dev.gitops.cluster.client.AccessDeniedException;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.cluster.health.HealthRules;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.cluster.object.SetAside;
import dev.gitops.cluster.object.StatedFields;
import dev.gitops.spi.ManifestObject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object of a release with what the cluster has of it.
 *
 * @param wanted as it was rendered
 * @param namespace the namespace it is in, or would be; null where its kind has none
 * @param object as it is; missing where it is not there
 */
record Live(ManifestObject wanted, @Nullable String namespace, JsonNode object) {

    private static final Verdict MISSING =
            new Verdict(Health.MISSING, "Missing", "it is not there", Verdict.Outlook.BLEAK);

    static List<Live> read(Cluster cluster, List<ManifestObject> objects, String namespace) {
        if (objects.isEmpty()) {
            return List.of();
        }
        cluster.connect();
        return cluster.all(objects, object -> read(cluster, object, namespace));
    }

    private static Live read(Cluster cluster, ManifestObject object, String namespace) {
        Optional<Kind> kind = cluster.kinds().find(object.apiVersion(), object.kind());
        if (kind.isEmpty()) {
            return new Live(object, null, missing());
        }
        String place = kind.get().namespaced() ? object.inNamespace().orElse(namespace) : null;
        Call get = Call.get(kind.get().path(place, object.name()));
        Answer answer = cluster.call(get);
        if (answer.denied()) {
            throw new AccessDeniedException(cluster.name(), List.of(answer.message()));
        }
        if (!answer.ok() && !answer.notFound()) {
            throw new UnexpectedAnswerException(cluster.name(), get, answer);
        }
        return new Live(object, place, answer.ok() ? answer.body() : missing());
    }

    private static JsonNode missing() {
        return Json.object().path("missing");
    }

    boolean isThere() {
        return !object.isMissingNode();
    }

    Verdict verdict(HealthRules rules) {
        return isThere() ? rules.verdict(object) : MISSING;
    }

    DeployedObject deployed(DeployedObject.Action action, HealthRules rules) {
        Verdict verdict = verdict(rules);
        return new DeployedObject(wanted.kind(), namespace, wanted.name(), action, verdict.health(), verdict.text());
    }

    /** How it differs from what was rendered; empty where it does not. */
    Optional<ObjectDifference> difference(SetAside setAside) {
        if (!isThere()) {
            return Optional.of(
                    new ObjectDifference(wanted.kind(), namespace, wanted.name(), Change.MISSING, List.of()));
        }
        ObjectNode rendered = setAside.adapt(Json.tree(wanted.content()), object, Optional.empty());
        List<ObjectDifference.Field> fields = StatedFields.differing(rendered, object);
        return fields.isEmpty()
                ? Optional.empty()
                : Optional.of(new ObjectDifference(wanted.kind(), namespace, wanted.name(), Change.CHANGED, fields));
    }
}
