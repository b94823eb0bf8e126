package dev.gitops.kustomize.target;

import dev.gitops.kustomize.config.Label;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.resource.ResourceSet;
import dev.gitops.kustomize.transform.Transformer;
import dev.gitops.yaml.tree.Node;
import java.util.function.Consumer;

/** Tells of claim templates that an earlier kustomize would have labelled: no StatefulSet takes a change of them. */
record ClaimLabels(Label label, Transformer labels, Consumer<String> warnings) implements Transformer {

    @Override
    public void transform(ResourceSet set) {
        labels.transform(set);
        for (Resource resource : set.all()) {
            if (resource.kind().equals("StatefulSet") && resource.gvk().group().equals("apps") && differs(resource)) {
                warnings.accept("StatefulSet " + resource.name() + ": kustomize before 5.8 put the labels "
                        + label.pairs().keySet()
                        + " on its volumeClaimTemplates too (labels with includeTemplates), 5.8.2"
                        + " does not; no StatefulSet takes a change of them. Where it runs already with the labels, set"
                        + " includeVolumeClaimTemplates in the kustomization, or claimTemplateLabels in the inventory");
            }
        }
    }

    private boolean differs(Resource resource) {
        Node spec = resource.root().get("spec");
        Node claims = spec == null ? null : spec.get("volumeClaimTemplates");
        return claims != null && claims.children().stream().anyMatch(this::lacks);
    }

    private boolean lacks(Node claim) {
        Node metadata = claim.get("metadata");
        Node present = metadata == null ? null : metadata.get("labels");
        return label.pairs().entrySet().stream()
                .anyMatch(
                        pair -> present == null || !present.text(pair.getKey()).equals(pair.getValue()));
    }
}
