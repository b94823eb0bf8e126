package dev.gitops.cluster.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a Service is reached from outside: at its own load balancer, or through an Ingress that leads to it. */
public final class Addresses {

    private static final Set<String> SECURE = Set.of("https", "443");

    private Addresses() {}

    /**
     * The address of a Service.
     *
     * @param cluster the cluster
     * @param namespace the Service's namespace
     * @param service its name
     * @return scheme, host and port; empty where no load balancer reports one
     */
    public static Optional<URI> of(Cluster cluster, String namespace, String service) {
        Call get = Call.get(KnownKinds.get("v1", "Service").path(namespace, service));
        Answer found = expected(cluster, get, cluster.call(get));
        if (!found.ok()) {
            return Optional.empty();
        }
        Optional<URI> own = ofService(found.body());
        if (own.isPresent()) {
            return own;
        }
        Call list = Call.get(KnownKinds.get("networking.k8s.io/v1", "Ingress").path(namespace));
        Answer ingresses = expected(cluster, list, cluster.call(list));
        return ingresses.ok() ? ofIngress(Json.objects(ingresses.body()), service) : Optional.empty();
    }

    /** Without the right to look nothing is known; without an answer nothing may be concluded. */
    private static Answer expected(Cluster cluster, Call call, Answer answer) {
        if (!answer.ok() && !answer.notFound() && !answer.denied()) {
            throw new UnexpectedAnswerException(cluster.name(), call, answer);
        }
        return answer;
    }

    static Optional<URI> ofService(JsonNode service) {
        JsonNode port = Json.at(service, "spec", "ports").path(0);
        String number = port.path("port").asText("80");
        boolean secure = SECURE.contains(number)
                || SECURE.contains(port.path("name").asText())
                || SECURE.contains(port.path("appProtocol").asText());
        return balancer(service)
                .map(host -> uri(secure, host, secure && number.equals("443") || number.equals("80") ? "" : number));
    }

    static Optional<URI> ofIngress(List<JsonNode> ingresses, String service) {
        for (JsonNode ingress : ingresses) {
            Optional<String> balancer = balancer(ingress);
            if (balancer.isEmpty()) {
                continue;
            }
            boolean secure = !Json.at(ingress, "spec", "tls").isEmpty();
            for (JsonNode rule : Json.at(ingress, "spec", "rules")) {
                if (Json.items(Json.at(rule, "http", "paths")).stream()
                        .anyMatch(path -> leadsTo(path.path("backend"), service))) {
                    // an Ingress answers to the name of its rule, not to its bare address
                    String host = rule.path("host").asText("");
                    return Optional.of(uri(secure, host.isEmpty() || host.startsWith("*") ? balancer.get() : host, ""));
                }
            }
            if (leadsTo(Json.at(ingress, "spec", "defaultBackend"), service)) {
                return Optional.of(uri(secure, balancer.get(), ""));
            }
        }
        return Optional.empty();
    }

    private static boolean leadsTo(JsonNode backend, String service) {
        return Json.at(backend, "service", "name").asText().equals(service);
    }

    private static Optional<String> balancer(JsonNode object) {
        JsonNode first = Json.at(object, "status", "loadBalancer", "ingress").path(0);
        return Json.text(first, "hostname").or(() -> Json.text(first, "ip"));
    }

    private static URI uri(boolean secure, String host, String port) {
        String name = host.contains(":") ? "[" + host + "]" : host;
        return URI.create((secure ? "https" : "http") + "://" + name + (port.isEmpty() ? "" : ":" + port));
    }
}
