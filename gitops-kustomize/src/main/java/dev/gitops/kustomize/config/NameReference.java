package dev.gitops.kustomize.config;

import dev.gitops.kustomize.resource.Gvk;
import java.util.List;

/**
 * The fields that hold names of objects of a type.
 *
 * @param target the type that is referred to
 * @param referrers the fields that refer to it
 */
public record NameReference(Gvk target, List<FieldSpec> referrers) {

    static NameReference read(Fields fields) {
        Gvk target = new Gvk(fields.text("group"), fields.text("version"), fields.text("kind"));
        return new NameReference(target, fields.objects("fieldSpecs", "FieldSpec", FieldSpec::read));
    }
}
