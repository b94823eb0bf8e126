package dev.gitops.cluster.object;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cluster.client.Json;
import dev.gitops.manifests.SecretVariables;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keeps the values of Secrets out of what people read. In differences a value is a digest under a key that this process alone knows: equal values show as equal, and no guess can be
 * tried on a digest that was printed. In messages and log lines the values are blotted out.
 */
public final class Secrets {

    /** Shorter values are words of the language too often to be blotted out. */
    private static final int SHORTEST = 6;

    private static final String BLOT = "***";
    private static final byte[] KEY = new byte[32];
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    static {
        new SecureRandom().nextBytes(KEY);
    }

    private final Set<String> values =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    /**
     * The secrets of some objects.
     *
     * @param objects objects of any kind
     */
    public Secrets(Collection<? extends JsonNode> objects) {
        objects.forEach(object -> {
            if (isSecret(object)) {
                add(object);
            } else {
                variables(object, variable -> leaves(variable.path("value")));
                entries(object, (data, key) -> leaves(data.path(key)));
            }
        });
    }

    private static boolean isSecret(JsonNode object) {
        return object.path("kind").asText().equals("Secret")
                && object.path("apiVersion").asText().equals("v1");
    }

    private void add(JsonNode secret) {
        leaves(secret.path("data"));
        secret.path("data")
                .properties()
                .forEach(entry -> add(new String(decoded(entry.getValue()), StandardCharsets.UTF_8)));
        leaves(secret.path("stringData"));
    }

    /** What stands there by mistake, deeper than a text may, is as secret. */
    private void leaves(JsonNode value) {
        if (value.isContainerNode()) {
            value.forEach(this::leaves);
        } else {
            add(value.asText());
            add(Base64.getEncoder().encodeToString(value.asText().getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** The variables of containers that hold secrets by their names, as literals. */
    private static void variables(JsonNode node, Consumer<ObjectNode> use) {
        for (JsonNode variable : node.path("env")) {
            if (variable instanceof ObjectNode literal
                    && !text(literal.path("value")).isEmpty()
                    && SecretVariables.named(literal.path("name").asText(""))) {
                use.accept(literal);
            }
        }
        if (node.isContainerNode()) {
            node.forEach(child -> variables(child, use));
        }
    }

    /** The entries of a ConfigMap that hold secrets by their keys. */
    private static void entries(JsonNode object, BiConsumer<ObjectNode, String> use) {
        if (!object.path("kind").asText().equals("ConfigMap")) {
            return;
        }
        for (String field : List.of("data", "binaryData")) {
            if (object.path(field) instanceof ObjectNode data) {
                data.properties().stream()
                        .filter(entry -> SecretVariables.entry(entry.getKey(), text(entry.getValue())))
                        .map(Map.Entry::getKey)
                        .toList()
                        .forEach(key -> use.accept(data, key));
            }
        }
    }

    private void add(String value) {
        if (value.strip().length() >= SHORTEST) {
            values.add(value.strip());
        }
    }

    /**
     * A text without the secrets.
     *
     * @param text a message or a log line
     * @return the text with each secret blotted out
     */
    public String blot(String text) {
        String clean = text;
        for (String value : values) {
            clean = clean.replace(value, BLOT);
        }
        return clean;
    }

    /**
     * An object that can be shown: a Secret has digests for values, and what it was given as text stands with the rest; others have them for the literals that are secrets by their names.
     *
     * @param object an object
     * @return the object, or a copy with digests
     */
    public static JsonNode veil(JsonNode object) {
        if (!isSecret(object)) {
            return withoutLiterals(object);
        }
        ObjectNode copy = object.deepCopy();
        ObjectNode data = Json.object();
        object.path("data").properties().forEach(entry -> data.put(entry.getKey(), digest(decoded(entry.getValue()))));
        object.path("stringData")
                .properties()
                .forEach(entry ->
                        data.put(entry.getKey(), digest(text(entry.getValue()).getBytes(StandardCharsets.UTF_8))));
        copy.remove("stringData");
        copy.remove("data");
        if (!data.isEmpty()) {
            copy.set("data", data);
        }
        if (copy.path("metadata").path("annotations") instanceof ObjectNode annotations
                && annotations.has(LAST_APPLIED)) {
            digest(annotations, LAST_APPLIED);
        }
        return copy;
    }

    private static JsonNode withoutLiterals(JsonNode object) {
        JsonNode remembered = Json.at(object, "metadata", "annotations", LAST_APPLIED);
        boolean last = remembered.isTextual() && hasLiterals(Json.read(remembered.asText()));
        if (!last && !hasLiterals(object)) {
            return object;
        }
        JsonNode copy = object.deepCopy();
        variables(copy, variable -> digest(variable, "value"));
        entries(copy, Secrets::digest);
        if (last && Json.at(copy, "metadata", "annotations") instanceof ObjectNode annotations) {
            digest(annotations, LAST_APPLIED);
        }
        return copy;
    }

    private static boolean hasLiterals(JsonNode object) {
        boolean[] any = new boolean[1];
        variables(object, variable -> any[0] = true);
        entries(object, (data, key) -> any[0] = true);
        return any[0];
    }

    private static void digest(ObjectNode holder, String key) {
        holder.put(key, digest(text(holder.path(key)).getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? Json.text(value) : value.isNull() ? "" : value.asText("");
    }

    private static byte[] decoded(JsonNode value) {
        try {
            return Base64.getMimeDecoder().decode(value.asText());
        } catch (IllegalArgumentException notEncoded) {
            return value.asText().getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String digest(byte[] value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            return "digest:" + HexFormat.of().formatHex(mac.doFinal(value), 0, 6);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }
}
