package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.PathParts;
import dev.gitops.kustomize.config.PluginConfig.ValueTarget;
import dev.gitops.kustomize.config.Selector;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.WrongKindException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Adds one value to fields, or makes it a part of the file paths in them. */
public final class ValueTransformer implements Transformer {

    private final String value;
    private final List<ValueTarget> targets;

    /**
     * A transformer.
     *
     * @param value the value
     * @param targets the fields
     */
    public ValueTransformer(String value, List<ValueTarget> targets) {
        this.value = value;
        this.targets = targets;
        if (targets.isEmpty()) {
            throw new KustomizeException("must specify at least one target");
        }
        for (ValueTarget target : targets) {
            if (target.fieldPath().isEmpty()) {
                throw new KustomizeException("fieldPath cannot be empty");
            }
            if (target.filePathPosition() < 0) {
                throw new KustomizeException(
                        "value of FilePathPosition (" + target.filePathPosition() + ") cannot be negative");
            }
        }
    }

    @Override
    public void transform(ResourceSet set) {
        for (ValueTarget target : targets) {
            Selector selector = target.selector();
            List<Resource> selected = selector == null ? set.all() : new Selection(selector).in(set);
            for (Resource resource : List.copyOf(selected)) {
                if (target.fieldPath().equals("metadata/namespace")) {
                    new NamespaceTransformer(value, List.of(), false, "").apply(resource);
                } else {
                    add(resource.root(), target);
                }
            }
        }
        set.changed();
    }

    private void add(Node root, ValueTarget target) {
        List<String> parts = PathParts.split(target.fieldPath(), '/');
        Node at = root;
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            Edits.requireMapping(at);
            Node next = at.get(part);
            if (next == null) {
                next = Node.empty(i == parts.size() - 1 ? Node.Kind.SCALAR : Node.Kind.MAPPING);
                at.append(part, next);
            }
            at = next;
        }
        if (!at.isNull() && !at.isScalar()) {
            throw new WrongKindException(Node.Kind.SCALAR, at);
        }
        int position = (int) Math.min(target.filePathPosition(), Integer.MAX_VALUE);
        Edits.set(at, Node.untagged(position > 0 ? inserted(at.value(), position - 1) : value));
    }

    private String inserted(String path, int position) {
        List<String> parts = new ArrayList<>();
        if (!path.isEmpty()) {
            parts.addAll(Arrays.asList(path.split("/")));
        }
        int at = Math.min(position, parts.size());
        if (!parts.isEmpty() && parts.get(0).isEmpty() && at < parts.size()) {
            at++;
        }
        if (path.equals("/")) {
            return "/" + value;
        }
        parts.add(at, value);
        return String.join("/", parts);
    }
}
