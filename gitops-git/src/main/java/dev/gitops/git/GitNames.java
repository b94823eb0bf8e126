package dev.gitops.git;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.repository.BranchName;
import dev.gitops.text.Hidden;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Constants;
import org.jspecify.annotations.Nullable;

/** The rules for branch names, paths and commit ids; nothing that breaks them reaches Git. */
final class GitNames {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern BEGINNING = Pattern.compile("[0-9a-f]{2,40}");
    private static final int LONGEST_PATH = 4096;

    private GitNames() {}

    /** The full ref of a branch. */
    static String ref(String branch) {
        checkBranch(branch);
        return Constants.R_HEADS + branch;
    }

    static String checkBranch(String branch) {
        BranchName.problem(branch).ifPresent(why -> {
            throw refused("branch", branch, why, "use letters, digits, '.', '_', '/' and inner '-'");
        });
        return branch;
    }

    static String checkCommit(String commit) {
        if (!COMMIT.matcher(commit).matches()) {
            throw refused("commit", commit, "is not a full commit id", "give all 40 hexadecimal digits in lower case");
        }
        return commit;
    }

    static String checkBeginning(String digits) {
        if (!BEGINNING.matcher(digits).matches()) {
            throw refused(
                    "commit", digits, "does not begin a commit id", "give 2 to 40 hexadecimal digits in lower case");
        }
        return digits;
    }

    /** A path of a file or folder; the root is the empty path. */
    static String checkPath(String path) {
        if (path.isEmpty() || path.length() <= LONGEST_PATH && isPlain(path)) {
            return path;
        }
        if (path.length() > LONGEST_PATH || path.indexOf('\\') >= 0 || Hidden.in(path)) {
            throw badPath(path);
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..") || isDotGit(part)) {
                throw badPath(path);
            }
        }
        return path;
    }

    /** Whether a path is made of nothing but parts of ASCII letters, digits, underscores and inner hyphens and points: most are, and all these are good. */
    private static boolean isPlain(String path) {
        boolean begins = true;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
            if (!word && (begins || c != '-' && c != '.' && c != '/')) {
                return false;
            }
            begins = c == '/';
        }
        return !begins;
    }

    /** A path of a file to be written. */
    static String checkFile(String path) {
        if (path.isEmpty() || path.startsWith("-")) {
            throw badPath(path);
        }
        return checkPath(path);
    }

    /** The spellings of .git that some file system takes for it. */
    private static boolean isDotGit(String part) {
        String name = part.toLowerCase(Locale.ROOT);
        int end = name.length();
        while (end > 0 && (name.charAt(end - 1) == '.' || name.charAt(end - 1) == ' ')) {
            end--;
        }
        name = name.substring(0, end);
        return name.equals(".git") || name.equals("git~1") || name.startsWith(".git::") || name.startsWith(".git:");
    }

    private static InvalidInputException badPath(String path) {
        return refused(
                "path",
                path,
                "is not a path inside a repository",
                "use parts without '.', '..' and '.git', parted by '/'");
    }

    static InvalidInputException refused(String key, String value, String message, @Nullable String hint) {
        return new InvalidInputException("the " + key, List.of(Problem.of(key, value, message, hint)));
    }
}
