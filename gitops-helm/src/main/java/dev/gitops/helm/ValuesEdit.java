package dev.gitops.helm;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.spi.FileEdit;
import dev.gitops.yaml.YamlEdit;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects changes of values, each for the right file, and makes them all at once. */
final class ValuesEdit {

    private final Values values;
    private final String what;
    private final Map<Integer, YamlEdit> edits = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();

    ValuesEdit(Values values, String what) {
        this.values = values;
        this.what = what;
    }

    /** Makes a path have a value, where it has another. */
    void set(YamlPath path, @Nullable Object wanted) {
        int holder = values.holder(path);
        Object present =
                holder < 0 ? null : values.layers().get(holder).value(path).orElse(null);
        if (holder >= 0 && (wanted == null ? present == null : wanted.equals(present))) {
            return;
        }
        int layer = values.layerFor(path);
        if (holder > layer) {
            YamlFile later = values.layers().get(holder);
            problems.add(later.problem(
                    path,
                    "comes after " + values.layers().get(layer).name()
                            + " and wins, so that a change there has no effect",
                    "name the environment's file last in manifests.helm.values, or take the key out here"));
            return;
        }
        if (isListItem(path, layer)) {
            return;
        }
        edits.compute(
                layer,
                (index, edit) -> (edit == null ? values.layers().get(index).edit() : edit).set(path, wanted));
    }

    void refuse(Problem problem) {
        problems.add(problem);
    }

    List<FileEdit> make() {
        if (!problems.isEmpty()) {
            throw new InvalidInputException(what, problems);
        }
        List<FileEdit> made = new ArrayList<>();
        edits.forEach((layer, edit) -> {
            YamlFile before = values.layers().get(layer);
            YamlFile after = edit.apply();
            if (!Arrays.equals(before.bytes(), after.bytes())) {
                made.add(new FileEdit(before.name(), after.bytes()));
            }
        });
        return made;
    }

    /** Helm replaces lists as a whole: an item set in a file that has no such list would take the others away. */
    private boolean isListItem(YamlPath path, int layer) {
        for (YamlPath above = path.parent(); !above.equals(YamlPath.root()); above = above.parent()) {
            int holder = values.holder(above);
            if (holder >= 0
                    && holder != layer
                    && values.layers().get(holder).value(above).orElse(null) instanceof List<?>) {
                problems.add(values.layers()
                        .get(holder)
                        .problem(
                                above,
                                "is a list of this file, and Helm replaces lists as a whole",
                                "copy the list into "
                                        + values.layers().get(layer).name() + " first, or set " + above + "=[...]"));
                return true;
            }
        }
        return false;
    }
}
