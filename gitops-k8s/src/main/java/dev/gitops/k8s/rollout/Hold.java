package dev.gitops.k8s.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.object.Differences;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A field by which somebody keeps a workload from running what Git wants, though Git says nothing of it. Server-side apply leaves such a field to whoever set it.
 *
 * @param way the keys that lead to it
 * @param free the value with which the workload runs; missing where nobody can tell
 * @param means what it does, in words
 */
public record Hold(List<String> way, JsonNode free, String means) {

    private static final Set<String> SCALED = Set.of("Deployment", "StatefulSet", "ReplicaSet");
    private static final List<String> REPLICAS = List.of("spec", "replicas");
    private static final List<String> PARTITION = List.of("spec", "updateStrategy", "rollingUpdate", "partition");
    private static final List<String> NODES = List.of("spec", "template", "spec", "nodeSelector");

    /** The names under which people's tools write; what scales by itself may well scale to none. */
    private static final Pattern BY_HAND = Pattern.compile(
            "kubectl.*|oc|k9s|[Ll]ens|[Ff]reelens|headlamp.*|dashboard.*|rancher.*|argocd-server|Mozilla|node-fetch");

    /**
     * By which field a workload is held.
     *
     * @param wanted the object as Git has it; missing where nobody knows, so that nothing is a hold
     * @param live the object as it is
     * @return the field; empty where there is none
     */
    public static Optional<Hold> of(JsonNode wanted, JsonNode live) {
        if (wanted.isMissingNode()) {
            return Optional.empty();
        }
        String kind = live.path("kind").asText();
        String pause = Expectation.field(live);
        if (!pause.isEmpty() && Json.at(live, "spec", pause).asBoolean() && !stated(wanted, List.of("spec", pause))) {
            return Optional.of(new Hold(List.of("spec", pause), Json.value("false"), "is set"));
        }
        boolean none = Json.at(live, "spec", "replicas").asInt(1) == 0;
        if (SCALED.contains(kind) && none && !stated(wanted, REPLICAS) && byHand(REPLICAS, live)) {
            return Optional.of(new Hold(REPLICAS, Json.value("1"), "is 0"));
        }
        long held = at(live, PARTITION).asLong();
        if (kind.equals("StatefulSet") && held > 0 && !stated(wanted, PARTITION)) {
            return Optional.of(new Hold(PARTITION, Json.value("0"), "is " + held));
        }
        boolean nowhere = kind.equals("DaemonSet")
                && Json.at(live, "status", "desiredNumberScheduled").asLong() == 0;
        JsonNode stated = at(wanted, NODES);
        if (nowhere) {
            for (Map.Entry<String, JsonNode> label : at(live, NODES).properties()) {
                if (!stated.has(label.getKey())) {
                    List<String> way = List.of("spec", "template", "spec", "nodeSelector", label.getKey());
                    return Optional.of(new Hold(way, Json.object().path("none"), "fits no node"));
                }
            }
        }
        return Optional.empty();
    }

    /** {@return whether nothing of what Git wants can come to run while it is there; a partition only holds some} */
    boolean holdsAll() {
        return !way.equals(PARTITION);
    }

    /**
     * The field as a difference.
     *
     * @param live the object
     * @param ours the field manager that is not named as anybody who changed something
     * @return the field with who set it
     */
    public List<Field> differences(JsonNode live, String ours) {
        return Differences.surplus(fields(way), live, ours);
    }

    /**
     * The object without the hold.
     *
     * @param wanted the object as Git has it
     * @return the same with the field stated, where anybody can tell how
     */
    public Optional<ObjectNode> lifted(ObjectNode wanted) {
        if (free.isMissingNode()) {
            return Optional.empty();
        }
        ObjectNode json = wanted.deepCopy();
        ObjectNode inner = json.withObject("/" + String.join("/", way.subList(0, way.size() - 1)));
        inner.set(way.get(way.size() - 1), free);
        return Optional.of(json);
    }

    /** In words: which field, what it is, and by whom. */
    String text(JsonNode live) {
        return String.join(".", way) + " " + means + " in the cluster"
                + author(way, live).map(name -> " by " + name).orElse("")
                + " and Git does not say so; unset it there, or state it in Git";
    }

    private static boolean byHand(List<String> way, JsonNode live) {
        return author(way, live).filter(name -> BY_HAND.matcher(name).matches()).isPresent();
    }

    private static Optional<String> author(List<String> way, JsonNode live) {
        return Differences.surplus(fields(way), live, "").stream()
                .flatMap(field -> Optional.ofNullable(field.manager()).stream())
                .findFirst();
    }

    private static boolean stated(JsonNode wanted, List<String> way) {
        return !at(wanted, way).isMissingNode();
    }

    private static JsonNode at(JsonNode object, List<String> way) {
        return Json.at(object, way.toArray(String[]::new));
    }

    private static JsonNode fields(List<String> way) {
        ObjectNode fields = Json.object();
        ObjectNode here = fields;
        for (String key : way) {
            here = here.putObject("f:" + key);
        }
        return fields;
    }
}
