package dev.gitops.review.rule;

import dev.gitops.review.rendered.Content;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.RenderedPlace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is reached from outside of the cluster, and was not before. */
final class ExposureRules implements Rule {

    private static final String GATEWAY = "gateway.networking.k8s.io/";

    @Override
    public void look(RenderedPlace place, ObjectPair pair, Findings findings) {
        if (pair.after() == null) {
            return;
        }
        Set<String> fresh = ways(pair, pair.now());
        Set<String> before = ways(pair, pair.old());
        fresh.removeAll(before);
        if (!fresh.isEmpty()) {
            findings.add(
                    FindingKind.EXPOSED, place, pair, "it is now reached from outside: " + String.join(", ", fresh));
        }
        if (pair.groupKind().equals("networking.k8s.io/Ingress") && pair.stays()) {
            unencrypted(place, pair, findings);
        }
    }

    private static Set<String> ways(ObjectPair pair, Content object) {
        Set<String> ways = new LinkedHashSet<>();
        Content spec = object.at("spec");
        switch (pair.groupKind()) {
            case "Service" -> service(spec, ways);
            case "networking.k8s.io/Ingress" -> ingress(spec, ways);
            case GATEWAY + "Gateway" -> {
                for (Content listener : spec.at("listeners").items()) {
                    ways.add(listener.at("protocol").text("port") + " "
                            + listener.at("port").text("?")
                            + listener.at("hostname")
                                    .text()
                                    .map(host -> " for " + host)
                                    .orElse(""));
                }
            }
            case GATEWAY + "HTTPRoute",
                    GATEWAY + "GRPCRoute",
                    GATEWAY + "TLSRoute",
                    GATEWAY + "TCPRoute",
                    GATEWAY + "UDPRoute" -> route(spec, ways);
            case "route.openshift.io/Route" ->
                ways.add("host " + spec.at("host").text("given by the cluster")
                        + spec.at("path").text(""));
            case "networking.istio.io/Gateway" ->
                spec.at("servers")
                        .items()
                        .forEach(server -> server.at("hosts")
                                .texts()
                                .forEach(host -> ways.add("host " + host + " on port "
                                        + server.at("port", "number").text("?"))));
            case "networking.istio.io/VirtualService" -> {
                if (!spec.at("gateways").isEmpty()) {
                    spec.at("hosts").texts().forEach(host -> ways.add("host " + host));
                }
            }
            default -> hostPorts(Workloads.pod(pair, object), ways);
        }
        return ways;
    }

    private static void service(Content spec, Set<String> ways) {
        String type = spec.at("type").text("ClusterIP");
        for (String address : spec.at("externalIPs").texts()) {
            ways.add("address " + address);
        }
        if (!type.equals("LoadBalancer") && !type.equals("NodePort")) {
            return;
        }
        List<String> sources = spec.at("loadBalancerSourceRanges").texts();
        boolean open = type.equals("NodePort") || sources.isEmpty() || sources.contains("0.0.0.0/0");
        for (Content port : spec.at("ports").items()) {
            String way = (type.equals("NodePort") ? "port " : "load balancer, port ")
                    + port.at("port").text("?")
                    + (type.equals("NodePort") ? " on every node" : "");
            if (open) {
                ways.add(way + (type.equals("NodePort") ? "" : " from everywhere"));
            } else {
                sources.forEach(source -> ways.add(way + " from " + source));
            }
        }
    }

    private static void ingress(Content spec, Set<String> ways) {
        if (spec.at("defaultBackend").isThere()) {
            ways.add("every host and path");
        }
        for (Content rule : spec.at("rules").items()) {
            String host = rule.at("host").text("every host");
            for (Content path : rule.at("http", "paths").items()) {
                ways.add(host + path.at("path").text("/"));
            }
        }
    }

    private static void route(Content spec, Set<String> ways) {
        List<String> hosts = spec.at("hostnames").texts();
        List<String> paths = new ArrayList<>();
        for (Content rule : spec.at("rules").items()) {
            for (Content match : rule.at("matches").items()) {
                paths.add(match.at("path", "value").text("/"));
            }
            if (rule.at("matches").isEmpty()) {
                paths.add("/");
            }
        }
        for (Content parent : spec.at("parentRefs").items()) {
            String gateway = " by "
                    + parent.at("namespace").text().map(name -> name + "/").orElse("")
                    + parent.at("name").text("a gateway");
            for (String host : hosts.isEmpty() ? List.of("every host of the gateway") : hosts) {
                for (String path : paths.isEmpty() ? List.of("") : paths) {
                    ways.add(host + path + gateway);
                }
            }
        }
    }

    private static void hostPorts(Content pod, Set<String> ways) {
        for (Content container : Workloads.containers(pod)) {
            for (Content port : container.at("ports").items()) {
                port.at("hostPort")
                        .number()
                        .filter(number -> number > 0)
                        .ifPresent(number -> ways.add("port " + number + " of the node"));
            }
        }
    }

    private static void unencrypted(RenderedPlace place, ObjectPair pair, Findings findings) {
        Set<String> lost = encrypted(pair.old());
        lost.removeAll(encrypted(pair.now()));
        Set<String> hosts = new LinkedHashSet<>();
        pair.now()
                .at("spec", "rules")
                .items()
                .forEach(rule -> rule.at("host").text().ifPresent(hosts::add));
        lost.retainAll(hosts);
        if (!lost.isEmpty()) {
            findings.add(FindingKind.EXPOSED, place, pair, "it is now reached without TLS: " + String.join(", ", lost));
        }
    }

    private static Set<String> encrypted(Content ingress) {
        Set<String> hosts = new LinkedHashSet<>();
        ingress.at("spec", "tls")
                .items()
                .forEach(tls -> hosts.addAll(tls.at("hosts").texts()));
        return hosts;
    }
}
