package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.config.Replica;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceId;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import java.util.List;
import java.util.stream.Collectors;

/** Sets how many replicas a workload has. */
public final class ReplicaTransformer implements Transformer {

    private final Replica replica;
    private final List<FieldSpec> specs;

    /**
     * A transformer.
     *
     * @param replica the workload and its count
     * @param specs the fields that hold counts
     */
    public ReplicaTransformer(Replica replica, List<FieldSpec> specs) {
        this.replica = replica;
        this.specs = specs;
    }

    @Override
    public void transform(ResourceSet set) {
        boolean found = false;
        for (FieldSpec spec : specs) {
            for (Resource resource : set.withAnyName(replica.name())) {
                if (matches(spec, resource)) {
                    found = true;
                    new FieldVisit(spec, this::set, Node.Kind.SCALAR, Tags.INT).visit(resource);
                }
            }
        }
        if (!found) {
            String types = specs.stream().map(s -> s.gvk().toString()).collect(Collectors.joining(" ", "[", "]"));
            throw new KustomizeException("resource with name " + replica.name()
                    + " does not match a config with the following GVK " + types);
        }
    }

    private boolean matches(FieldSpec spec, Resource resource) {
        if (matches(spec, resource.id())) {
            return true;
        }
        for (ResourceId id : resource.previousIds()) {
            if (matches(spec, id)) {
                return true;
            }
        }
        return false;
    }

    private boolean matches(FieldSpec spec, ResourceId id) {
        return id.name().equals(replica.name()) && id.gvk().isSelectedBy(spec.gvk());
    }

    private void set(Node field) {
        Edits.set(field, Node.scalar(Tags.INT, Long.toString(replica.count())));
    }
}
