package dev.gitops.inventory;

import dev.gitops.repository.BranchName;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Paths inside a repository, folders of Jenkins, and branch names: none may lead out of where it belongs, nor be read as an option. */
final class Paths {

    private static final String PATH_HINT =
            "write a path inside the repository with / between its parts, as in apps/shop";
    private static final String BRANCH_HINT = "write a branch name as Git has it, as in main or release/1.x";

    private Paths() {}

    static @Nullable Complaint relative(String text) {
        if (text.equals(".")) {
            return null;
        }
        if (text.isEmpty()) {
            return Complaint.of("is an empty path", PATH_HINT);
        }
        if (text.startsWith("/") || text.length() > 1 && text.charAt(1) == ':') {
            return Complaint.of("is an absolute path", PATH_HINT);
        }
        for (String part : text.split("/", -1)) {
            String why = part(part);
            if (why != null) {
                return Complaint.of(why, PATH_HINT);
            }
        }
        return null;
    }

    private static @Nullable String part(String part) {
        if (part.isEmpty()) {
            return "has an empty part: a / at the end or two in a row";
        }
        if (part.equals(".") || part.equals("..")) {
            return "has the part \"" + part + "\"";
        }
        String lower = part.toLowerCase(Locale.ROOT);
        if (lower.equals(".git")
                || lower.startsWith(".git.")
                || lower.startsWith(".git ")
                || lower.startsWith("git~")) {
            return "leads into Git's own folder";
        }
        if (part.charAt(0) == '-') {
            return "has a part that begins with -, which programs take for an option";
        }
        if (part.startsWith(" ") || part.endsWith(" ")) {
            return "has a part that begins or ends with a space";
        }
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (!Character.isLetterOrDigit(c) && !Character.isSurrogate(c) && "._@+=,~- ".indexOf(c) < 0) {
                return "has the character " + c;
            }
        }
        return null;
    }

    static @Nullable Complaint folder(String text) {
        for (String part : text.split("/", -1)) {
            boolean fine = !part.isEmpty()
                    && Characters.isLetterOrDigit(part.charAt(0))
                    && !part.contains("..")
                    && !part.endsWith(".")
                    && !part.endsWith(" ")
                    && Characters.only(part, "._- ");
            if (!fine) {
                return Complaint.of("is no Jenkins folder", "write it as gitops or platform/gitops");
            }
        }
        return null;
    }

    /** The rule for branches, and no branch that this tool keeps for itself. */
    static @Nullable Complaint branch(String text) {
        Optional<String> problem = BranchName.problem(text);
        if (problem.isPresent()) {
            return Complaint.of(problem.get(), BRANCH_HINT);
        }
        boolean ours = text.startsWith("gitops/") || text.startsWith("rendered/");
        return ours
                ? Complaint.of("is a branch that this tool writes itself", "choose one outside gitops/ and rendered/")
                : null;
    }
}
