package dev.gitops.kustomize.config;

import java.util.List;
import java.util.Map;

/**
 * An entry of {@code labels}.
 *
 * @param pairs the labels
 * @param includeSelectors whether selectors get them
 * @param includeTemplates whether pod templates get them
 * @param includeClaims whether claim templates get them
 * @param fields further fields that get them
 */
public record Label(
        Map<String, String> pairs,
        boolean includeSelectors,
        boolean includeTemplates,
        boolean includeClaims,
        List<FieldSpec> fields) {

    static Label read(Fields fields) {
        return new Label(
                fields.textMap("pairs"),
                fields.flag("includeSelectors"),
                fields.flag("includeTemplates"),
                fields.flag("includeVolumeClaimTemplates"),
                fields.objects("fields", "FieldSpec", FieldSpec::read));
    }
}
