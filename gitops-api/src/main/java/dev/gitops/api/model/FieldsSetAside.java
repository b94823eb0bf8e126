package dev.gitops.api.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fields of objects that others look after: a deployment leaves them as they are, and they are no drift.
 *
 * @param kind the kind of the objects
 * @param name the name of the one object; null for all of the kind
 * @param fields the fields' paths, as in {@code spec.replicas}, {@code spec.template.spec.containers[name=app].resources} or {@code webhooks.*.clientConfig.caBundle}
 */
public record FieldsSetAside(KindName kind, @Nullable String name, List<String> fields) {

    /** Copies the list. */
    public FieldsSetAside {
        fields = List.copyOf(fields);
    }
}
