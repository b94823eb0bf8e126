package dev.gitops.k8s.handover;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.Yaml;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.ManifestObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Application that has Argo CD deliver an application to an environment, and where the inventory names no project, an AppProject that allows just that. */
final class ArgoResources {

    static final String HERE = "https://kubernetes.default.svc";

    private ArgoResources() {}

    static String namespace(ProviderConfig config) {
        return config.text("namespace", "argocd");
    }

    static String server(ProviderConfig config) {
        return config.text("destination", HERE);
    }

    static String of(DeliveryRequest request) {
        List<ObjectNode> documents = new ArrayList<>();
        String project = request.config().text("project", "");
        if (project.isEmpty()) {
            documents.add(project(request));
        }
        documents.add(application(request, project.isEmpty() ? Controlled.name(request) : project));
        return Yaml.text(documents);
    }

    private static ObjectNode application(DeliveryRequest request, String project) {
        ObjectNode application = document("Application", request);
        ObjectNode spec = application.putObject("spec");
        spec.put("project", project);
        DeliveryRequest.Source source = request.source();
        ObjectNode from = spec.putObject("source");
        from.put("repoURL", source.repository())
                .put("targetRevision", source.branch())
                .put("path", source.path());
        DeliveryRequest.Chart chart = source.chart();
        if (chart != null) {
            ObjectNode helm = from.putObject("helm").put("releaseName", chart.release());
            ArrayNode values = helm.putArray("valueFiles");
            chart.values().forEach(file -> values.add("/" + file));
        }
        destination(spec.putObject("destination"), request);
        ObjectNode policy = spec.putObject("syncPolicy");
        if (!request.approvalRequired()) {
            policy.putObject("automated").put("prune", true).put("selfHeal", true);
        }
        policy.putArray("syncOptions").add("ServerSideApply=true").add("ApplyOutOfSyncOnly=true");
        return application;
    }

    private static ObjectNode project(DeliveryRequest request) {
        ObjectNode project = document("AppProject", request);
        ObjectNode spec = project.putObject("spec");
        spec.put("description", "What " + request.target() + " may do; written by gitops init argocd");
        spec.putArray("sourceRepos").add(request.source().repository());
        destination(spec.putArray("destinations").addObject(), request);
        Map<String, String> outside = new TreeMap<>();
        for (ManifestObject object : request.manifests().objects()) {
            KnownKinds.find(object.apiVersion(), object.kind())
                    .filter(kind -> !kind.namespaced())
                    .ifPresent(kind -> outside.put(kind.name(), kind.group()));
        }
        ArrayNode allowed = spec.putArray("clusterResourceWhitelist");
        outside.forEach((kind, group) -> allowed.addObject().put("group", group).put("kind", kind));
        return project;
    }

    private static void destination(ObjectNode destination, DeliveryRequest request) {
        destination.put("server", server(request.config()));
        String namespace = request.target().namespace();
        destination.put("namespace", namespace == null ? "*" : namespace);
    }

    private static ObjectNode document(String kind, DeliveryRequest request) {
        ObjectNode document = Json.object();
        document.put("apiVersion", "argoproj.io/v1alpha1").put("kind", kind);
        ObjectNode metadata = document.putObject("metadata");
        metadata.put("name", Controlled.name(request)).put("namespace", namespace(request.config()));
        metadata.putObject("labels")
                .put("gitops.dev/app", request.target().app())
                .put("gitops.dev/environment", request.target().environment().value());
        return document;
    }

    /** The kind of Applications. */
    static Kind kind() {
        return new Kind("argoproj.io", "v1alpha1", "Application", "applications", true);
    }

    /** The kind of AppProjects. */
    static Kind project() {
        return new Kind("argoproj.io", "v1alpha1", "AppProject", "appprojects", true);
    }
}
