package dev.gitops.kustomize.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of the built-in facts.
 *
 * @param type the number of the type of the value, of the map's values or of the list's items; -1 where it does not matter
 * @param shape {@code o}bject, {@code m}ap or {@code l}ist
 * @param merges whether the list merges
 * @param mergeKeys its keys
 */
record BuiltInField(int type, char shape, boolean merges, List<String> mergeKeys) implements FieldSchema {

    @Override
    public @Nullable FieldSchema field(String name) {
        if (type < 0) {
            return null;
        }
        return switch (shape) {
            case 'm' -> new BuiltInField(type, 'o', false, List.of());
            case 'o' -> Facts.get().field(type, name);
            default -> null;
        };
    }

    @Override
    public @Nullable FieldSchema items() {
        return shape == 'l' && type >= 0 ? new BuiltInField(type, 'o', false, List.of()) : null;
    }
}
