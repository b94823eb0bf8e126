package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.resource.Gvk;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.yaml.tree.Edits;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Tags;
import java.util.List;

/** Puts a prefix or a suffix to names. Custom resource definitions, API services and namespaces keep theirs. */
public final class AffixTransformer implements Transformer {

    private final String prefix;
    private final String suffix;
    private final List<FieldSpec> specs;

    private AffixTransformer(String prefix, String suffix, List<FieldSpec> specs) {
        this.prefix = prefix;
        this.suffix = suffix;
        this.specs = specs;
    }

    /**
     * A prefix.
     *
     * @param prefix the prefix
     * @param specs the fields that get it
     * @return the transformer
     */
    public static AffixTransformer prefix(String prefix, List<FieldSpec> specs) {
        return new AffixTransformer(prefix, "", specs);
    }

    /**
     * A suffix.
     *
     * @param suffix the suffix
     * @param specs the fields that get it
     * @return the transformer
     */
    public static AffixTransformer suffix(String suffix, List<FieldSpec> specs) {
        return new AffixTransformer("", suffix, specs);
    }

    @Override
    public void transform(ResourceSet set) {
        for (Resource resource : set.all()) {
            Gvk original = resource.originalId().gvk();
            if (!isSkipped(original)) {
                transform(resource, original);
            }
        }
        set.changed();
    }

    private static boolean isSkipped(Gvk gvk) {
        return switch (gvk.kind()) {
            case "CustomResourceDefinition", "Namespace" -> true;
            case "APIService" -> gvk.group().equals("apiregistration.k8s.io");
            default -> false;
        };
    }

    private void transform(Resource resource, Gvk original) {
        for (FieldSpec spec : specs) {
            if (!original.isSelectedBy(spec.gvk())) {
                continue;
            }
            if (spec.path().equals("metadata/name")) {
                resource.addPrefix(prefix);
                resource.addSuffix(suffix);
                if (!prefix.isEmpty() || !suffix.isEmpty()) {
                    resource.rememberId();
                }
            }
            new FieldVisit(spec, this::set, Node.Kind.SCALAR, Tags.STRING).visit(resource);
        }
    }

    private void set(Node field) {
        Edits.set(field, Node.untagged(prefix + field.value() + suffix));
    }
}
