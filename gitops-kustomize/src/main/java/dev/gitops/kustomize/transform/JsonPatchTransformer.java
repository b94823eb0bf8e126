package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.Selector;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.merge.JsonPatch;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.WrongKindException;
import dev.gitops.yaml.tree.YamlException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Applies a JSON patch to the objects a target selects. */
public final class JsonPatchTransformer implements Transformer {

    private final JsonPatch patch;
    private final @Nullable Selector target;
    private final String source;
    private final boolean remembers;

    /**
     * A transformer.
     *
     * @param patch the patch
     * @param target what it is applied to
     * @param source where it stands, for messages
     * @param remembers whether the objects' ids before the patch are still found: in {@code patches} they are, in
     *     {@code patchesJson6902} not
     */
    public JsonPatchTransformer(JsonPatch patch, @Nullable Selector target, String source, boolean remembers) {
        this.patch = patch;
        this.target = target;
        this.source = source;
        this.remembers = remembers;
    }

    @Override
    public void transform(ResourceSet set) {
        if (target == null) {
            throw new KustomizeException("must specify a target for JSON patch " + source);
        }
        List<Resource> selected = new Selection(target).in(set);
        boolean changed = false;
        for (Resource resource : List.copyOf(selected)) {
            ResourceId before = resource.id();
            if (remembers) {
                resource.rememberId();
            }
            boolean lent = !resource.previousIds().isEmpty() && lendAnnotations(resource.root());
            try {
                resource.root(patch.apply(resource.root()));
                if (lent) {
                    takeBackAnnotations(resource.root());
                }
                if (remembers) {
                    resource.annotationsBecomeTexts();
                }
            } catch (KustomizeException | YamlException | WrongKindException e) {
                throw new KustomizeException(
                        e.getMessage() + " (JSON patch " + source + " applied to " + resource.id() + ")", e);
            }
            changed |= !resource.id().equals(before);
        }
        if (patch.dropsAnnotations()) {
            selected.forEach(Resource::forgetOrigin);
        }
        if (changed) {
            set.changed();
        }
    }

    /** Kustomize remembers ids in annotations, so a patch finds annotations in an object that has none of its own. Returns whether it had none. */
    private static boolean lendAnnotations(Node root) {
        Node metadata = root.get("metadata");
        if (metadata == null || !metadata.isMapping() || metadata.get("annotations") != null) {
            return false;
        }
        metadata.append("annotations", Node.mapping());
        return true;
    }

    private static void takeBackAnnotations(Node root) {
        Node metadata = root.get("metadata");
        if (metadata == null || !metadata.isMapping()) {
            return;
        }
        Node annotations = metadata.get("annotations");
        if (annotations != null && annotations.isNullOrEmpty()) {
            metadata.remove("annotations");
        }
    }
}
