package dev.gitops.helm.release;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.manifests.SecretMask;
import dev.gitops.spi.ManifestObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields that a release names and the cluster has otherwise. What the cluster adds by itself is no difference. */
final class LiveFields {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> POWERS = List.of("", "k", "M", "G", "T", "P");

    private final List<Field> fields = new ArrayList<>();

    private LiveFields() {}

    static List<Field> differing(Live live) {
        LiveFields found = new LiveFields();
        boolean secret = live.wanted().kind().equals("Secret");
        JsonNode wanted = JSON.valueToTree(
                secret
                        ? SecretMask.thisRun().content(live.wanted())
                        : live.wanted().content());
        JsonNode there = secret ? JSON.valueToTree(SecretMask.thisRun().content(asObject(live))) : live.object();
        for (Map.Entry<String, JsonNode> entry : wanted.properties()) {
            // The server turns stringData into data, and status is not the release's.
            if (!entry.getKey().equals("status") && !entry.getKey().equals("stringData")) {
                found.compare(entry.getKey(), entry.getValue(), there.path(entry.getKey()));
            }
        }
        return found.fields;
    }

    private static ManifestObject asObject(Live live) {
        Map<String, Object> content = JSON.convertValue(live.object(), new TypeReference<Map<String, Object>>() {});
        return new ManifestObject(
                live.wanted().apiVersion(),
                "Secret",
                live.wanted().namespace(),
                live.wanted().name(),
                content);
    }

    private void compare(String path, JsonNode wanted, JsonNode live) {
        if (path.equals("metadata.namespace") || wanted.isNull()) {
            return;
        }
        if (wanted.isObject()) {
            wanted.properties()
                    .forEach(
                            entry -> compare(path + "." + entry.getKey(), entry.getValue(), live.path(entry.getKey())));
        } else if (wanted.isArray()) {
            array(path, wanted, live);
        } else if (!same(wanted, live)) {
            fields.add(new Field(path, wanted.toString(), live.isMissingNode() ? null : live.toString(), null, null));
        }
    }

    private void array(String path, JsonNode wanted, JsonNode live) {
        for (int index = 0; index < wanted.size(); index++) {
            JsonNode item = wanted.get(index);
            String name = item.path("name").asText("");
            JsonNode other = live.path(index);
            if (!name.isEmpty()) {
                for (JsonNode candidate : live) {
                    other = candidate.path("name").asText("").equals(name) ? candidate : other;
                }
            }
            compare(path + "[" + (name.isEmpty() ? index : "name=" + name) + "]", item, other);
        }
        if (live.size() > wanted.size()) {
            fields.add(new Field(path, wanted.size() + " items", live.size() + " items", null, null));
        }
    }

    private static boolean same(JsonNode wanted, JsonNode live) {
        if (live.isMissingNode()) {
            return wanted.isBoolean()
                    ? !wanted.asBoolean()
                    : wanted.asText().isEmpty() || wanted.asText().equals("0");
        }
        if (wanted.equals(live) || wanted.asText().equals(live.asText())) {
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
