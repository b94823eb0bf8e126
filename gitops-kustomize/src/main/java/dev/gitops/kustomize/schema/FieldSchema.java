package dev.gitops.kustomize.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of a field or an object: how its list merges, and what its own fields are. */
public interface FieldSchema {

    /** {@return whether the list's items are matched and merged, not replaced} */
    boolean merges();

    /** {@return the keys that match the items of a merging list; empty for a list of plain values} */
    List<String> mergeKeys();

    /**
     * A field of the object.
     *
     * @param name the field
     * @return what is known of it; null where nothing is
     */
    @Nullable
    FieldSchema field(String name);

    /** {@return what is known of the list's items; null where nothing is} */
    @Nullable
    FieldSchema items();
}
