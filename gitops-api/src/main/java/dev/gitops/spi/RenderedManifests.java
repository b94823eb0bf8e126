package dev.gitops.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The objects an environment wants, as text and as data.
 *
 * @param yaml the objects as a stream of YAML documents parted by {@code ---}, in the renderer's order, LF, ending with a line end unless empty
 * @param objects the same objects read once, in order; the items of a List are objects of their own
 * @param notices what a person should know of the rendering, such as a deprecated field; empty in the usual case
 * @param documents where in the text the objects stand; empty where the renderer does not say
 */
public record RenderedManifests(
        String yaml, List<ManifestObject> objects, List<String> notices, List<Document> documents) {

    /**
     * A document of the text.
     *
     * @param from where it begins
     * @param to where it ends
     * @param objects how many objects it holds; several for a List
     */
    public record Document(int from, int to, int objects) {}

    /** Copies the lists. */
    public RenderedManifests {
        objects = List.copyOf(objects);
        notices = List.copyOf(notices);
        documents = List.copyOf(documents);
    }

    /**
     * Manifests of which is not said where in the text each object stands.
     *
     * @param yaml the text
     * @param objects the objects
     * @param notices the notices
     */
    public RenderedManifests(String yaml, List<ManifestObject> objects, List<String> notices) {
        this(yaml, objects, notices, List.of());
    }

    /**
     * The same with further notices.
     *
     * @param more what else a person should know
     * @return the manifests
     */
    public RenderedManifests with(List<String> more) {
        List<String> all = new ArrayList<>(notices);
        all.addAll(more);
        return new RenderedManifests(yaml, objects, all, documents);
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
