package dev.gitops.kustomize.feature;

import dev.gitops.kustomize.BuildOptions;
import dev.gitops.kustomize.BuildResult;
import dev.gitops.kustomize.Kustomize;
import dev.gitops.kustomize.files.MemoryFileTree;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trees of files written as one text: a line {@code === path} begins a file. */
public final class Trees {

    private Trees() {}

    /** The files of a text. */
    public static Map<String, String> files(String text) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String part : text.split("(?m)^=== ")) {
            int end = part.indexOf('\n');
            if (end > 0) {
                files.put(part.substring(0, end).strip(), part.substring(end + 1));
            }
        }
        return files;
    }

    /** Builds the root of a tree, or the folder {@code top} where there is one. */
    public static BuildResult result(String text) {
        Map<String, String> files = files(text);
        boolean top = files.containsKey("top/kustomization.yaml");
        return Kustomize.once(BuildOptions.DEFAULTS).build(MemoryFileTree.of(files), top ? "/top" : "/");
    }

    static String build(String text) {
        return result(text).text();
    }
}
