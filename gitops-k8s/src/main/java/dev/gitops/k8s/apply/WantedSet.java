package dev.gitops.k8s.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.Kinds;
import dev.gitops.cluster.health.HealthRules;
import dev.gitops.cluster.object.ApplySet;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.Secrets;
import dev.gitops.cluster.object.SetAside;
import dev.gitops.k8s.hook.Hook;
import dev.gitops.k8s.hook.Hooks;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.ManifestObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that Git wants of an application in an environment: every object with its namespace and, where we own what we apply, the label of its ApplySet.
 *
 * @param objects the objects in Git's order
 * @param hooks Helm's hooks, which are no members
 * @param home the namespace of the environment, where its parent and its lock are
 * @param parent the name of the parents of its ApplySets
 * @param source the config repository, branch and path that have the application
 * @param commit the commit that is delivered
 * @param owned whether the objects are labelled as ours
 * @param health the rules by which the objects are healthy
 * @param setAside the fields that others look after
 */
record WantedSet(
        List<Wanted> objects,
        Hooks hooks,
        String home,
        String parent,
        String source,
        String commit,
        boolean owned,
        HealthRules health,
        SetAside setAside) {

    /** The field manager of all we apply. */
    static final String MANAGER = "gitops";

    static WantedSet of(Kinds kinds, DeliveryRequest request, boolean owned) {
        List<ManifestObject> manifests = request.manifests().objects();
        List<Problem> problems = new ArrayList<>();
        Map<String, Kind> defined = defined(manifests);
        String home = home(request, manifests);
        String parent = ApplySet.parent(
                request.target().app(), request.target().environment().value());
        List<Wanted> objects = new ArrayList<>();
        List<Hook> hooks = new ArrayList<>();
        Set<ObjectKey> seen = new HashSet<>();
        for (ManifestObject manifest : manifests) {
            Optional<Kind> served = kinds.find(manifest.apiVersion(), manifest.kind());
            Optional<Kind> kind =
                    served.or(() -> Optional.ofNullable(defined.get(manifest.apiVersion() + " " + manifest.kind())));
            if (kind.isEmpty()) {
                problems.add(problem(
                        manifest,
                        "the cluster knows no " + manifest.kind() + " in " + manifest.apiVersion(),
                        "install its CustomResourceDefinition, or correct apiVersion and kind"));
                continue;
            }
            String namespace = kind.get().namespaced() ? manifest.inNamespace().orElse(home) : null;
            if (kind.get().namespaced() && (namespace == null || namespace.isEmpty())) {
                problems.add(problem(
                        manifest,
                        "names no namespace, and the environment gives none",
                        "set `namespace` of environment " + request.target().environment()));
                continue;
            }
            ObjectKey key = new ObjectKey(kind.get().group(), manifest.kind(), namespace, manifest.name());
            ObjectNode content = Json.tree(manifest.content());
            if (Hook.is(content)) {
                hooks.add(Hook.of(key, kind.get(), json(content, key, null)));
                continue;
            }
            if (!seen.add(key)) {
                problems.add(problem(manifest, "is rendered twice", "leave one of them out"));
                continue;
            }
            String label = owned ? ApplySet.id(parent, namespace == null ? home : namespace) : null;
            objects.add(new Wanted(key, kind.get(), json(content, key, label), served.isEmpty()));
        }
        hooks.stream()
                .map(Hook::key)
                .filter(seen::contains)
                .forEach(key -> problems.add(Problem.of(
                        key.toString(), null, "is both a hook and an object", "give one of them another name")));
        if (owned && home.isEmpty() && problems.isEmpty() && !objects.isEmpty()) {
            problems.add(Problem.of(
                    "namespace",
                    null,
                    "environment " + request.target().environment()
                            + " gives no namespace to keep the application's set in",
                    "set `namespace` of the environment"));
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("the manifests of " + request.target(), problems);
        }
        return new WantedSet(
                List.copyOf(objects),
                new Hooks(hooks),
                home,
                parent,
                source(request.source()),
                request.commit(),
                owned,
                HealthRules.with(request.healthRules()),
                SetAside.of(request.setAside()));
    }

    /** The same set with nothing in it but its hooks. */
    WantedSet emptied() {
        return new WantedSet(List.of(), hooks, home, parent, source, commit, owned, health, setAside);
    }

    /** What tells an environment that was moved to another namespace from one of the same name that lives beside it. */
    private static String source(DeliveryRequest.Source source) {
        return source.repository() + " " + source.branch() + " " + source.path();
    }

    private static Problem problem(ManifestObject manifest, String message, String hint) {
        return Problem.of(manifest.toString(), null, message, hint);
    }

    /** The environment's namespace, or where it gives none the one that all objects name. */
    private static String home(DeliveryRequest request, List<ManifestObject> manifests) {
        String given = request.target().namespace();
        if (given != null) {
            return given;
        }
        Set<String> named = manifests.stream()
                .flatMap(object -> object.inNamespace().stream())
                .collect(Collectors.toSet());
        return named.size() == 1 ? named.iterator().next() : "";
    }

    private static Map<String, Kind> defined(List<ManifestObject> manifests) {
        Map<String, Kind> defined = new HashMap<>();
        for (ManifestObject manifest : manifests) {
            if (manifest.kind().equals("CustomResourceDefinition")) {
                JsonNode spec = Json.tree(manifest.content()).path("spec");
                JsonNode names = spec.path("names");
                for (JsonNode version : spec.path("versions")) {
                    Kind kind = new Kind(
                            spec.path("group").asText(),
                            version.path("name").asText(),
                            names.path("kind").asText(),
                            names.path("plural").asText(),
                            spec.path("scope").asText().equals("Namespaced"));
                    defined.put(kind.apiVersion() + " " + kind.name(), kind);
                }
            }
        }
        return defined;
    }

    private static ObjectNode json(ObjectNode json, ObjectKey key, @Nullable String label) {
        ObjectNode metadata = (ObjectNode) json.path("metadata");
        if (key.namespace() != null) {
            metadata.put("namespace", key.namespace());
        }
        if (label != null) {
            JsonNode labels = metadata.path("labels");
            ObjectNode own = labels instanceof ObjectNode some ? some : Json.object();
            own.put(ApplySet.PART_OF, label);
            metadata.set("labels", own);
        }
        return json;
    }

    /** The namespaces that have objects, the home first. */
    Set<String> namespaces() {
        Set<String> namespaces = new TreeSet<>();
        objects.forEach(wanted -> {
            if (wanted.key().namespace() != null) {
                namespaces.add(wanted.key().namespace());
            }
        });
        return namespaces;
    }

    /** The id of the set that an object in a namespace belongs to; cluster-scoped objects belong to the home's. */
    String id(@Nullable String namespace) {
        return ApplySet.id(parent, namespace == null ? home : namespace);
    }

    /** A label selector for the members in a namespace; empty where nothing is labelled. */
    String selector(@Nullable String namespace) {
        return owned ? ApplySet.PART_OF + "=" + id(namespace) : "";
    }

    Secrets secrets() {
        return new Secrets(content());
    }

    /** What Git has, hooks included. */
    List<JsonNode> content() {
        List<JsonNode> content = new ArrayList<>();
        objects.forEach(wanted -> content.add(wanted.json()));
        hooks.all().forEach(hook -> content.add(hook.json()));
        return content;
    }
}
