package dev.gitops.audit.metrics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.audit.metrics.Figures.Spread;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Figures as a JSON document: durations in seconds, shares from 0 to 1. */
public final class MetricsJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private MetricsJson() {}

    /**
     * Writes figures.
     *
     * @param figures the figures
     * @param from the beginning of their period
     * @param to its end
     * @return the document
     */
    public static ObjectNode of(List<Figures> figures, Instant from, Instant to) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("definitions", DeliveryMetrics.DEFINITIONS);
        json.put("from", from.toString());
        json.put("to", to.toString());
        ArrayNode all = json.putArray("figures");
        for (Figures each : figures) {
            ObjectNode node = all.addObject();
            node.put("group", each.group());
            node.put("environment", each.environment());
            node.put("deployments", each.deployments());
            node.put("deploymentsPerDay", each.perDay());
            spread(node, "leadTime", each.leadTime());
            ArrayNode hops = node.putArray("hops");
            each.hops().forEach(hop -> {
                ObjectNode part = hops.addObject().put("to", hop.to());
                spread(part, "time", Optional.of(hop.time()));
            });
            node.put("attempts", each.attempts());
            node.put("failures", each.failures());
            each.changeFailureRate().ifPresent(rate -> node.put("changeFailureRate", rate));
            spread(node, "recovery", each.recovery());
            node.put("unrecovered", each.unrecovered());
        }
        return json;
    }

    private static void spread(ObjectNode node, String name, Optional<Spread> spread) {
        spread.ifPresent(found -> node.putObject(name)
                .put("count", found.count())
                .put("medianSeconds", found.median().toSeconds())
                .put("p90Seconds", found.p90().toSeconds()));
    }
}
