package dev.gitops.api;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The input cannot be used: an inventory, an argument, a manifest. It carries every problem that was found, not only the first. */
public class InvalidInputException extends GitOpsException {

    private final List<Problem> problems;

    /**
     * Many problems with one input.
     *
     * @param what the input, as in {@code "the inventory apps.yaml"}
     * @param problems what is wrong with it, in the order of the input; at least one
     */
    public InvalidInputException(String what, List<Problem> problems) {
        this(what, problems, null);
    }

    /**
     * Many problems with one input, with what a library said of it.
     *
     * @param what the input
     * @param problems what is wrong with it; at least one
     * @param cause the library's error, or null
     */
    public InvalidInputException(String what, List<Problem> problems, @Nullable Throwable cause) {
        super(message(what, problems), cause);
        this.problems = List.copyOf(problems);
    }

    /** {@return every problem that was found, in the order of the input} */
    public final List<Problem> problems() {
        return problems;
    }

    private static String message(String what, List<Problem> problems) {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(problems, "problems");
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an invalid input has at least one problem");
        }
        String count = problems.size() == 1 ? "a problem" : problems.size() + " problems";
        return problems.stream()
                .map(problem -> "  " + problem)
                .collect(Collectors.joining("\n", what + " has " + count + ":\n", ""));
    }
}
