package dev.gitops.kustomize.edit;

/** Patterns as kustomize takes them: {@code *} and {@code ?} stop at a slash, {@code [a-z]} and {@code [^a-z]} are classes, a backslash takes the next character as it is. */
final class Wildcard {

    private final String pattern;

    Wildcard(String pattern) {
        this.pattern = pattern;
    }

    static boolean isPattern(String text) {
        return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '\\');
    }

    boolean matches(String name) {
        return matches(0, name, 0);
    }

    private boolean matches(int from, String name, int at) {
        int p = from;
        int n = at;
        while (p < pattern.length()) {
            char c = pattern.charAt(p);
            if (c == '*') {
                while (p < pattern.length() && pattern.charAt(p) == '*') {
                    p++;
                }
                for (int end = n; end <= name.length(); end++) {
                    if (matches(p, name, end)) {
                        return true;
                    }
                    if (end < name.length() && name.charAt(end) == '/') {
                        break;
                    }
                }
                return false;
            }
            if (n >= name.length()) {
                return false;
            }
            if (c == '[') {
                int end = classEnd(p);
                if (name.charAt(n) == '/' || !inClass(p + 1, end, name.charAt(n))) {
                    return false;
                }
                p = end;
            } else if (c == '?') {
                if (name.charAt(n) == '/') {
                    return false;
                }
            } else {
                p += c == '\\' ? 1 : 0;
                if (p >= pattern.length()) {
                    throw broken();
                }
                if (pattern.charAt(p) != name.charAt(n)) {
                    return false;
                }
            }
            p++;
            n++;
        }
        return n == name.length();
    }

    private int classEnd(int open) {
        int at = open + 1;
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            at++;
        }
        int first = at;
        while (at < pattern.length() && (pattern.charAt(at) != ']' || at == first)) {
            at += pattern.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= pattern.length()) {
            throw broken();
        }
        return at;
    }

    private boolean inClass(int from, int end, char c) {
        int at = from;
        boolean negated = pattern.charAt(at) == '^';
        at += negated ? 1 : 0;
        boolean found = false;
        while (at < end) {
            at += pattern.charAt(at) == '\\' ? 1 : 0;
            char low = pattern.charAt(at++);
            char high = low;
            if (at + 1 < end && pattern.charAt(at) == '-') {
                at += pattern.charAt(at + 1) == '\\' ? 2 : 1;
                high = pattern.charAt(at++);
            }
            found |= low <= c && c <= high;
        }
        return found != negated;
    }

    private KustomizeEditException broken() {
        return new KustomizeEditException("syntax error in pattern " + pattern);
    }
}
