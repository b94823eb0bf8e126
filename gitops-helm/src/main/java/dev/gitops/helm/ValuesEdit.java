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
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects changes of values, each for the right file, and makes them all at once. */
final class ValuesEdit {

    private final Values values;
    private final String what;
    private final Map<Integer, YamlEdit> edits = new TreeMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final boolean anchored;

    ValuesEdit(Values values, String what) {
        this(values, what, false);
    }

    /** With or without leave to change what aliases and merge keys bring to other places too. */
    ValuesEdit(Values values, String what, boolean anchored) {
        this.values = values;
        this.what = what;
        this.anchored = anchored;
    }

    /** Makes a path have a value, where it has another. */
    void set(YamlPath path, @Nullable Object wanted) {
        Values.Held held = values.held(path);
        if (held != null && same(wanted, held.value())) {
            return;
        }
        int layer = values.layerFor(path);
        if (held != null && held.index() > layer) {
            problems.add(held.problem(
                    path,
                    "comes after " + values.file(layer).name() + " and wins, so that a change there has no effect",
                    "name the environment's file last in manifests.helm.values, or take the key out here"));
            return;
        }
        if (isListItem(path, layer)) {
            return;
        }
        boolean unquoted = held != null
                && wanted instanceof String text
                && !(held.value() instanceof String)
                && values.file(layer).scalar(path).filter(text::equals).isPresent();
        edits.compute(layer, (index, edit) -> {
            YamlEdit started = edit == null ? values.file(index).edit() : edit;
            // what is a text to YAML 1.2 but none to Helm gets its quotes only where it is written anew
            if (anchored && held != null && held.index() == index) {
                return started.setWhereWritten(path, wanted);
            }
            return (unquoted ? started.set(path, null) : started).set(path, wanted);
        });
    }

    private static boolean same(@Nullable Object wanted, @Nullable Object present) {
        if (wanted instanceof Number one && present instanceof Number other) {
            return Double.compare(one.doubleValue(), other.doubleValue()) == 0;
        }
        return Objects.equals(wanted, present);
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
            YamlFile before = values.file(layer);
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
            Values.Held held = values.held(above);
            if (held != null && held.index() != layer && held.value() instanceof List<?>) {
                problems.add(held.problem(
                        above,
                        "is a list of this file, and Helm replaces lists as a whole",
                        "copy the list into " + values.file(layer).name() + " first, or set " + above + "=[...]"));
                return true;
            }
        }
        return false;
    }
}
