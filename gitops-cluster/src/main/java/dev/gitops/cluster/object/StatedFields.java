package dev.gitops.cluster.object;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.cluster.client.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that an object states and the cluster has otherwise, told without asking the server: what the cluster or others add is no difference. */
public final class StatedFields {

    private static final List<String> POWERS = List.of("", "k", "M", "G", "T", "P", "E");

    private final List<Field> fields = new ArrayList<>();

    private StatedFields() {}

    /**
     * The fields that differ.
     *
     * @param wanted the object as it is rendered
     * @param live the object as it is
     * @return the fields; values of Secrets are digests
     */
    public static List<Field> differing(JsonNode wanted, JsonNode live) {
        StatedFields found = new StatedFields();
        JsonNode there = Secrets.veil(live);
        for (Map.Entry<String, JsonNode> entry : Secrets.veil(wanted).properties()) {
            // the server turns stringData into data, and the status is nobody's to state
            if (!entry.getKey().equals("status") && !entry.getKey().equals("stringData")) {
                found.compare(entry.getKey(), entry.getValue(), there.path(entry.getKey()));
            }
        }
        return List.copyOf(found.fields);
    }

    private void compare(String path, JsonNode wanted, JsonNode live) {
        if (path.equals("metadata.namespace") || path.equals("metadata.creationTimestamp") || wanted.isNull()) {
            return;
        }
        if (wanted.isObject()) {
            wanted.properties()
                    .forEach(
                            entry -> compare(path + "." + entry.getKey(), entry.getValue(), live.path(entry.getKey())));
        } else if (wanted.isArray()) {
            list(path, wanted, live);
        } else if (!same(wanted, live)) {
            fields.add(new Field(path, Json.text(wanted), live.isMissingNode() ? null : Json.text(live), null, null));
        }
    }

    private void list(String path, JsonNode wanted, JsonNode live) {
        boolean named = true;
        for (int index = 0; index < wanted.size(); index++) {
            JsonNode item = wanted.get(index);
            String name = item.path("name").asText("");
            named &= !name.isEmpty();
            JsonNode other = live.path(index);
            if (!name.isEmpty()) {
                for (JsonNode candidate : live) {
                    other = candidate.path("name").asText("").equals(name) ? candidate : other;
                }
            }
            compare(path + "[" + (name.isEmpty() ? index : "name=" + name) + "]", item, other);
        }
        // others add named items (sidecars, volumes); in a list of plain values each one counts
        if (live.size() > wanted.size() && !named) {
            fields.add(new Field(path, wanted.size() + " items", live.size() + " items", null, null));
        }
    }

    private static boolean same(JsonNode wanted, JsonNode live) {
        if (live.isMissingNode()) {
            return wanted.isBoolean()
                    ? !wanted.asBoolean()
                    : wanted.asText().isEmpty() || wanted.asText().equals("0");
        }
        if (Values.same(wanted, live) || wanted.asText().equals(live.asText())) {
            return true;
        }
        BigDecimal left = quantity(wanted.asText());
        BigDecimal right = quantity(live.asText());
        return left != null && right != null && left.compareTo(right) == 0;
    }

    /** A quantity of Kubernetes, as in {@code 1Gi} or {@code 500m}; null where it is none. */
    private static @Nullable BigDecimal quantity(String text) {
        int end = text.length();
        while (end > 0 && Character.isLetter(text.charAt(end - 1))) {
            end--;
        }
        String unit = text.substring(end);
        boolean binary = unit.endsWith("i");
        String prefix = binary ? unit.substring(0, unit.length() - 1).replace("K", "k") : unit;
        int power = POWERS.indexOf(prefix);
        try {
            BigDecimal number = new BigDecimal(text.substring(0, end));
            if (unit.equals("m")) {
                return number.movePointLeft(3);
            }
            return power < 0
                    ? null
                    : number.multiply(BigDecimal.valueOf(binary ? 1024 : 1000).pow(power));
        } catch (NumberFormatException none) {
            return null;
        }
    }
}
