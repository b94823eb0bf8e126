package dev.gitops.kustomize.resource;

import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** A generated ConfigMap or Secret meets the one that is there. */
final class GeneratedMerge {

    private GeneratedMerge() {}

    static void into(Resource fresh, Resource old, boolean mergeData) {
        boolean ownOrigin = fresh.origin() != null;
        metadata(fresh, old, "labels");
        metadata(fresh, old, "annotations");
        set(fresh, "name", old.name());
        set(fresh, "namespace", old.namespace());
        fresh.inherit(old, mergeData || !ownOrigin);
        if (mergeData) {
            data(fresh, old, "data");
            data(fresh, old, "binaryData");
        }
    }

    private static void metadata(Resource fresh, Resource old, String field) {
        Map<String, String> merged = new LinkedHashMap<>(old.metadataMap(field));
        merged.putAll(fresh.metadataMap(field));
        fresh.metadataMap(field, merged);
    }

    private static void set(Resource fresh, String field, String value) {
        Node metadata = fresh.root().get("metadata");
        if (metadata == null) {
            metadata = Node.mapping();
            fresh.root().append("metadata", metadata);
        }
        Node found = metadata.get(field);
        if (value.isEmpty()) {
            metadata.remove(field);
        } else if (found == null) {
            metadata.append(field, Node.untagged(value));
        } else {
            Node text = Node.untagged(value).style(found.style());
            found.become(text);
        }
    }

    private static void data(Resource fresh, Resource old, String field) {
        Map<String, String> merged = new LinkedHashMap<>();
        collect(old, field, merged);
        if (field.equals("data")
                && fresh.kind().equals("Secret")
                && fresh.apiVersion().equals("v1")) {
            encoded(old, merged);
        }
        collect(fresh, field, merged);
        fresh.root().remove(field);
        if (merged.isEmpty()) {
            return;
        }
        Node node = Node.mapping();
        merged.forEach((key, value) -> {
            Node text = Node.scalar(Tags.STRING, value);
            node.append(key, value.indexOf('\n') >= 0 ? text.style(Node.Style.LITERAL) : text);
        });
        fresh.root().append(field, node);
    }

    /** What a Secret says as text joins its data, as the API server makes it. */
    private static void encoded(Resource secret, Map<String, String> into) {
        Map<String, String> texts = new LinkedHashMap<>();
        collect(secret, "stringData", texts);
        texts.forEach((key, text) ->
                into.put(key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    }

    private static void collect(Resource resource, String field, Map<String, String> into) {
        Node data = resource.root().get(field);
        if (data == null || !data.isMapping()) {
            return;
        }
        for (int i = 0; i + 1 < data.children().size(); i += 2) {
            Node value = data.children().get(i + 1);
            into.put(data.children().get(i).value(), value.isNull() ? "" : value.value());
        }
    }
}
