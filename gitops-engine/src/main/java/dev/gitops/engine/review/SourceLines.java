package dev.gitops.engine.review;

import dev.gitops.spi.Closure;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.SourceTree;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.Node;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds where a field of a rendered object is written, as far as files of the repository name the object: a manifest or a patch of its kind, whose name is the object's or a part of it. */
final class SourceLines {

    private static final int MOST_FILES = 300;
    private static final int LARGEST = 512 << 10;
    private static final Pattern MANIFEST = Pattern.compile(".*\\.(?:ya?ml|json)");
    private static final Pattern STEP = Pattern.compile("[.\\[\\]]+");

    private final SourceTree tree;
    private final List<String> files = new ArrayList<>();

    SourceLines(SourceTree tree, Closure closure) {
        this.tree = tree;
        closure.own().forEach(this::collect);
        closure.shared().forEach(this::collect);
    }

    /**
     * A place in a file.
     *
     * @param file the file
     * @param line the line, from 1
     */
    record At(String file, int line) {}

    private void collect(String path) {
        if (files.size() >= MOST_FILES) {
            return;
        }
        Optional<SourceTree.Type> type = tree.type(path);
        if (type.filter(SourceTree.Type.DIRECTORY::equals).isPresent()) {
            tree.list(path).forEach(entry -> collect((path.isEmpty() ? "" : path + "/") + entry.name()));
        } else if (type.filter(SourceTree.Type.FILE::equals).isPresent()
                && MANIFEST.matcher(path).matches()) {
            files.add(path);
        }
    }

    /** Where the field is written, else where the object is. */
    Optional<At> of(ManifestObject object, String path) {
        List<String> steps =
                STEP.splitAsStream(path).filter(step -> !step.isEmpty()).toList();
        @Nullable At nearest = null;
        int deepest = -1;
        for (String file : files) {
            for (Node document : documents(file)) {
                if (!names(document, object)) {
                    continue;
                }
                Depth depth = descend(document, steps);
                if (depth.steps() > deepest && depth.line() > 0) {
                    deepest = depth.steps();
                    nearest = new At(file, depth.line());
                }
            }
        }
        return Optional.ofNullable(nearest);
    }

    private List<Node> documents(String file) {
        try {
            byte[] bytes = tree.read(file).orElse(new byte[0]);
            return bytes.length > LARGEST ? List.of() : Documents.read(new String(bytes, StandardCharsets.UTF_8));
        } catch (RuntimeException noYaml) {
            return List.of();
        }
    }

    private static boolean names(Node document, ManifestObject object) {
        if (!document.isMapping() || !document.text("kind").equals(object.kind())) {
            return false;
        }
        Node metadata = document.get("metadata");
        String name = metadata == null || !metadata.isMapping() ? "" : metadata.text("name");
        return !name.isEmpty() && (object.name().equals(name) || object.name().contains(name));
    }

    private record Depth(int steps, int line) {}

    private static Depth descend(Node document, List<String> steps) {
        Node here = document;
        int taken = 0;
        for (String step : steps) {
            Node below = below(here, step);
            if (below == null) {
                break;
            }
            here = below;
            taken++;
        }
        return new Depth(taken, here.line());
    }

    private static @Nullable Node below(Node node, String step) {
        if (node.isMapping()) {
            return node.get(step);
        }
        if (!node.isSequence() || !step.chars().allMatch(c -> c >= '0' && c <= '9') || step.length() > 6) {
            return null;
        }
        int index = Integer.parseInt(step);
        return index < node.children().size() ? node.children().get(index) : null;
    }
}
