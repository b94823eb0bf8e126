package dev.gitops.kustomize.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What generated objects get besides their data.
 *
 * @param labels labels
 * @param annotations annotations
 * @param disableNameSuffixHash whether names go without a hash
 * @param immutable whether they are marked immutable
 */
public record GeneratorOptions(
        Map<String, String> labels, Map<String, String> annotations, boolean disableNameSuffixHash, boolean immutable) {

    static final GeneratorOptions NONE = new GeneratorOptions(Map.of(), Map.of(), false, false);

    static GeneratorOptions read(Fields fields) {
        return new GeneratorOptions(
                fields.textMap("labels"),
                fields.textMap("annotations"),
                fields.flag("disableNameSuffixHash"),
                fields.flag("immutable"));
    }

    /**
     * These options completed by those of all generators; where both say something, these win, but a flag set in either is set.
     *
     * @param global the options of all generators, or null
     * @return the sum
     */
    public GeneratorOptions within(@Nullable GeneratorOptions global) {
        if (global == null) {
            return this;
        }
        Map<String, String> allLabels = new LinkedHashMap<>(global.labels);
        allLabels.putAll(labels);
        Map<String, String> allAnnotations = new LinkedHashMap<>(global.annotations);
        allAnnotations.putAll(annotations);
        return new GeneratorOptions(
                allLabels,
                allAnnotations,
                disableNameSuffixHash || global.disableNameSuffixHash,
                immutable || global.immutable);
    }
}
