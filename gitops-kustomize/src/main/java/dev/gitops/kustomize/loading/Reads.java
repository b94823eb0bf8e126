package dev.gitops.kustomize.loading;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.files.FileTree;
import dev.gitops.kustomize.files.Paths;
import dev.gitops.kustomize.files.UnreadableFileException;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.YamlException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What one build reads: through a tree, remembering the paths, with what earlier builds parsed at hand. */
public final class Reads {

    private final FileTree tree;
    private final ParseCache cache;
    private final Set<String> paths = new TreeSet<>();

    /**
     * The reads of a build.
     *
     * @param tree where from
     * @param cache what is parsed already
     */
    public Reads(FileTree tree, ParseCache cache) {
        this.tree = tree;
        this.cache = cache;
    }

    FileTree tree() {
        return tree;
    }

    /** {@return the paths of all files that were read or looked for, sorted} */
    public Set<String> paths() {
        return paths;
    }

    void note(String path) {
        paths.add(path);
    }

    byte[] read(String path) {
        paths.add(path);
        try {
            return tree.read(path);
        } catch (UnreadableFileException e) {
            throw new KustomizeException("open " + path + ": " + e.getMessage(), e);
        }
    }

    List<Node> documents(String path, String said) {
        byte[] bytes = read(path);
        List<Node> parsed = cache.get(bytes, () -> {
            try {
                return Documents.read(Loader.decode(bytes, said));
            } catch (YamlException e) {
                throw new KustomizeException(e.getMessage() + " in File: " + said, e);
            }
        });
        List<Node> copies = new ArrayList<>(parsed.size());
        for (Node root : parsed) {
            copies.add(root.copy());
        }
        return copies;
    }

    /**
     * A path as the user knows it.
     *
     * @param base the directory it is seen from
     * @param path a real path
     * @return the path relative to the base, where it is below it
     */
    static String relative(String base, String path) {
        return Paths.within(path, base) && path.length() > base.length() ? path.substring(base.length() + 1) : path;
    }
}
