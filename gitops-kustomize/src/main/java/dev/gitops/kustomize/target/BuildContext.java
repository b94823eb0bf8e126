package dev.gitops.kustomize.target;

import dev.gitops.kustomize.config.ClaimTemplates;
import dev.gitops.kustomize.schema.Schemas;
import java.util.List;
import java.util.function.Consumer;

/**
 * What all kustomizations of one build share.
 *
 * @param schemas the schema
 * @param buildMetadata what the outermost kustomization's output tells of the build
 * @param charts who renders charts
 * @param claims whether labels of pod templates go to claim templates too
 * @param warnings who hears of deprecated fields
 */
record BuildContext(
        Schemas schemas, List<String> buildMetadata, Charts charts, ClaimTemplates claims, Consumer<String> warnings) {

    boolean tracks() {
        return !buildMetadata.isEmpty();
    }
}
