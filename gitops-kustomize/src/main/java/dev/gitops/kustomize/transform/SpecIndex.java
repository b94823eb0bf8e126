package dev.gitops.kustomize.transform;

import dev.gitops.kustomize.config.FieldSpec;
import dev.gitops.kustomize.resource.Gvk;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The specifications that concern a type, found once for each type. */
final class SpecIndex {

    private final List<FieldSpec> specs;
    private final Map<Gvk, List<FieldSpec>> byType = new HashMap<>();

    SpecIndex(List<FieldSpec> specs) {
        this.specs = specs;
    }

    List<FieldSpec> of(Gvk gvk) {
        List<FieldSpec> found = byType.get(gvk);
        if (found == null) {
            found = new ArrayList<>();
            for (FieldSpec spec : specs) {
                if (FieldVisit.matches(spec, gvk)) {
                    found.add(spec);
                }
            }
            byType.put(gvk, found);
        }
        return found;
    }
}
