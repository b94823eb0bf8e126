package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import dev.gitops.yaml.tree.WrongKindException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the field of a specification in an object (in every item of the lists on the way) and hands it to an action. */
final class FieldVisit {

    /** What is done with a field. */
    interface Action {
        void on(Node field);
    }

    private final FieldSpec spec;
    private final Action action;
    private final Node.@Nullable Kind createKind;
    private final String createTag;

    /** A visit that makes no fields. */
    FieldVisit(FieldSpec spec, Action action) {
        this(spec, action, null, Tags.NONE);
    }

    /** A visit that makes fields of a kind where the specification says so. */
    FieldVisit(FieldSpec spec, Action action, Node.@Nullable Kind createKind, String createTag) {
        this.spec = spec;
        this.action = action;
        this.createKind = createKind;
        this.createTag = createTag;
    }

    static boolean matches(FieldSpec spec, Gvk gvk) {
        return gvk.isSelectedBy(spec.gvk());
    }

    /** Visits an object, if it is of the specification's types. */
    void visit(Resource resource) {
        if (matches(spec, resource.gvk())) {
            visitAny(resource);
        }
    }

    /** Visits an object of any type. */
    void visitAny(Resource resource) {
        try {
            descend(resource.root(), 0);
        } catch (WrongKindException | KustomizeException e) {
            throw new FieldException(spec, resource, e);
        }
    }

    private void descend(Node node, int depth) {
        if (depth == spec.parts().size()) {
            action.on(node);
            return;
        }
        if (node.isNull()) {
            return;
        }
        switch (node.kind()) {
            case SEQUENCE -> {
                List<Node> items = node.children();
                for (int i = 0; i < items.size(); i++) {
                    descend(items.get(i), depth);
                }
            }
            case MAPPING -> field(node, depth);
            default -> throw new KustomizeException("expected sequence or mapping node");
        }
    }

    private void field(Node mapping, int depth) {
        String name = spec.parts().get(depth);
        boolean list = name.endsWith("[]");
        if (list) {
            name = name.substring(0, name.length() - 2);
        }
        if (name.isEmpty()) {
            throw new KustomizeException("cannot set or create an empty field name");
        }
        boolean create = spec.create() && createKind != null && !list;
        boolean last = depth + 1 == spec.parts().size();
        Node field = mapping.get(name);
        if (field == null) {
            if (!create) {
                return;
            }
            field = Node.empty(last && createKind != null ? createKind : Node.Kind.MAPPING);
            mapping.append(name, field);
        } else if (field.isNull()) {
            if (create) {
                boolean leaf = last && createKind != null;
                field.retype(leaf && createKind != null ? createKind : Node.Kind.MAPPING, leaf ? createTag : Tags.MAP);
            } else if (list) {
                field.retype(Node.Kind.SEQUENCE, Tags.NONE);
            }
        }
        descend(field, depth + 1);
    }
}
