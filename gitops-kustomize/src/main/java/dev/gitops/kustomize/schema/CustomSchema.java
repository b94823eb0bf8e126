package dev.gitops.kustomize.schema;

import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.yaml.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document a kustomization brings with {@code openapi: path}. */
final class CustomSchema {

    private static final int LONGEST_CHAIN = 32;
    private static final String KINDS = "x-kubernetes-group-version-kind";

    private final boolean builtIn;
    private final Map<String, Node> definitions = new HashMap<>();
    private final Map<Gvk, Node> roots = new HashMap<>();
    private final Map<Gvk, Boolean> namespaced = new HashMap<>();

    /** The definitions of the document; those it only refers to are looked up in the built-in ones where these are there, too. */
    CustomSchema(Node document, boolean builtIn) {
        this.builtIn = builtIn;
        Node all = document.get("definitions");
        if (all != null) {
            for (int i = 0; i + 1 < all.children().size(); i += 2) {
                Node definition = all.children().get(i + 1);
                definitions.put(all.children().get(i).value(), definition);
                Node kinds = definition.get(KINDS);
                if (kinds != null && kinds.isSequence()) {
                    for (Node kind : kinds.children()) {
                        roots.put(gvk(kind), definition);
                    }
                }
            }
        }
        Node paths = document.get("paths");
        if (paths != null) {
            for (int i = 0; i + 1 < paths.children().size(); i += 2) {
                scope(
                        paths.children().get(i).value(),
                        paths.children().get(i + 1).get("get"));
            }
        }
    }

    private void scope(String path, @Nullable Node get) {
        Node kind = get == null ? null : get.get(KINDS);
        if (kind == null || !kind.isMapping()) {
            return;
        }
        if (path.contains("namespaces/{namespace}")) {
            namespaced.put(gvk(kind), true);
        } else {
            namespaced.putIfAbsent(gvk(kind), false);
        }
    }

    private static Gvk gvk(Node node) {
        return new Gvk(node.text("group"), node.text("version"), node.text("kind"));
    }

    boolean isClusterScoped(Gvk gvk) {
        return Boolean.FALSE.equals(namespaced.get(gvk));
    }

    @Nullable
    FieldSchema root(Gvk gvk) {
        Node definition = roots.get(gvk);
        return definition == null ? null : new Field(definition);
    }

    private @Nullable FieldSchema resolve(@Nullable Node node) {
        Node at = node;
        for (int i = 0; at != null && i < LONGEST_CHAIN; i++) {
            Node ref = at.get("$ref");
            if (ref == null) {
                return new Field(at);
            }
            String name = ref.value().substring(ref.value().lastIndexOf('/') + 1);
            at = definitions.get(name);
            if (at == null && builtIn) {
                return Facts.get().type(name);
            }
        }
        return null;
    }

    private final class Field implements FieldSchema {

        private final Node node;

        Field(Node node) {
            this.node = node;
        }

        @Override
        public boolean merges() {
            for (String strategy : node.text("x-kubernetes-patch-strategy").split(",")) {
                if (strategy.equals("merge")) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public List<String> mergeKeys() {
            List<String> keys = new ArrayList<>();
            Node list = node.get("x-kubernetes-list-map-keys");
            if (list != null) {
                for (Node key : list.children()) {
                    keys.add(key.value());
                }
                return keys;
            }
            Node one = node.get("x-kubernetes-patch-merge-key");
            if (one != null) {
                keys.add(one.value());
            }
            return keys;
        }

        @Override
        public @Nullable FieldSchema field(String name) {
            Node properties = node.get("properties");
            Node found = properties == null ? null : properties.get(name);
            if (found == null) {
                Node further = node.get("additionalProperties");
                found = further != null && further.isMapping() ? further : null;
            }
            return resolve(found);
        }

        @Override
        public @Nullable FieldSchema items() {
            return node.text("type").equals("array") ? resolve(node.get("items")) : null;
        }
    }
}
