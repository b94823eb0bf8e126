package dev.gitops.codeowners;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** One pattern of a CODEOWNERS file. */
record OwnerPattern(Pattern expression, boolean negative) {

    private static final int LONGEST = 1000;

    /** The pattern; empty where the host would skip the line. */
    static Optional<OwnerPattern> of(String text, Dialect dialect) {
        boolean negative = text.startsWith("!");
        String bare = negative ? text.substring(1) : text;
        boolean skipped = bare.isEmpty()
                || bare.length() > LONGEST
                || dialect == Dialect.GITHUB && (negative || bare.indexOf('[') >= 0);
        if (skipped) {
            return Optional.empty();
        }
        try {
            String expression = dialect == Dialect.GITEA ? bare : glob(bare, dialect);
            return Optional.of(new OwnerPattern(Pattern.compile(expression), negative));
        } catch (PatternSyntaxException broken) {
            return Optional.empty();
        }
    }

    boolean matches(String path) {
        return expression.matcher(path).matches();
    }

    private static String glob(String pattern, Dialect dialect) {
        boolean gitlab = dialect == Dialect.GITLAB;
        boolean folder = pattern.endsWith("/");
        String body = pattern.substring(pattern.startsWith("/") ? 1 : 0, pattern.length() - (folder ? 1 : 0));
        boolean anchored = pattern.startsWith("/") || !gitlab && body.indexOf('/') >= 0;
        StringBuilder expression = new StringBuilder(anchored ? "" : "(?:.*/)?");
        String[] parts = body.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            if (parts[i].equals("**")) {
                expression.append(last ? ".*" : "(?:.*/)?");
            } else {
                segment(expression, parts[i]);
                expression.append(last ? "" : "/");
            }
        }
        // "docs/*" and "/*" are the files of one folder; "*" alone is every file
        boolean children = parts[parts.length - 1].equals("*") && (parts.length > 1 || anchored);
        if (folder) {
            expression.append("/.*");
        } else if (!gitlab && !children) {
            expression.append("(?:/.*)?");
        }
        return expression.toString();
    }

    private static void segment(StringBuilder expression, String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '*') {
                expression.append("[^/]*");
            } else if (c == '?') {
                expression.append("[^/]");
            } else if (c == '\\' && i + 1 < part.length()) {
                i++;
                expression.append(Pattern.quote(part.substring(i, i + 1)));
            } else {
                expression.append(Pattern.quote(part.substring(i, i + 1)));
            }
        }
    }
}
