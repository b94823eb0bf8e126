package dev.gitops.engine.workspace;

import dev.gitops.repository.Snapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The inventories among the files of a commit, in whatever folder. */
public final class InventoryFiles {

    private static final Pattern USUAL_NAME =
            Pattern.compile(".*(?:apps|inventory|gitops).*\\.ya?ml", Pattern.CASE_INSENSITIVE);
    private static final Pattern KIND = Pattern.compile("(?m)^[\"']?kind[\"']?\\s*:\\s*[\"']?Inventory\\b");

    private InventoryFiles() {}

    /**
     * Finds them by their names, then by what they say they are.
     *
     * @param tree the files
     * @param atHand the file of the inventory at hand, whose name counts besides the usual ones
     * @return the contents by path
     */
    public static Map<String, byte[]> in(Snapshot tree, Path atHand) {
        String own = String.valueOf(atHand.getFileName());
        Map<String, byte[]> found = new LinkedHashMap<>();
        Pattern names = USUAL_NAME.matcher(own).matches()
                ? USUAL_NAME
                : Pattern.compile(
                        "(?:" + USUAL_NAME.pattern() + ")|(?-i:" + Pattern.quote(own) + ")", USUAL_NAME.flags());
        for (String path : tree.filesNamed(names)) {
            tree.read(path)
                    .filter(content -> KIND.matcher(new String(content, StandardCharsets.UTF_8))
                            .find())
                    .ifPresent(content -> found.put(path, content));
        }
        return found;
    }
}
