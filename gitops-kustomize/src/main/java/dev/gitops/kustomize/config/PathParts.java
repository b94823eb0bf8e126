package dev.gitops.kustomize.config;

import java.util.ArrayList;
import java.util.List;

/** Splits the paths of fields. */
public final class PathParts {

    private PathParts() {}

    /**
     * The names of a path. A backslash before the separator makes it part of a name; a leading separator is passed over.
     *
     * @param path the path
     * @param separator {@code /} or {@code .}
     * @return its names
     */
    public static List<String> split(String path, char separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        if (path.length() > 1 && path.charAt(0) == separator) {
            from = 1;
        }
        StringBuilder part = new StringBuilder();
        for (int i = from; i <= path.length(); i++) {
            if (i < path.length() && path.charAt(i) != separator) {
                part.append(path.charAt(i));
            } else if (i < path.length() && part.length() > 0 && part.charAt(part.length() - 1) == '\\') {
                part.setCharAt(part.length() - 1, separator);
            } else {
                parts.add(part.toString());
                part.setLength(0);
            }
        }
        return parts;
    }

    /**
     * The names of a path with dots, where what stands in brackets is one name: {@code [name=a.b]} keeps its brackets, {@code [a.b/c]}
     * loses them.
     *
     * @param path the path
     * @return its names
     */
    public static List<String> bracketed(String path) {
        List<String> parts = split(path, '.');
        List<String> result = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (!part.startsWith("[") || part.endsWith("]")) {
                result.add(part);
                continue;
            }
            StringBuilder joined = new StringBuilder(part);
            while (i < parts.size() - 1) {
                i++;
                joined.append('.').append(parts.get(i));
                if (parts.get(i).endsWith("]")) {
                    break;
                }
            }
            result.add(joined.indexOf("=") >= 0 ? joined.toString() : trim(joined.toString()));
        }
        return result;
    }

    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && "[]".indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && "[]".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }
}
