package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.Selector;
import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.kustomize.resource.ResourceSet;
import java.util.ArrayList;
import java.util.List;

/** The objects a patch's target means: by present or original name and namespace, by type, labels and annotations. */
final class Selection {

    private final TextPattern group;
    private final TextPattern version;
    private final TextPattern kind;
    private final TextPattern name;
    private final TextPattern namespace;
    private final PairSelector labels;
    private final PairSelector annotations;
    private final String exactName;

    Selection(Selector selector) {
        group = TextPattern.whole(selector.gvk().group());
        version = TextPattern.whole(selector.gvk().version());
        kind = TextPattern.whole(selector.gvk().kind());
        name = TextPattern.whole(selector.name());
        namespace = TextPattern.whole(selector.namespace());
        exactName = TextPattern.isLiteral(selector.name()) ? selector.name() : "";
        labels = PairSelector.parse(selector.labelSelector());
        annotations = PairSelector.parse(selector.annotationSelector());
    }

    List<Resource> in(ResourceSet set) {
        List<Resource> candidates = exactName.isEmpty() ? set.all() : set.withAnyName(exactName);
        List<Resource> selected = new ArrayList<>();
        for (Resource resource : candidates) {
            if (matches(resource)) {
                selected.add(resource);
            }
        }
        return selected;
    }

    private boolean matches(Resource resource) {
        ResourceId current = resource.id();
        Gvk gvk = current.gvk();
        if (!kind.accepts(gvk.kind()) || !group.accepts(gvk.group()) || !version.accepts(gvk.version())) {
            return false;
        }
        ResourceId original = resource.originalId();
        return (name.accepts(original.name()) || name.accepts(current.name()))
                && (namespace.accepts(original.effectiveNamespace()) || namespace.accepts(current.effectiveNamespace()))
                && (labels.isEmpty() || labels.matches(resource.metadataMap("labels")))
                && (annotations.isEmpty() || annotations.matches(resource.metadataMap("annotations")));
    }
}
