package dev.gitops.inventory;

import dev.gitops.spi.AuditStoreProvider;
import dev.gitops.spi.DeliveryProvider;
import dev.gitops.spi.ManifestsProvider;
import dev.gitops.spi.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of the inventory: what is published for editors, and what the loader checks. The part that is the same everywhere is the file {@code inventory.schema.json}; the providers
 * on the class path bring the schema of their own keys.
 */
public final class InventorySchema {

    private static final String FILE = "inventory.schema.json";

    /** Most processes have the same providers all their life, and read more than one inventory. */
    private static volatile Compiled last = new Compiled(List.of("none yet"), new Schema());

    private InventorySchema() {}

    /**
     * The schema of inventories that may use these providers.
     *
     * @param providers manifest kinds, deliveries and stores; others are passed over
     * @return the schema, draft 2020-12, as JSON
     * @throws IllegalArgumentException if two providers of one role have the same kind, or a provider's schema uses what {@link Provider#schema()} does not list
     */
    public static String of(List<? extends Provider> providers) {
        Node document = document(providers);
        SchemaCompiler.compile("the inventory", document);
        return JsonText.of(document);
    }

    /** {@return the schema, ready to check with} */
    static Schema compiled(List<? extends Provider> providers) {
        List<String> kinds = kinds(providers);
        Compiled known = last;
        return known.kinds().equals(kinds) ? known.schema() : compiled(kinds, providers);
    }

    private static synchronized Schema compiled(List<String> kinds, List<? extends Provider> providers) {
        if (!last.kinds().equals(kinds)) {
            last = new Compiled(kinds, SchemaCompiler.compile("the inventory", document(providers)));
        }
        return last.schema();
    }

    /** What tells the schemas of providers apart. */
    private static List<String> kinds(List<? extends Provider> providers) {
        List<String> kinds = new ArrayList<>();
        for (Provider provider : providers) {
            kinds.add(provider.getClass().getName());
            kinds.add(provider.kind());
            kinds.add(provider.schema());
        }
        return kinds;
    }

    private record Compiled(List<String> kinds, Schema schema) {}

    private static Node document(List<? extends Provider> providers) {
        Node.Fields root = (Node.Fields) JsonReader.read(FILE, published());
        Map<String, Node.Field> definitions =
                new LinkedHashMap<>(part(root, "$defs").fields());
        Map<String, Node> manifests = parts(providers, ManifestsProvider.class);
        put(definitions, "manifests", oneKey(part(map(definitions), "manifests"), manifests));
        word(definitions, "delivery", parts(providers, DeliveryProvider.class));
        word(definitions, "store", parts(providers, AuditStoreProvider.class));
        Map<String, Node.Field> fields = new LinkedHashMap<>(root.fields());
        put(fields, "$defs", map(definitions));
        return map(fields);
    }

    private static Node.Fields part(Node.Fields parent, String key) {
        if (parent.get(key) instanceof Node.Fields part) {
            return part;
        }
        throw new IllegalStateException(FILE + " has no " + key);
    }

    private static String published() {
        try (InputStream in = InventorySchema.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("gitops-engine is incomplete: it has no " + FILE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Node> parts(List<? extends Provider> providers, Class<? extends Provider> role) {
        Map<String, Node> parts = new LinkedHashMap<>();
        for (Provider provider : providers) {
            if (role.isInstance(provider)) {
                String owner = "provider " + provider.kind();
                Node part = JsonReader.read(owner, provider.schema());
                SchemaCompiler.compile(owner, part);
                if (parts.put(provider.kind(), part) != null) {
                    throw new IllegalArgumentException(
                            "two providers on the class path are of the kind " + provider.kind() + "; the second is "
                                    + provider.getClass().getName());
                }
            }
        }
        return parts;
    }

    /** A definition with two branches: a word, or one key with options. */
    private static void word(Map<String, Node.Field> definitions, String name, Map<String, Node> parts) {
        Node.Fields definition = part(map(definitions), name);
        List<Node> branches = Tree.items(definition, "oneOf");
        Map<String, Node.Field> word = new LinkedHashMap<>(((Node.Fields) branches.get(0)).fields());
        List<Node> alone = new ArrayList<>();
        List<Node> needing = new ArrayList<>();
        for (Map.Entry<String, Node> part : parts.entrySet()) {
            (standsAlone(part.getKey(), part.getValue()) ? alone : needing).add(text(part.getKey()));
        }
        put(word, "enum", list(alone));
        put(word, "x-needs-options", list(needing));
        Map<String, Node.Field> changed = new LinkedHashMap<>(definition.fields());
        Node options = oneKey((Node.Fields) branches.get(1), parts);
        put(changed, "oneOf", list(List.of(map(word), options)));
        put(definitions, name, map(changed));
    }

    private static boolean standsAlone(String kind, Node part) {
        Schema schema = SchemaCompiler.compile("provider " + kind, part);
        for (Node nothing : List.of(new Node.Scalar(0, 0, "", null), map(Map.of()))) {
            Problems problems = new Problems(kind);
            new Validator(problems).check(schema, nothing, KeyPath.ROOT);
            if (problems.none()) {
                return true;
            }
        }
        return false;
    }

    private static Node oneKey(Node.Fields definition, Map<String, Node> parts) {
        Map<String, Node.Field> properties = new LinkedHashMap<>();
        for (Map.Entry<String, Node> part : parts.entrySet()) {
            put(properties, part.getKey(), part.getValue());
        }
        Map<String, Node.Field> changed = new LinkedHashMap<>(definition.fields());
        put(changed, "additionalProperties", new Node.Scalar(0, 0, "false", false));
        put(changed, "properties", map(properties));
        return map(changed);
    }

    private static void put(Map<String, Node.Field> fields, String key, Node value) {
        fields.put(key, new Node.Field(0, 0, key, value));
    }

    private static Node.Fields map(Map<String, Node.Field> fields) {
        return new Node.Fields(0, 0, fields, 1);
    }

    private static Node list(List<Node> items) {
        return new Node.Items(0, 0, items, 1);
    }

    private static Node text(String text) {
        return new Node.Scalar(0, 0, text, text);
    }
}
