package dev.gitops.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The objects an environment wants, as text.
 *
 * @param yaml the objects as a stream of YAML documents parted by {@code ---}, in the renderer's order, LF, ending with a line end unless empty
 * @param notices what a person should know of the rendering, such as a deprecated field; empty in the usual case
 */
public record RenderedManifests(String yaml, List<String> notices) {

    /** Copies the notices. */
    public RenderedManifests {
        notices = List.copyOf(notices);
    }

    /** {@return the objects, parsed anew at each call, in order; the items of a List are objects of their own} */
    public List<ManifestObject> objects() {
        return ManifestObject.parse(yaml);
    }

    /** {@return the digest of the text, as in {@code sha256:9f86...}} */
    public String digest() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(yaml.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
