package dev.gitops.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The kinds a server serves: the usual ones known beforehand, the others asked for once a group and version. */
public final class Kinds {

    /** The list of all APIs follows a definition that comes or goes with a little delay. */
    private static final Duration LAG = Duration.ofSeconds(4);

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
                        : versions(groupKind.substring(dot + 1))
                                .flatMap(apiVersion -> find(apiVersion, groupKind.substring(0, dot)).stream())
                                .findFirst());
    }

    /** The versions of a group, the preferred one first; a kind need not be in that one. */
    private Stream<String> versions(String group) {
        Call get = Call.get("/apis/" + group);
        Answer answer = known(get, group);
        String preferred =
                Json.at(answer.body(), "preferredVersion", "groupVersion").asText("");
        Stream<String> others = Json.items(answer.body().path("versions")).stream()
                .map(version -> version.path("groupVersion").asText());
        return answer.notFound()
                ? Stream.empty()
                : Stream.concat(Stream.of(preferred), others).distinct();
    }

    /**
     * Asks for what may not be served. That it is not there is believed only where the list that it would be in says so too: whatever stands before a server answers 404 to what it cannot
     * lead anywhere, and what is forgotten then is nobody's for ever.
     */
    private Answer known(Call get, String name) {
        Retry retry = new Retry(LAG);
        while (true) {
            Answer answer = cluster.call(get);
            if (!answer.ok() && !answer.notFound()) {
                throw new UnexpectedAnswerException(cluster.name(), get, answer);
            }
            if (answer.ok() || !listed(name)) {
                return answer;
            }
            long pause = retry.pause(0);
            if (pause < 0) {
                throw new UnexpectedAnswerException(
                        cluster.name(), get, answer, ", though the server lists " + name + " among its APIs");
            }
            cluster.pause(pause);
        }
    }

    private boolean listed(String name) {
        Call get = Call.get("/apis");
        Answer all = cluster.call(get);
        if (!all.ok()) {
            throw new UnexpectedAnswerException(cluster.name(), get, all);
        }
        return names(all.body(), name);
    }

    private static boolean names(JsonNode all, String name) {
        String group = name.contains("/") ? name.substring(0, name.indexOf('/')) : name;
        return Json.items(all.path("groups")).stream()
                .filter(one -> one.path("name").asText().equals(group))
                .anyMatch(one -> group.equals(name)
                        || Json.items(one.path("versions")).stream()
                                .anyMatch(version ->
                                        version.path("groupVersion").asText().equals(name)));
    }

    /** Forgets what was not there, after definitions of kinds were applied. */
    public void refresh() {
        served.clear();
    }

    private List<Kind> ask(String apiVersion) {
        Call get = Call.get((apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion);
        Answer answer = known(get, apiVersion);
        if (answer.notFound()) {
            return List.of();
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
