package dev.gitops.jobdsl;

import dev.gitops.repository.BranchName;
import dev.gitops.text.Hidden;
import java.util.regex.Pattern;

/** Rules for texts that reach a job's configuration; each answers why a text is refused, or nothing. */
final class Texts {

    private static final String FINE = "";
    private static final int LONGEST = 1_000;
    private static final int LONGEST_TEMPLATE = 100_000;

    private static final Pattern URL = Pattern.compile("(https?|ssh|git|file)://[^\\s'\"\\\\`$<>]+");
    private static final Pattern SCP =
            Pattern.compile("([A-Za-z0-9._-]+@)?[A-Za-z0-9][A-Za-z0-9.-]*:[A-Za-z0-9._~/+][A-Za-z0-9._~/+@-]*");
    private static final Pattern ABSOLUTE = Pattern.compile("/[\\p{L}\\p{N}._~/+@=, -]+");
    private static final Pattern PASSWORD = Pattern.compile("[a-z]+://[^/@]*:[^/@]*@.*");
    private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9._{}-]{1,250}");
    private static final Pattern PLACEHOLDERS = Pattern.compile("\\{(app|environment|team)}");
    private static final Pattern FOLDER = Pattern.compile(
            "[A-Za-z0-9]([A-Za-z0-9 ._-]{0,61}[A-Za-z0-9])?(/[A-Za-z0-9]([A-Za-z0-9 ._-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern AGENT = Pattern.compile("[A-Za-z0-9._:/&|!()<> -]{1,253}");
    private static final Pattern PATH = Pattern.compile("[^/\\s][^\\\\]*");

    private Texts() {}

    static String url(String text) {
        if (!plain(text).isEmpty()) {
            return plain(text);
        }
        if (PASSWORD.matcher(text).matches()) {
            return "holds a password; give the id of credentials instead";
        }
        boolean known = URL.matcher(text).matches()
                || SCP.matcher(text).matches()
                || ABSOLUTE.matcher(text).matches();
        return known
                ? FINE
                : "is no URL of a Git repository (https, ssh, git, file, user@host:path, or an absolute path)";
    }

    static String branch(String text) {
        return BranchName.problem(text).orElse(FINE);
    }

    static String path(String text) {
        if (!plain(text).isEmpty()) {
            return plain(text);
        }
        boolean leaves = text.equals("..") || text.startsWith("../") || text.contains("/../") || text.endsWith("/..");
        return leaves || !PATH.matcher(text).matches() ? "is no path inside the repository" : FINE;
    }

    static String credential(String text) {
        boolean known = CREDENTIAL.matcher(text).matches()
                && PLACEHOLDERS.matcher(text).replaceAll("").chars().noneMatch(c -> c == '{' || c == '}');
        return known
                ? FINE
                : "is no id of credentials (letters, digits, dots, hyphens, underscores; {app}, {team} and {environment} are filled)";
    }

    static String folder(String text) {
        return FOLDER.matcher(text).matches()
                ? FINE
                : "is no folder (names of letters, digits, inner spaces, dots, hyphens and underscores, with slashes between)";
    }

    static String agentLabel(String text) {
        return AGENT.matcher(text).matches() ? FINE : "is no label expression";
    }

    static String template(String text) {
        if (text.length() > LONGEST_TEMPLATE) {
            return "is longer than " + LONGEST_TEMPLATE + " characters";
        }
        return Hidden.in(text.replace("\n", "")) ? "holds characters that cannot be seen" : FINE;
    }

    static String plain(String text) {
        if (text.isBlank()) {
            return "is empty";
        }
        if (text.length() > LONGEST) {
            return "is longer than " + LONGEST + " characters";
        }
        return Hidden.in(text) ? "holds characters that cannot be seen" : FINE;
    }
}
