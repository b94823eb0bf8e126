package dev.gitops.inventory;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with one file. */
final class Problems {

    private static final int MOST = 500;

    private final String file;
    private final List<Problem> problems = new ArrayList<>();
    private int left;

    Problems(String file) {
        this.file = file;
    }

    String file() {
        return file;
    }

    boolean none() {
        return problems.isEmpty();
    }

    int count() {
        return problems.size() + left;
    }

    void add(
            int line, int column, @Nullable String key, @Nullable String value, String message, @Nullable String hint) {
        if (problems.size() == MOST) {
            left++;
            return;
        }
        String path = key == null || key.isEmpty() ? null : key;
        String advice = hint == null || hint.isEmpty() ? null : hint;
        problems.add(new Problem(file, line, column, path, value, message, advice));
    }

    /** A problem with a value; a scalar's text is shown. */
    void add(Node node, KeyPath path, String message, @Nullable String hint) {
        String value = node instanceof Node.Scalar scalar ? scalar.text() : null;
        add(node.line(), node.column(), path.toString(), value, message, hint);
    }

    /** A problem with a key. */
    void add(Node.Field field, KeyPath path, String message, @Nullable String hint) {
        add(field.line(), field.column(), path.toString(), field.key(), message, hint);
    }

    /** What a trial found. */
    void addAll(Problems trial) {
        for (Problem problem : trial.problems) {
            add(problem.line(), problem.column(), problem.key(), problem.value(), problem.message(), problem.hint());
        }
    }

    /** Throws what was collected, in the order of the file. */
    void throwIfAny() {
        if (problems.isEmpty()) {
            return;
        }
        throw exception();
    }

    InvalidInputException exception() {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
        if (left > 0) {
            sorted.add(new Problem(file, 0, 0, null, null, "has " + left + " more problems", "solve these first"));
        }
        return new InvalidInputException("the inventory " + file, sorted);
    }
}
