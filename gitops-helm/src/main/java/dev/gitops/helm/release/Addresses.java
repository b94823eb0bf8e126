package dev.gitops.helm.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;

/** Where a Service is reached from outside. */
final class Addresses {

    private Addresses() {}

    static Optional<URI> of(JsonNode service, JsonNode ingresses, String name) {
        Optional<String> direct = balancer(service);
        if (direct.isPresent()) {
            int port = service.path("spec").path("ports").path(0).path("port").asInt(80);
            return Optional.of(URI.create((port == 443 ? "https" : "http") + "://" + direct.get() + ":" + port));
        }
        for (JsonNode ingress : ingresses) {
            for (JsonNode rule : ingress.path("spec").path("rules")) {
                if (leadsTo(rule, name) && balancer(ingress).isPresent()) {
                    boolean secure = !ingress.path("spec").path("tls").isEmpty();
                    String host = rule.path("host").asText("");
                    return Optional.of(URI.create((secure ? "https://" : "http://")
                            + (host.isEmpty() ? balancer(ingress).get() : host)));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean leadsTo(JsonNode rule, String service) {
        for (JsonNode path : rule.path("http").path("paths")) {
            if (path.path("backend").path("service").path("name").asText().equals(service)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> balancer(JsonNode object) {
        JsonNode first =
                object.path("status").path("loadBalancer").path("ingress").path(0);
        return HelmClient.text(first.path("hostname"))
                .or(() -> HelmClient.text(first.path("ip")).map(ip -> ip.contains(":") ? "[" + ip + "]" : ip));
    }
}
