package dev.gitops.kustomize.config;

import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * Where transformers look: the defaults, and what {@code configurations} and {@code crds} add to them.
 *
 * @param namePrefix fields that get the prefix
 * @param nameSuffix fields that get the suffix
 * @param namespace fields that get the namespace
 * @param commonLabels fields that get labels, selectors among them
 * @param labels fields that all labels get, too
 * @param templateLabels fields of pod templates that get labels
 * @param volumeClaimTemplateLabels fields of claim templates that get labels
 * @param commonAnnotations fields that get annotations
 * @param nameReferences fields that hold names
 * @param varReferences fields in which vars are replaced
 * @param images fields that hold images
 * @param replicas fields that hold replica counts
 */
public record TransformerConfig(
        List<FieldSpec> namePrefix,
        List<FieldSpec> nameSuffix,
        List<FieldSpec> namespace,
        List<FieldSpec> commonLabels,
        List<FieldSpec> labels,
        List<FieldSpec> templateLabels,
        List<FieldSpec> volumeClaimTemplateLabels,
        List<FieldSpec> commonAnnotations,
        List<NameReference> nameReferences,
        List<FieldSpec> varReferences,
        List<FieldSpec> images,
        List<FieldSpec> replicas) {

    private static final TransformerConfig EMPTY = new TransformerConfig(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of(), List.of());

    /** {@return a configuration that says nothing} */
    public static TransformerConfig empty() {
        return EMPTY;
    }

    /** {@return kustomize's own configuration} */
    public static TransformerConfig defaults() {
        return DefaultConfig.get();
    }

    /**
     * The configuration of a file.
     *
     * @param file its name, for errors
     * @param text its content
     * @return the configuration
     */
    public static TransformerConfig parse(String file, String text) {
        Node root = Documents.inflated(text);
        if (root == null) {
            return EMPTY;
        }
        Fields fields = new Fields(new Fields.Source(file, "TransformerConfig", true, false), root, "");
        TransformerConfig config = new TransformerConfig(
                specs(fields, "namePrefix"),
                specs(fields, "nameSuffix"),
                specs(fields, "namespace"),
                specs(fields, "commonLabels"),
                specs(fields, "labels"),
                specs(fields, "templateLabels"),
                specs(fields, "volumeClaimTemplateLabels"),
                specs(fields, "commonAnnotations"),
                fields.objects("nameReference", "NameBackReferences", NameReference::read),
                specs(fields, "varReference"),
                specs(fields, "images"),
                specs(fields, "replicas"));
        fields.done();
        return config;
    }

    private static List<FieldSpec> specs(Fields fields, String name) {
        return fields.objects(name, "FieldSpec", FieldSpec::read);
    }

    /**
     * This configuration and another.
     *
     * @param other the other
     * @return the sum
     */
    public TransformerConfig merge(TransformerConfig other) {
        if (other == this || other == EMPTY) {
            return this;
        }
        if (this == EMPTY && other == DefaultConfig.get()) {
            return other;
        }
        return new TransformerConfig(
                merged(namePrefix, other.namePrefix),
                merged(nameSuffix, other.nameSuffix),
                merged(namespace, other.namespace),
                merged(commonLabels, other.commonLabels),
                merged(labels, other.labels),
                merged(templateLabels, other.templateLabels),
                merged(volumeClaimTemplateLabels, other.volumeClaimTemplateLabels),
                merged(commonAnnotations, other.commonAnnotations),
                mergedReferences(nameReferences, other.nameReferences),
                merged(varReferences, other.varReferences),
                merged(images, other.images),
                merged(replicas, other.replicas));
    }

    private static List<FieldSpec> merged(List<FieldSpec> a, List<FieldSpec> b) {
        List<FieldSpec> sum = FieldSpec.merge(a, b);
        return sum == a ? a : FieldSpec.sorted(sum);
    }

    private static List<NameReference> mergedReferences(List<NameReference> a, List<NameReference> b) {
        if (b.isEmpty() || a == b) {
            return a;
        }
        List<NameReference> all = new ArrayList<>(a);
        for (NameReference further : b) {
            int at = -1;
            for (int i = 0; i < all.size() && at < 0; i++) {
                at = all.get(i).target().equals(further.target()) ? i : -1;
            }
            if (at < 0) {
                all.add(new NameReference(further.target(), FieldSpec.merge(List.of(), further.referrers())));
            } else {
                NameReference known = all.get(at);
                all.set(at, new NameReference(known.target(), FieldSpec.merge(known.referrers(), further.referrers())));
            }
        }
        all.sort((x, y) -> FieldSpec.order(x.target(), y.target()));
        return all;
    }
}
