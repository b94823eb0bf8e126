package dev.gitops.kustomize.generate;

import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Json;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Values;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts a hash of an object's content behind its name, the same one kustomize and kubectl make. */
public final class ContentHash {

    private static final int LENGTH = 10;

    private ContentHash() {}

    /**
     * Renames the objects that are to have a hash.
     *
     * @param set the objects
     */
    public static void rename(ResourceSet set) {
        boolean any = false;
        for (Resource resource : set.all()) {
            if (resource.needsHash()) {
                String name = resource.name() + "-" + of(resource);
                resource.rememberId();
                Node metadata = resource.root().get("metadata");
                if (metadata != null) {
                    Edits.set(metadata, "name", Node.untagged(name), false);
                }
                any = true;
            }
        }
        if (any) {
            set.changed();
        }
    }

    private static String of(Resource resource) {
        Node root = resource.root();
        StringBuilder json = new StringBuilder();
        Map<String, @Nullable Object> content = new TreeMap<>();
        boolean secret = resource.kind().equals("Secret");
        content.put("kind", resource.kind());
        // kustomize looks for a field called metadata/name, which is never there
        content.put("name", "");
        content.put("data", field(root, "data"));
        optional(root, content, secret ? "stringData" : "binaryData");
        if (secret) {
            content.put("type", field(root, "type"));
        }
        Json.write(json, content);
        return encode(json.toString());
    }

    private static @Nullable Object field(Node root, String name) {
        Node node = root.get(name);
        if (node == null) {
            return "";
        }
        return node.isScalar() ? node.value() : Values.of(node);
    }

    private static void optional(Node root, Map<String, @Nullable Object> content, String name) {
        Node node = root.get(name);
        if (node != null && node.isMapping()) {
            content.put(name, Values.of(node));
        }
    }

    private static String encode(String text) {
        byte[] digest;
        try {
            digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        StringBuilder hash = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            int b = digest[i / 2] & 0xff;
            char c = "0123456789abcdef".charAt(i % 2 == 0 ? b >> 4 : b & 15);
            hash.append(
                    switch (c) {
                        case '0' -> 'g';
                        case '1' -> 'h';
                        case '3' -> 'k';
                        case 'a' -> 'm';
                        case 'e' -> 't';
                        default -> c;
                    });
        }
        return hash.toString();
    }
}
