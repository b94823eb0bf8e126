package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.merge.JsonPatch;
import dev.gitops.kustomize.merge.StrategicMerge;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.kustomize.schema.Schemas;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;

/** Applies one patch to one object and keeps the object's identity where the patch may not change it. */
final class ResourcePatch {

    private final StrategicMerge merge;

    ResourcePatch(Schemas schemas) {
        this.merge = new StrategicMerge(schemas);
    }

    /** Merges; the patch's tree is used up. Returns whether the object's id has changed or the object is gone. */
    boolean apply(Resource resource, Resource patch) {
        ResourceId before = resource.id();
        boolean changesId = patch.nameChangeAllowed() || patch.kindChangeAllowed();
        if (changesId) {
            resource.rememberId();
        }
        if (patch.root().text("$patch").equals("replace")) {
            return changesId; // kustomize merges the object into the patch, and then goes on with the object
        }
        boolean forgets = dropsAnnotations(patch.root());
        Node merged = merge.merge(resource.root(), patch.root());
        if (merged == null || merged.isNullOrEmpty()) {
            resource.root(Node.mapping());
            return true;
        }
        resource.root(merged);
        if (forgets) {
            resource.forget();
        }
        if (!patch.kindChangeAllowed()) {
            set(merged, "kind", before.gvk().kind());
        }
        Node metadata = merged.get("metadata");
        if (!patch.nameChangeAllowed()) {
            metadata = metadata(merged);
            set(metadata, "name", before.name());
        }
        if (before.namespace().isEmpty()) {
            if (metadata != null && metadata.isMapping()) {
                metadata.remove("namespace");
            }
        } else {
            set(metadata(merged), "namespace", before.namespace());
        }
        return forgets || changesId || !resource.id().equals(before);
    }

    private static boolean dropsAnnotations(Node patch) {
        Node metadata = patch.get("metadata");
        Node annotations = metadata == null ? null : metadata.get("annotations");
        return annotations != null && (annotations.isNull() || replaces(annotations))
                || metadata != null && replaces(metadata);
    }

    private static boolean replaces(Node mapping) {
        String directive = mapping.text("$patch");
        return directive.equals("replace") || directive.equals("delete");
    }

    private static Node metadata(Node root) {
        Node metadata = root.get("metadata");
        if (metadata == null) {
            metadata = Node.mapping();
            root.append("metadata", metadata);
        }
        return metadata;
    }

    private static void set(Node mapping, String field, String value) {
        Node found = mapping.get(field);
        if (found == null || !found.value().equals(value) || !found.isScalar()) {
            Edits.set(mapping, field, Node.untagged(value), false);
        }
    }

    /** Applies a JSON patch. */
    void apply(Resource resource, JsonPatch patch) {
        resource.root(patch.apply(resource.root()));
    }
}
