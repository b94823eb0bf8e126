package dev.gitops.yaml;

import dev.gitops.yaml.YamlEdit.Assignment;
import dev.gitops.yaml.YamlEdit.Operation;
import dev.gitops.yaml.YamlPath.Index;
import dev.gitops.yaml.YamlPath.Key;
import dev.gitops.yaml.YamlPath.Step;
import dev.gitops.yaml.YamlPath.Where;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values in maps and lists that aliases and merge keys bring to several places. They are set where they are written, if the edit sets all these places, and no other one comes out
 * changed.
 */
final class SharedValues {

    private SharedValues() {}

    /** The edited file; empty where a place would change that was not asked for, or one that was would not. */
    static Optional<YamlFile> set(YamlFile file, List<Operation> operations) {
        Object expected = file.value(YamlPath.root()).orElse(null);
        YamlEdit edit = file.edit();
        for (Operation operation : operations) {
            if (!(operation instanceof Assignment one) || !put(expected, one.path(), one.value())) {
                return Optional.empty();
            }
            edit = edit.setWhereWritten(one.path(), one.value());
        }
        try {
            YamlFile edited = edit.apply();
            return edited.value(YamlPath.root()).equals(Optional.ofNullable(expected))
                    ? Optional.of(edited)
                    : Optional.empty();
        } catch (YamlEditException refused) {
            return Optional.empty();
        }
    }

    /** Puts a scalar into data where there is a value; false where there is none. */
    @SuppressWarnings("unchecked")
    private static boolean put(@Nullable Object root, YamlPath path, @Nullable Object value) {
        int last = path.steps().size() - 1;
        if (last < 0 || value instanceof Map<?, ?> || value instanceof List<?>) {
            return false;
        }
        Object above = root;
        for (int i = 0; i < last; i++) {
            above = below(above, path.steps().get(i));
        }
        Step step = path.steps().get(last);
        if (step instanceof Key key && above instanceof Map<?, ?> map && map.containsKey(key.name())) {
            ((Map<Object, @Nullable Object>) map).put(key.name(), value);
            return true;
        }
        if (step instanceof Index index && above instanceof List<?> list && index.index() < list.size()) {
            ((List<@Nullable Object>) list).set(index.index(), value);
            return true;
        }
        return false;
    }

    private static @Nullable Object below(@Nullable Object node, Step step) {
        if (step instanceof Key key) {
            return node instanceof Map<?, ?> map ? map.get(key.name()) : null;
        }
        if (!(node instanceof List<?> list)) {
            return null;
        }
        if (step instanceof Index index) {
            return index.index() < list.size() ? list.get(index.index()) : null;
        }
        Where where = (Where) step;
        for (Object item : list) {
            if (item instanceof Map<?, ?> map && where.value().equals(String.valueOf(map.get(where.key())))) {
                return item;
            }
        }
        return null;
    }
}
