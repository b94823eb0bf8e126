package dev.gitops.manifests;

import dev.gitops.spi.ManifestObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Replaces the values of Secrets by digests, so that a diff shows that a value changed and never what it is. */
public final class SecretMask {

    private static final int DIGITS = 16;

    private SecretMask() {}

    /**
     * Rendered manifests that may be shown.
     *
     * @param yaml documents parted by {@code ---}
     * @return the same text where it holds no Secret; else its documents with the values of Secrets replaced
     */
    public static String mask(String yaml) {
        if (!yaml.contains("Secret")) {
            return yaml;
        }
        StringBuilder masked = new StringBuilder();
        for (String document : yaml.split("(?m)^---\\s*$\\n?", -1)) {
            if (!document.isBlank()) {
                masked.append(masked.isEmpty() ? "" : "---\n")
                        .append(document.contains("Secret") ? maskDocument(document) : document);
            }
        }
        return masked.toString();
    }

    private static String maskDocument(String document) {
        List<ManifestObject> objects = ManifestObject.parse(document);
        if (objects.stream().noneMatch(SecretMask::isSecret)) {
            return document;
        }
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(Integer.MAX_VALUE)
                .build();
        List<String> texts = new ArrayList<>();
        objects.forEach(object ->
                texts.add(new Dump(settings).dumpToString(isSecret(object) ? content(object) : object.content())));
        return String.join("---\n", texts);
    }

    private static boolean isSecret(ManifestObject object) {
        return object.kind().equals("Secret") && object.group().isEmpty();
    }

    /**
     * A Secret's content without its values.
     *
     * @param secret a Secret
     * @return its content, each value replaced by a digest
     */
    public static Map<String, Object> content(ManifestObject secret) {
        Map<String, Object> content = new LinkedHashMap<>(secret.content());
        for (String field : List.of("data", "stringData")) {
            if (content.get(field) instanceof Map<?, ?> values) {
                Map<String, Object> digests = new LinkedHashMap<>();
                values.forEach((key, value) ->
                        digests.put(String.valueOf(key), digest(secret, String.valueOf(key), String.valueOf(value))));
                content.put(field, digests);
            }
        }
        return content;
    }

    /** Keyed by the place it stands at, so that equal values at different places do not show that they are equal. */
    private static String digest(ManifestObject secret, String key, String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            String place = secret.namespace() + "/" + secret.name() + "/" + key;
            mac.init(new SecretKeySpec(place.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
            return "(hidden, " + HexFormat.of().formatHex(hash).substring(0, DIGITS) + ")";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has HmacSHA256", impossible);
        }
    }
}
