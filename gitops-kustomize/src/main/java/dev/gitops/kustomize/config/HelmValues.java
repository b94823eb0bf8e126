package dev.gitops.kustomize.config;

import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.OldScalars;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a chart's values come from.
 *
 * @param file the values file that stands for the chart's own; empty for the chart's own
 * @param inline values given in the kustomization; empty where there are none
 * @param merge how the two are joined: {@code override} lets the inline ones win, {@code merge} the file's, {@code replace} leaves the file out
 * @param additional further files, later ones winning
 */
public record HelmValues(String file, Map<String, @Nullable Object> inline, String merge, List<String> additional) {

    private static final List<String> MERGES = List.of("merge", "override", "replace");

    static HelmValues read(Fields fields, String fileField, String inlineField) {
        Node inline = fields.any(inlineField);
        if (inline != null && !inline.isMapping()) {
            throw fields.refuse(inlineField, "cannot unmarshal it into a map of values");
        }
        String merge = fields.text("valuesMerge");
        if (!merge.isEmpty() && !MERGES.contains(merge)) {
            throw fields.refuse("valuesMerge", "valuesMerge must be one of [merge override replace]");
        }
        return new HelmValues(
                fields.text(fileField),
                inline == null ? Map.of() : OldScalars.map(inline),
                merge.isEmpty() ? "override" : merge,
                fields.texts("additionalValuesFiles"));
    }
}
