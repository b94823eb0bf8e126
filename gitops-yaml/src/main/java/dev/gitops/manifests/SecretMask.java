package dev.gitops.manifests;

import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.yaml.tree.Values;
import dev.gitops.yaml.tree.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the values of Secrets by digests, so that a diff shows that a value changed and never what it is. The digests are keyed with a salt, so that nobody who sees one can try guesses on it.
 */
public final class SecretMask {

    private static final int DIGITS = 16;
    private static final int SALT_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    /** What kubectl leaves behind: the whole Secret as a text. */
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

    private static final SecretMask THIS_RUN = new SecretMask(() -> Optional.of(random()));

    private final Supplier<Optional<byte[]>> source;
    private @Nullable Optional<byte[]> salt;

    private SecretMask(Supplier<Optional<byte[]>> source) {
        this.source = source;
    }

    /**
     * For what is compared over time or by several processes: an approved diff, a record.
     *
     * @param salt gives the salt, {@link dev.gitops.spi.AuditStore#salt()}; asked once, and only where there is a Secret to hide. Where there is none yet, values are hidden without
     *     digests, so that looking has no effect and tells everybody the same
     * @return the mask
     */
    public static SecretMask of(Supplier<Optional<byte[]>> salt) {
        return new SecretMask(salt);
    }

    /** {@return the mask for what is only shown: its salt is gone with the process} */
    public static SecretMask thisRun() {
        return THIS_RUN;
    }

    private static byte[] random() {
        byte[] bytes = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /**
     * Rendered manifests that may be shown.
     *
     * @param manifests what was rendered
     * @return its text where it holds no Secret; else its documents, those with Secrets written anew with the values replaced
     */
    public String mask(RenderedManifests manifests) {
        List<ManifestObject> objects = manifests.objects();
        if (objects.stream().noneMatch(SecretMask::isSecret)) {
            return manifests.yaml();
        }
        if (manifests.documents().isEmpty()) {
            return written(objects);
        }
        StringBuilder masked = new StringBuilder();
        int next = 0;
        for (RenderedManifests.Document document : manifests.documents()) {
            List<ManifestObject> held = objects.subList(next, next + document.objects());
            next += document.objects();
            boolean secret = held.stream().anyMatch(SecretMask::isSecret);
            String text = secret ? written(held) : manifests.yaml().substring(document.from(), document.to());
            masked.append(masked.isEmpty() ? "" : "---\n").append(text);
            if (!text.isEmpty() && !text.endsWith("\n")) {
                masked.append('\n');
            }
        }
        return masked.toString();
    }

    private String written(List<ManifestObject> objects) {
        List<String> texts = new ArrayList<>();
        objects.forEach(object ->
                texts.add(YamlWriter.write(Values.node(isSecret(object) ? content(object) : object.content()))));
        return String.join("---\n", texts);
    }

    private static boolean isSecret(ManifestObject object) {
        return object.kind().equals("Secret") && object.group().isEmpty() || SecretVariables.in(object.content());
    }

    /**
     * An object's content that may be shown.
     *
     * @param object any object
     * @return its content, what is secret in it replaced by digests
     */
    public Map<String, Object> shown(ManifestObject object) {
        return isSecret(object) ? content(object) : object.content();
    }

    /**
     * A Secret's content without its values; of another object, without the literals of variables that hold secrets.
     *
     * @param secret an object
     * @return its content, each value replaced by a digest
     */
    public Map<String, Object> content(ManifestObject secret) {
        if (!secret.kind().equals("Secret")) {
            return SecretVariables.hidden(secret.content(), (name, value) -> digest(secret, name, value));
        }
        Map<String, Object> content = new LinkedHashMap<>(secret.content());
        for (String field : List.of("data", "stringData")) {
            if (content.get(field) instanceof Map<?, ?> values) {
                Map<String, Object> digests = new LinkedHashMap<>();
                values.forEach((key, value) ->
                        digests.put(String.valueOf(key), digest(secret, String.valueOf(key), String.valueOf(value))));
                content.put(field, digests);
            }
        }
        if (content.get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("annotations") instanceof Map<?, ?> annotations
                && annotations.containsKey(LAST_APPLIED)) {
            content.put(
                    "metadata",
                    with(
                            metadata,
                            "annotations",
                            with(
                                    annotations,
                                    LAST_APPLIED,
                                    digest(secret, LAST_APPLIED, String.valueOf(annotations.get(LAST_APPLIED))))));
        }
        return content;
    }

    private static Map<Object, Object> with(Map<?, ?> map, String key, Object value) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    /** The place it stands at goes into it, so that equal values at different places do not show that they are equal. */
    private String digest(ManifestObject secret, String key, String value) {
        String place = secret.namespace() + "/" + secret.name() + "/" + key + "\n";
        return salt().map(made -> digest(made, place, value)).orElse("(hidden)");
    }

    private static String digest(byte[] salt, String place, String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(salt, ALGORITHM));
            mac.update(place.getBytes(StandardCharsets.UTF_8));
            byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
            return "(hidden, " + HexFormat.of().formatHex(hash).substring(0, DIGITS) + ")";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private synchronized Optional<byte[]> salt() {
        if (salt == null) {
            salt = source.get();
        }
        return salt;
    }

    /** {@return whether something was hidden without a digest, for want of a salt} */
    public synchronized boolean lacksSalt() {
        return salt != null && salt.isEmpty();
    }
}
