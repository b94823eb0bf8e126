package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.Selector;
import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.kustomize.resource.ResourceSet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The objects a patch's target means: by present or original name and namespace, by type, labels and annotations. */
final class Selection {

    private final TextPattern group;
    private final TextPattern version;
    private final TextPattern kind;
    private final TextPattern name;
    private final TextPattern namespace;
    private final Selector selector;
    private @Nullable PairSelector labels;
    private @Nullable PairSelector annotations;
    private final String exactName;

    Selection(Selector selector) {
        group = TextPattern.whole(selector.gvk().group());
        version = TextPattern.whole(selector.gvk().version());
        kind = TextPattern.whole(selector.gvk().kind());
        name = TextPattern.whole(selector.name());
        namespace = TextPattern.whole(selector.namespace());
        exactName = TextPattern.isLiteral(selector.name()) ? selector.name() : "";
        this.selector = selector;
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
                && matchesPairs(resource);
    }

    /** What selects labels and annotations is looked at only where an object fits otherwise: kustomize refuses it no earlier. */
    private boolean matchesPairs(Resource resource) {
        if (labels == null) {
            labels = PairSelector.parse(selector.labelSelector());
        }
        if (!labels.isEmpty() && !labels.matches(resource.metadataMap("labels"))) {
            return false;
        }
        if (annotations == null) {
            annotations = PairSelector.parse(selector.annotationSelector());
        }
        return annotations.isEmpty() || annotations.matches(resource.metadataMap("annotations"));
    }
}
