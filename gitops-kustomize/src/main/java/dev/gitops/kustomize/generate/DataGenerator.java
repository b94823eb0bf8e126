package dev.gitops.kustomize.generate;

import dev.gitops.kustomize.config.GeneratorArgs;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.loading.Loader;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.Scopes;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a ConfigMap or a Secret. */
public final class DataGenerator {

    private static final int LINE = 70;

    private DataGenerator() {}

    /**
     * Makes a ConfigMap.
     *
     * @param args what of
     * @param loader where its files are
     * @param scopes which types live in no namespace
     * @return the object
     */
    public static Resource configMap(GeneratorArgs args, Loader loader, Scopes scopes) {
        Node root = base("ConfigMap", args);
        new PairSources(loader).read(args).forEach((key, bytes) -> {
            String text = text(bytes);
            String field = text == null ? "binaryData" : "data";
            set(root, field, key, value(text == null ? base64(bytes) : text));
        });
        return finish(root, args, scopes);
    }

    /**
     * Makes a Secret.
     *
     * @param args what of
     * @param loader where its files are
     * @param scopes which types live in no namespace
     * @return the object
     */
    public static Resource secret(GeneratorArgs args, Loader loader, Scopes scopes) {
        Node root = base("Secret", args);
        root.append("type", Node.string(args.type().isEmpty() ? "Opaque" : args.type()));
        Map<String, byte[]> pairs = new PairSources(loader).read(args);
        Node data = Node.mapping();
        root.append("data", data);
        pairs.forEach((key, bytes) -> data.append(key, value(base64(bytes))));
        return finish(root, args, scopes);
    }

    private static Node base(String kind, GeneratorArgs args) {
        Node root = Node.mapping();
        root.append("apiVersion", Node.string("v1"));
        root.append("kind", Node.string(kind));
        if (args.name().isEmpty()) {
            throw new KustomizeException("a configmap must have a name");
        }
        Node metadata = Node.mapping();
        metadata.append("name", Node.string(args.name()));
        if (!args.namespace().isEmpty()) {
            metadata.append("namespace", Node.string(args.namespace()));
        }
        root.append("metadata", metadata);
        return root;
    }

    private static Resource finish(Node root, GeneratorArgs args, Scopes scopes) {
        Node metadata = root.get("metadata");
        pairs(metadata, "labels", args.options().labels());
        pairs(metadata, "annotations", args.options().annotations());
        if (args.options().immutable()) {
            root.append("immutable", Node.scalar(Tags.BOOL, "true"));
        }
        Resource resource = new Resource(root, scopes);
        String behavior = args.behavior();
        boolean known = behavior.equals("merge") || behavior.equals("replace") || behavior.equals("create");
        resource.generated(known ? behavior : "unspecified", !args.options().disableNameSuffixHash());
        return resource;
    }

    private static void pairs(@Nullable Node metadata, String field, Map<String, String> pairs) {
        if (metadata == null || pairs.isEmpty()) {
            return;
        }
        Node node = Node.mapping();
        new TreeMap<>(pairs)
                .forEach((key, value) -> node.append(key, Node.string(value).style(Node.Style.SINGLE)));
        metadata.append(field, node);
    }

    private static void set(Node root, String field, String key, Node value) {
        Node data = root.get(field);
        if (data == null) {
            data = Node.mapping();
            root.append(field, data);
        }
        data.append(key, value);
    }

    private static Node value(String text) {
        Node node = Node.string(text);
        return text.indexOf('\n') >= 0 ? node.style(Node.Style.LITERAL) : node;
    }

    private static @Nullable String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException binary) {
            return null;
        }
    }

    /** Base64 in lines of 70 characters; one line where it fits. */
    private static String base64(byte[] bytes) {
        String encoded = java.util.Base64.getEncoder().encodeToString(bytes);
        if (encoded.length() / LINE + 1 <= 1) {
            return encoded;
        }
        StringBuilder lines = new StringBuilder(encoded.length() + encoded.length() / LINE + 1);
        for (int i = 0; i < encoded.length(); i += LINE) {
            lines.append(encoded, i, Math.min(encoded.length(), i + LINE)).append('\n');
        }
        return lines.toString();
    }
}
