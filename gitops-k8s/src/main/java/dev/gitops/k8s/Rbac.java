package dev.gitops.k8s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.Yaml;
import dev.gitops.spi.ManifestObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The least rights a delivery needs, as Roles that a cluster's administrator applies once: for the kinds that an environment's manifests have, and nothing else. */
public final class Rbac {

    private static final List<String> WRITE = List.of("create", "delete", "get", "list", "patch", "watch");
    private static final List<String> READ = List.of("get", "list", "watch");
    private static final List<String> ORDER = List.of("get", "list", "patch", "watch");

    private final String account;
    private final String home;
    private final List<ObjectNode> documents = new ArrayList<>();
    private final Set<String> verified = new TreeSet<>();

    private Rbac(String environment, String home) {
        this.account = "gitops-" + environment;
        this.home = home;
    }

    /**
     * The ServiceAccount {@code gitops-<environment>}, its Roles and bindings.
     *
     * @param delivery the delivery of the environment
     * @param environment the environment's name
     * @param namespace the environment's namespace, where the account lives
     * @param objects what the environment's applications want
     * @return YAML documents
     */
    public static String roles(
            ProviderConfig delivery, String environment, String namespace, List<ManifestObject> objects) {
        return roles(delivery, environment, namespace, objects, Set.of());
    }

    /**
     * The same, with the rights to run Jobs that verify deployments.
     *
     * @param delivery the delivery of the environment
     * @param environment the environment's name
     * @param namespace the environment's namespace, where the account lives
     * @param objects what the environment's applications want
     * @param cronJobs the CronJobs among them that verify steps make Jobs from
     * @return YAML documents
     */
    public static String roles(
            ProviderConfig delivery,
            String environment,
            String namespace,
            List<ManifestObject> objects,
            Set<String> cronJobs) {
        Rbac rbac = new Rbac(environment, namespace);
        objects.stream()
                .filter(object -> object.kind().equals("CronJob") && cronJobs.contains(object.name()))
                .forEach(object -> rbac.verified.add(object.inNamespace().orElse(namespace)));
        ObjectNode account = rbac.document("v1", "ServiceAccount", namespace);
        rbac.documents.add(account);
        boolean ours = delivery.kind().equals("apply");
        rbac.objects(objects, ours ? WRITE : READ, ours);
        if (delivery.kind().equals("argocd")) {
            rbac.controller(delivery.text("namespace", "argocd"), Map.of("argoproj.io", Set.of("applications")));
        } else if (delivery.kind().equals("flux")) {
            rbac.controller(
                    delivery.text("namespace", "flux-system"),
                    Map.of(
                            "source.toolkit.fluxcd.io", Set.of("gitrepositories"),
                            "kustomize.toolkit.fluxcd.io", Set.of("kustomizations"),
                            "helm.toolkit.fluxcd.io", Set.of("helmreleases")));
        }
        return "# The least rights of deliveries to environment " + environment + "; apply it as an administrator.\n"
                + "# Roles among the manifests can be applied only by who has every right they give.\n"
                + Yaml.text(rbac.documents);
    }

    private void objects(List<ManifestObject> objects, List<String> verbs, boolean ours) {
        Map<String, Map<String, Set<String>>> inside = new TreeMap<>();
        Map<String, Set<String>> outside = new TreeMap<>();
        Map<String, Kind> defined = defined(objects);
        inside.put(home, new TreeMap<>());
        for (ManifestObject object : objects) {
            Kind kind = KnownKinds.find(object.apiVersion(), object.kind())
                    .orElseGet(() -> defined.getOrDefault(object.group() + " " + object.kind(), guess(object)));
            Map<String, Set<String>> place = kind.namespaced()
                    ? inside.computeIfAbsent(object.inNamespace().orElse(home), none -> new TreeMap<>())
                    : outside;
            place.computeIfAbsent(kind.group(), none -> new TreeSet<>()).add(kind.plural());
        }
        inside.forEach((namespace, resources) -> {
            if (ours) {
                resources.computeIfAbsent("", none -> new TreeSet<>()).add("configmaps");
            }
            ObjectNode role = document("rbac.authorization.k8s.io/v1", "Role", namespace);
            resources.forEach((group, plurals) -> rule(role, group, plurals, verbs));
            if (ours && namespace.equals(home)) {
                rule(
                        role,
                        "coordination.k8s.io",
                        Set.of("leases"),
                        List.of("create", "delete", "get", "list", "update", "watch"));
            }
            if (verified.contains(namespace)) {
                rule(role, "batch", Set.of("cronjobs"), List.of("get"));
                rule(role, "batch", Set.of("jobs"), List.of("create", "delete", "get", "list", "watch"));
            }
            // to tell why a rollout fails, and who sets replicas
            rule(role, "", Set.of("pods"), READ);
            rule(role, "", Set.of("pods/log"), List.of("get"));
            rule(role, "", Set.of("events"), List.of("list"));
            rule(role, "apps", Set.of("replicasets"), READ);
            rule(role, "autoscaling", Set.of("horizontalpodautoscalers"), List.of("list"));
            bind(role, namespace);
        });
        if (!outside.isEmpty()) {
            ObjectNode role = document("rbac.authorization.k8s.io/v1", "ClusterRole", "");
            outside.forEach((group, plurals) -> rule(role, group, plurals, verbs));
            bind(role, "");
        }
    }

    private void controller(String namespace, Map<String, Set<String>> resources) {
        ObjectNode role = document("rbac.authorization.k8s.io/v1", "Role", namespace);
        new TreeMap<>(resources).forEach((group, plurals) -> rule(role, group, plurals, ORDER));
        bind(role, namespace);
    }

    private static Map<String, Kind> defined(List<ManifestObject> objects) {
        Map<String, Kind> defined = new HashMap<>();
        objects.stream()
                .filter(object -> object.kind().equals("CustomResourceDefinition"))
                .forEach(object -> {
                    var spec = Json.tree(object.content()).path("spec");
                    String name = Json.at(spec, "names", "kind").asText();
                    String group = spec.path("group").asText();
                    boolean namespaced = spec.path("scope").asText().equals("Namespaced");
                    defined.put(
                            group + " " + name,
                            new Kind(
                                    group,
                                    "",
                                    name,
                                    Json.at(spec, "names", "plural").asText(),
                                    namespaced));
                });
        return defined;
    }

    /** A custom kind whose definition is elsewhere: most are namespaced and have an English plural. */
    private static Kind guess(ManifestObject object) {
        return new Kind(object.group(), "", object.kind(), KnownKinds.plural(object.kind()), true);
    }

    private static void rule(ObjectNode role, String group, Set<String> resources, List<String> verbs) {
        ObjectNode rule = role.withArray("/rules").addObject();
        rule.putArray("apiGroups").add(group);
        resources.stream().sorted(Comparator.naturalOrder()).forEach(rule.putArray("resources")::add);
        verbs.forEach(rule.putArray("verbs")::add);
    }

    private void bind(ObjectNode role, String namespace) {
        documents.add(role);
        String kind = role.path("kind").asText();
        ObjectNode binding = document("rbac.authorization.k8s.io/v1", kind + "Binding", namespace);
        binding.putObject("roleRef")
                .put("apiGroup", "rbac.authorization.k8s.io")
                .put("kind", kind)
                .put("name", account);
        binding.putArray("subjects")
                .addObject()
                .put("kind", "ServiceAccount")
                .put("name", account)
                .put("namespace", home);
        documents.add(binding);
    }

    private ObjectNode document(String apiVersion, String kind, String namespace) {
        ObjectNode document = Json.object().put("apiVersion", apiVersion).put("kind", kind);
        ObjectNode metadata = document.putObject("metadata").put("name", account);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return document;
    }
}
