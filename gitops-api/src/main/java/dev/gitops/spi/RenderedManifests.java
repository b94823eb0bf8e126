package dev.gitops.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The objects an environment wants, as text and as data.
 *
 * @param yaml the objects as a stream of YAML documents parted by {@code ---}, in the renderer's order, LF, ending with a line end unless empty
 * @param objects the same objects read once, in order; the items of a List are objects of their own
 * @param notices what a person should know of the rendering, such as a deprecated field; empty in the usual case
 */
public record RenderedManifests(String yaml, List<ManifestObject> objects, List<String> notices) {

    /** Copies the lists. */
    public RenderedManifests {
        objects = List.copyOf(objects);
        notices = List.copyOf(notices);
    }

    /** {@return the digest of the text, as in {@code sha256:9f86...}} */
    public String digest() {
        return digest(yaml);
    }

    /**
     * The digest of any text, in the form approvals name it.
     *
     * @param text rendered manifests, or a diff of them
     * @return as in {@code sha256:9f86...}
     */
    public static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
