package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.Selector;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;

/** The type, name and namespace of objects by regular expressions for the whole of each; an empty one stands for any. */
record IdPattern(
        TextPattern group,
        TextPattern version,
        TextPattern kind,
        TextPattern name,
        TextPattern namespace,
        String exactName) {

    static IdPattern of(Selector selector) {
        try {
            return new IdPattern(
                    TextPattern.whole(selector.gvk().group()),
                    TextPattern.whole(selector.gvk().version()),
                    TextPattern.whole(selector.gvk().kind()),
                    TextPattern.whole(selector.name()),
                    TextPattern.whole(selector.namespace()),
                    TextPattern.isLiteral(selector.name()) ? selector.name() : "");
        } catch (KustomizeException broken) {
            throw KustomizeException.wrap("error creating target selector", broken);
        }
    }

    /** Whether the object is, or was, one of those. */
    boolean matchesAny(Resource resource) {
        if (matches(resource.id())) {
            return true;
        }
        for (ResourceId before : resource.previousIds()) {
            if (matches(before)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(ResourceId id) {
        return kind.accepts(id.gvk().kind())
                && group.accepts(id.gvk().group())
                && version.accepts(id.gvk().version())
                && name.accepts(id.name())
                && namespace.accepts(id.namespace());
    }
}
