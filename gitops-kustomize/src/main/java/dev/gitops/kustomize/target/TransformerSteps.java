package dev.gitops.kustomize.target;

import dev.gitops.kustomize.config.ClaimTemplates;
import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.config.Image;
import dev.gitops.kustomize.config.Kustomization;
import dev.gitops.kustomize.config.Label;
import dev.gitops.kustomize.config.Patch;
import dev.gitops.kustomize.config.Replica;
import dev.gitops.kustomize.config.TransformerConfig;
import dev.gitops.kustomize.transform.AffixTransformer;
import dev.gitops.kustomize.transform.ImageTransformer;
import dev.gitops.kustomize.transform.NamespaceTransformer;
import dev.gitops.kustomize.transform.PairTransformer;
import dev.gitops.kustomize.transform.ReplicaTransformer;
import dev.gitops.kustomize.transform.Transformer;
import java.util.ArrayList;
import java.util.List;

/** The transformers of a kustomization, in the order they run. */
final class TransformerSteps {

    private static final FieldSpec METADATA_LABELS = FieldSpec.of("metadata/labels", true);

    private final Target target;
    private final Kustomization kustomization;
    private final TransformerConfig config;
    private final PatchLoader patches;
    private final List<Step> steps = new ArrayList<>();

    TransformerSteps(Target target, TransformerConfig config) {
        this.target = target;
        this.kustomization = target.kustomization();
        this.config = config;
        this.patches = new PatchLoader(target.loader(), target.context().schemas());
    }

    /** Those of the fields. */
    List<Step> builtIn() {
        if (!kustomization.patchesStrategicMerge().isEmpty()) {
            add("PatchStrategicMergeTransformer", patches.legacy(kustomization.patchesStrategicMerge(), ""));
        }
        for (Patch patch : kustomization.patches()) {
            add("PatchTransformer", patches.load(patch));
        }
        if (!kustomization.namespace().isEmpty()) {
            add(
                    "NamespaceTransformer",
                    new NamespaceTransformer(kustomization.namespace(), config.namespace(), false, ""));
        }
        if (!kustomization.namePrefix().isEmpty()) {
            add("PrefixTransformer", AffixTransformer.prefix(kustomization.namePrefix(), config.namePrefix()));
        }
        if (!kustomization.nameSuffix().isEmpty()) {
            add("SuffixTransformer", AffixTransformer.suffix(kustomization.nameSuffix(), config.nameSuffix()));
        }
        labels();
        if (!kustomization.commonAnnotations().isEmpty()) {
            add(
                    "AnnotationsTransformer",
                    new PairTransformer(kustomization.commonAnnotations(), config.commonAnnotations()));
        }
        for (Patch patch : kustomization.patchesJson6902()) {
            add("PatchJson6902Transformer", patches.json6902(patch));
        }
        for (Replica replica : kustomization.replicas()) {
            add("ReplicaCountTransformer", new ReplicaTransformer(replica, config.replicas()));
        }
        for (Image image : kustomization.images()) {
            add("ImageTagTransformer", new ImageTransformer(image, config.images()));
        }
        if (!kustomization.replacements().isEmpty()) {
            add("ReplacementTransformer", patches.replacements(kustomization.replacements()));
        }
        return steps;
    }

    /** Those of files of their own. */
    List<Step> external(List<String> entries) {
        return entries.isEmpty() ? List.of() : new Plugins(target).transformers(entries);
    }

    private void add(String plugin, Transformer transformer) {
        steps.add(new Step(transformer, target.builtIn(plugin)));
    }

    private void labels() {
        if (kustomization.labels().isEmpty() && kustomization.commonLabels().isEmpty()) {
            return;
        }
        ClaimTemplates claims = target.claims();
        for (Label label : kustomization.labels()) {
            List<FieldSpec> specs = FieldSpec.merge(label.fields(), config.labels());
            if (label.includeSelectors()) {
                specs = FieldSpec.merge(specs, config.commonLabels());
            } else {
                boolean old = label.includeTemplates() && claims == ClaimTemplates.LABELLED;
                if (label.includeTemplates()) {
                    specs = FieldSpec.merge(specs, config.templateLabels());
                }
                if (label.includeClaims() || old) {
                    specs = FieldSpec.merge(specs, config.volumeClaimTemplateLabels());
                }
                specs = FieldSpec.merge(specs, List.of(METADATA_LABELS));
            }
            Transformer labels = new PairTransformer(label.pairs(), specs);
            boolean told = claims == ClaimTemplates.TOLD
                    && label.includeTemplates()
                    && !label.includeClaims()
                    && !label.includeSelectors();
            add("LabelTransformer", told ? new ClaimLabels(label, labels, target.warnings()) : labels);
        }
        add("LabelTransformer", new PairTransformer(kustomization.commonLabels(), config.commonLabels()));
    }
}
