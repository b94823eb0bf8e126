package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.Selector;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.kustomize.schema.Schemas;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Applies strategic merge patches: each to the object it names, or one to all objects that a target selects. */
public final class MergePatchTransformer implements Transformer {

    private final List<Resource> patches;
    private final @Nullable Selector target;
    private final String source;
    private final boolean legacy;
    private final ResourcePatch applier;

    /**
     * Patches of the {@code patches} field.
     *
     * @param patches the patches
     * @param target what they are applied to; null where each says itself
     * @param source where they stand, for messages
     * @param schemas where merge keys are looked up
     */
    public MergePatchTransformer(List<Resource> patches, @Nullable Selector target, String source, Schemas schemas) {
        this(patches, target, source, schemas, false);
    }

    private MergePatchTransformer(
            List<Resource> patches, @Nullable Selector target, String source, Schemas schemas, boolean legacy) {
        this.patches = patches;
        this.target = target;
        this.source = source;
        this.legacy = legacy;
        this.applier = new ResourcePatch(schemas);
    }

    /**
     * Patches of the {@code patchesStrategicMerge} field.
     *
     * @param patches the patches
     * @param schemas where merge keys are looked up
     * @return the transformer
     */
    public static MergePatchTransformer legacy(List<Resource> patches, Schemas schemas) {
        return new MergePatchTransformer(patches, null, "", schemas, true);
    }

    @Override
    public void transform(ResourceSet set) {
        if (target != null) {
            if (patches.size() > 1) {
                throw new KustomizeException(
                        "Multiple Strategic-Merge Patches in one `patches` entry is not allowed to set"
                                + " `patches.target` field: " + source);
            }
            select(set, target);
            return;
        }
        for (Resource patch : patches) {
            Resource resource = find(set, patch);
            if (legacy) {
                apply(set, List.of(resource), patch);
            } else if (applier.apply(resource, patch.copy())) {
                set.changed();
            }
        }
    }

    private Resource find(ResourceSet set, Resource patch) {
        ResourceId id = patch.originalId();
        try {
            return set.demand(id);
        } catch (KustomizeException e) {
            if (legacy) {
                throw e;
            }
            throw KustomizeException.wrap("no resource matches strategic merge patch \"" + id + "\"", e);
        }
    }

    private void select(ResourceSet set, Selector chosen) {
        List<Resource> selected;
        try {
            selected = new Selection(chosen).in(set);
        } catch (KustomizeException e) {
            throw KustomizeException.wrap("unable to find patch target \"" + chosen + "\" in `resources`", e);
        }
        apply(set, selected, patches.get(0));
    }

    /** Applies a patch to objects whatever type and name it says itself. */
    private void apply(ResourceSet set, List<Resource> selected, Resource patch) {
        boolean changed = false;
        boolean emptied = false;
        for (Resource resource : selected) {
            Resource copy = patch.copy();
            Node root = copy.root();
            Edits.set(root, "apiVersion", Node.untagged(resource.apiVersion()), false);
            // here, and not in a patch without a target, kustomize makes texts of all labels and annotations, of nulls
            // too
            copy.metadataMap("labels", copy.metadataMap("labels"));
            copy.metadataMap("annotations", copy.metadataMap("annotations"));
            changed |= applier.apply(resource, copy);
            emptied |= resource.isEmpty();
        }
        if (emptied) {
            Set<Resource> gone = new HashSet<>();
            for (Resource resource : selected) {
                if (resource.isEmpty()) {
                    gone.add(resource);
                }
            }
            List<Resource> kept = new ArrayList<>(set.size());
            for (Resource resource : set.all()) {
                if (!gone.contains(resource)) {
                    kept.add(resource);
                }
            }
            set.replace(kept);
        }
        if (changed) {
            set.checkDistinct();
        }
    }
}
