package dev.gitops.k8s.handover;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.Yaml;
import dev.gitops.spi.DeliveryRequest;
import java.util.List;

/** The GitRepository and the Kustomization, or for a chart the HelmRelease, that have Flux deliver an application to an environment. */
final class FluxResources {

    private FluxResources() {}

    static String namespace(ProviderConfig config) {
        return config.text("namespace", "flux-system");
    }

    static Kind repository() {
        return new Kind("source.toolkit.fluxcd.io", "v1", "GitRepository", "gitrepositories", true);
    }

    static Kind kustomization() {
        return new Kind("kustomize.toolkit.fluxcd.io", "v1", "Kustomization", "kustomizations", true);
    }

    static Kind release() {
        return new Kind("helm.toolkit.fluxcd.io", "v2", "HelmRelease", "helmreleases", true);
    }

    static String of(DeliveryRequest request) {
        return Yaml.text(List.of(
                repository(request), request.source().chart() == null ? kustomization(request) : release(request)));
    }

    private static ObjectNode repository(DeliveryRequest request) {
        ObjectNode document = document(repository(), request);
        ObjectNode spec = document.putObject("spec");
        spec.put("interval", "5m").put("url", request.source().repository());
        spec.putObject("ref").put("branch", request.source().branch());
        String secret = request.config().text("secret", "");
        if (!secret.isEmpty()) {
            spec.putObject("secretRef").put("name", secret);
        }
        // with approvers nothing is fetched until a deployment pins the approved commit
        if (request.approvalRequired()) {
            spec.put("suspend", true);
        }
        return document;
    }

    private static ObjectNode kustomization(DeliveryRequest request) {
        ObjectNode document = document(kustomization(), request);
        ObjectNode spec = document.putObject("spec");
        spec.put("interval", "10m").put("retryInterval", "1m").put("timeout", seconds(request));
        spec.put("prune", true).put("wait", true);
        spec.put("path", "./" + request.source().path());
        String namespace = request.target().namespace();
        if (namespace != null) {
            spec.put("targetNamespace", namespace);
        }
        sourceRef(spec.putObject("sourceRef"), request);
        return document;
    }

    private static ObjectNode release(DeliveryRequest request) {
        ObjectNode document = document(release(), request);
        ObjectNode spec = document.putObject("spec");
        spec.put("interval", "10m").put("timeout", seconds(request));
        DeliveryRequest.Chart chart = request.source().chart();
        String namespace = request.target().namespace();
        if (namespace != null) {
            spec.put("targetNamespace", namespace).put("storageNamespace", namespace);
        }
        ObjectNode from = spec.putObject("chart").putObject("spec");
        from.put("chart", "./" + request.source().path()).put("reconcileStrategy", "Revision");
        if (chart != null) {
            spec.put("releaseName", chart.release());
            ArrayNode values = from.putArray("valuesFiles");
            chart.values().forEach(values::add);
        }
        sourceRef(from.putObject("sourceRef"), request);
        return document;
    }

    private static String seconds(DeliveryRequest request) {
        return request.timeout().toSeconds() + "s";
    }

    private static void sourceRef(ObjectNode reference, DeliveryRequest request) {
        reference.put("kind", "GitRepository").put("name", Controlled.name(request));
    }

    private static ObjectNode document(Kind kind, DeliveryRequest request) {
        ObjectNode document = Json.object();
        document.put("apiVersion", kind.apiVersion()).put("kind", kind.name());
        ObjectNode metadata = document.putObject("metadata");
        metadata.put("name", Controlled.name(request)).put("namespace", namespace(request.config()));
        metadata.putObject("labels")
                .put("gitops.dev/app", request.target().app())
                .put("gitops.dev/environment", request.target().environment().value());
        return document;
    }
}
