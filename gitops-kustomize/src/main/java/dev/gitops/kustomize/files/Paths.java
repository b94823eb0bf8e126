package dev.gitops.kustomize.files;

import java.util.ArrayList;
import java.util.List;

/** Paths as texts: joined, cleaned, compared. */
public final class Paths {

    private Paths() {}

    /**
     * A path seen from a directory, cleaned of {@code .}, {@code ..} and doubled slashes.
     *
     * @param directory an absolute directory
     * @param path a relative path
     * @return an absolute path
     */
    public static String join(String directory, String path) {
        return clean(directory + "/" + path);
    }

    /**
     * A cleaned path.
     *
     * @param path any path
     * @return the shortest equal one
     */
    public static String clean(String path) {
        return isClean(path) ? path : cleaned(path);
    }

    /** Whether an absolute path has nothing to be cleaned of; most have not. */
    private static boolean isClean(String path) {
        int n = path.length();
        if (n < 2 || path.charAt(0) != '/' || path.charAt(n - 1) == '/') {
            return false;
        }
        for (int slash = 0; slash >= 0; slash = path.indexOf('/', slash + 1)) {
            char next = path.charAt(slash + 1);
            if (next == '/' || next == '.') {
                return false;
            }
        }
        return true;
    }

    private static String cleaned(String path) {
        boolean absolute = path.startsWith("/");
        List<String> parts = new ArrayList<>();
        int from = 0;
        int n = path.length();
        while (from <= n) {
            int to = path.indexOf('/', from);
            to = to < 0 ? n : to;
            String part = path.substring(from, to);
            from = to + 1;
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            int last = parts.size() - 1;
            if (part.equals("..") && last >= 0 && !parts.get(last).equals("..")) {
                parts.remove(last);
            } else if (!part.equals("..") || !absolute) {
                parts.add(part);
            }
        }
        String joined = String.join("/", parts);
        return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }

    /**
     * Whether a path is a directory or stands below it.
     *
     * @param path a real path
     * @param directory a real directory
     * @return true where it does
     */
    public static boolean within(String path, String directory) {
        return directory.equals("/")
                || path.equals(directory)
                || path.startsWith(directory) && path.charAt(directory.length()) == '/';
    }

    /**
     * The directory of a path.
     *
     * @param path an absolute path
     * @return its directory
     */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /**
     * The last part of a path.
     *
     * @param path a path
     * @return its name
     */
    public static String name(String path) {
        String bare = path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
        return bare.substring(bare.lastIndexOf('/') + 1);
    }
}
