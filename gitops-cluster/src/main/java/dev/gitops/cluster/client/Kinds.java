package dev.gitops.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The kinds a server serves: the usual ones known beforehand, the others asked for once a group and version. */
public final class Kinds {

    private final Cluster cluster;
    private final Map<String, List<Kind>> served = new ConcurrentHashMap<>();

    Kinds(Cluster cluster) {
        this.cluster = cluster;
    }

    /**
     * A kind as a manifest names it.
     *
     * @param apiVersion as in {@code apps/v1}
     * @param kind as in {@code Deployment}
     * @return the kind; empty where the server does not serve it
     */
    public Optional<Kind> find(String apiVersion, String kind) {
        return KnownKinds.find(apiVersion, kind)
                .or(() -> served.computeIfAbsent(apiVersion, this::ask).stream()
                        .filter(one -> one.name().equals(kind))
                        .findFirst());
    }

    /**
     * A kind without a version, as the ApplySet specification writes it.
     *
     * @param groupKind as in {@code Deployment.apps}
     * @return the kind in the version the server prefers; empty where it serves none
     */
    public Optional<Kind> preferred(String groupKind) {
        int dot = groupKind.indexOf('.');
        return KnownKinds.ofGroup(groupKind)
                .or(() -> dot < 0
                        ? Optional.empty()
                        : version(groupKind.substring(dot + 1))
                                .flatMap(apiVersion -> find(apiVersion, groupKind.substring(0, dot))));
    }

    private Optional<String> version(String group) {
        Call get = Call.get("/apis/" + group);
        Answer answer = cluster.call(get);
        if (!answer.ok() && !answer.notFound()) {
            throw new UnexpectedAnswerException(cluster.name(), get, answer);
        }
        return Json.text(answer.body(), "preferredVersion", "groupVersion");
    }

    /** Forgets what was not there, after definitions of kinds were applied. */
    public void refresh() {
        served.clear();
    }

    private List<Kind> ask(String apiVersion) {
        Answer answer = cluster.call(Call.get((apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion));
        if (answer.notFound()) {
            return List.of();
        }
        if (!answer.ok()) {
            throw new UnexpectedAnswerException(cluster.name(), Call.get("/apis/" + apiVersion), answer);
        }
        return Json.items(answer.body().path("resources")).stream()
                .filter(resource -> !resource.path("name").asText().contains("/"))
                .map(resource -> kind(apiVersion, resource))
                .toList();
    }

    private static Kind kind(String apiVersion, JsonNode resource) {
        int slash = apiVersion.indexOf('/');
        return new Kind(
                slash < 0 ? "" : apiVersion.substring(0, slash),
                apiVersion.substring(slash + 1),
                resource.path("kind").asText(),
                resource.path("name").asText(),
                resource.path("namespaced").asBoolean());
    }
}
