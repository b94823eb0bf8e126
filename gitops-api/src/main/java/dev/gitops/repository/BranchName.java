package dev.gitops.repository;

import dev.gitops.text.Hidden;
import java.util.Optional;

/**
 * The one rule for names of branches: those that {@code git check-ref-format} takes, but for characters that a shell, a script or a URL gives a meaning, and for parts that a program would take for
 * an option. It holds for inventories, for jobs and for whatever reaches Git.
 */
public final class BranchName {

    private static final int LONGEST = 200;
    private static final String REFUSED = " ~^:?*[\\'\"`$;&|<>(){}!#%";

    private BranchName() {}

    /**
     * Why a text is no name of a branch.
     *
     * @param name the text
     * @return the reason, as it follows the name in a sentence; empty where the name is fine
     */
    public static Optional<String> problem(String name) {
        if (name.isEmpty() || name.length() > LONGEST) {
            return Optional.of(name.isEmpty() ? "is empty" : "is longer than " + LONGEST + " characters");
        }
        if (name.equals("@") || name.equals("HEAD") || name.contains("@{") || name.contains("..")) {
            return Optional.of("is no branch name");
        }
        if (name.startsWith("refs/")) {
            return Optional.of("is a ref, not a branch name: leave refs/heads/ out");
        }
        Optional<String> character = name.codePoints()
                .filter(c -> Hidden.is(c) || REFUSED.indexOf(c) >= 0)
                .mapToObj(c -> "is no branch name: it has the character "
                        + (Hidden.is(c) ? Hidden.number(c) : Character.toString(c)))
                .findFirst();
        return character.isPresent() ? character : partProblem(name);
    }

    private static Optional<String> partProblem(String name) {
        for (String part : name.split("/", -1)) {
            if (part.isEmpty()) {
                return Optional.of("is no branch name: a / stands at its begin or end, or two in a row");
            }
            if (part.startsWith("-")) {
                return Optional.of("is no branch name: a part begins with -, which programs take for an option");
            }
            if (part.startsWith(".") || part.endsWith(".") || part.endsWith(".lock")) {
                return Optional.of("is no branch name: a part begins or ends with . or ends with .lock");
            }
        }
        return Optional.empty();
    }
}
