package dev.gitops.kustomize.port;

import dev.gitops.api.Problem;
import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.SourceTree.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What kustomize says in five nested lines where a file or folder is not there, said of the file that names it. */
final class MissingResource {

    private static final Pattern STEP = Pattern.compile(
            "recursed accumulation of path '/([^']+)'|accumulating (resources|components) from '([^']+)': evalsymlink failure on '/([^']+)'");

    private static final List<String> NAMES = List.of("kustomization.yaml", "kustomization.yml", "Kustomization");
    private static final int MOST = 12;

    private MissingResource() {}

    /** The problem that an error of an overlay tells of; empty where it tells of something else. */
    static Optional<Problem> in(KustomizeException error, SourceTree tree, String overlay) {
        Matcher step = STEP.matcher(String.valueOf(error.getMessage()));
        String folder = overlay;
        while (step.find()) {
            String path = step.group(4);
            if (path == null) {
                folder = step.group(1);
            } else if (tree.type(path).isEmpty()) {
                return Optional.of(problem(tree, folder, step.group(2), step.group(3), path));
            }
        }
        return Optional.empty();
    }

    private static Problem problem(SourceTree tree, String folder, String key, String named, String path) {
        String file = NAMES.stream()
                .map(name -> folder + "/" + name)
                .filter(name -> tree.type(name).isPresent())
                .findFirst()
                .orElse(folder);
        int line = tree.read(file)
                .map(content -> line(new String(content, StandardCharsets.UTF_8), named))
                .orElse(0);
        return new Problem(file, line, 0, key, named, "there is no " + path, hint(tree, path));
    }

    private static int line(String text, String named) {
        int at = text.indexOf(named);
        return at < 0
                ? 0
                : (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
    }

    private static @Nullable String hint(SourceTree tree, String path) {
        String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        List<Entry> there = tree.list(folder);
        if (there.isEmpty() || there.size() > MOST) {
            return null;
        }
        return (folder.isEmpty() ? "the root" : folder) + " has "
                + there.stream()
                        .map(Entry::name)
                        .filter(name -> !NAMES.contains(name))
                        .collect(Collectors.joining(", "));
    }
}
