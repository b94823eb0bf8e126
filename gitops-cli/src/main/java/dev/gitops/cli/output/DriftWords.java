package dev.gitops.cli.output;

import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Field;
import dev.gitops.text.Shown;
import java.util.List;
import java.util.Optional;

/** How a cluster differs from Git, in a few words. */
final class DriftWords {

    private DriftWords() {}

    /** The first difference stands for all. */
    static String words(List<ObjectDifference> differences) {
        ObjectDifference first = differences.get(0);
        String more = differences.size() > 1 ? ", and " + (differences.size() - 1) + " objects more" : "";
        return Shown.line(first.kind() + " " + first.name() + " " + change(first) + more);
    }

    private static String change(ObjectDifference difference) {
        return switch (difference.change()) {
            case MISSING -> "is missing";
            case EXTRA -> "is not in Git";
            case CHANGED ->
                difference.fields().isEmpty()
                        ? "differs"
                        : field(difference.fields().get(0));
        };
    }

    private static String field(Field field) {
        return field.path() + " is " + Optional.ofNullable(field.right()).orElse("absent") + ", Git says "
                + Optional.ofNullable(field.left()).orElse("absent");
    }
}
