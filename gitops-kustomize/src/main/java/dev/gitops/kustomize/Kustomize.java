package dev.gitops.kustomize;

import dev.gitops.kustomize.errors.KustomizeException;
import dev.gitops.kustomize.files.DiskFileTree;
import dev.gitops.kustomize.files.FileTree;
import dev.gitops.kustomize.loading.ParseCache;
import dev.gitops.kustomize.loading.Reads;
import dev.gitops.kustomize.resource.Resource;
import dev.gitops.kustomize.target.Build;
import dev.gitops.yaml.tree.WrongKindException;
import dev.gitops.yaml.tree.YamlException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code kustomize build} in Java: the same objects, the same bytes, no other program and no network. An instance may be used by many
 * threads at once, and remembers what files hold, so that a base is parsed once for all its overlays and builds.
 */
public final class Kustomize {

    private static final long CACHED_BYTES = 32L << 20;
    private static final Kustomize SHARED = new Kustomize(BuildOptions.DEFAULTS, new ParseCache(CACHED_BYTES));

    private final BuildOptions options;
    private final ParseCache cache;

    private Kustomize(BuildOptions options, ParseCache cache) {
        this.options = options;
        this.cache = cache;
    }

    /**
     * Builds a directory with kustomize's own defaults.
     *
     * @param root the directory of the kustomization
     * @return the objects
     * @throws KustomizeException where the build fails
     */
    public static BuildResult build(Path root) {
        return SHARED.build(DiskFileTree.get(), DiskFileTree.path(root));
    }

    /**
     * A builder with a memory of its own.
     *
     * @param options how to build
     * @return the builder
     */
    public static Kustomize with(BuildOptions options) {
        return new Kustomize(options, new ParseCache(CACHED_BYTES));
    }

    /**
     * A builder whose memory is limited, for builds of very many directories of which few share files. What is remembered takes some fifteen times the room of its text.
     *
     * @param options how to build
     * @param bytes how many bytes of files it may remember; a longer file is parsed each time
     * @return the builder
     */
    public static Kustomize with(BuildOptions options, long bytes) {
        return new Kustomize(options, new ParseCache(bytes));
    }

    /**
     * A builder that remembers nothing, for a single build.
     *
     * @param options how to build
     * @return the builder
     */
    public static Kustomize once(BuildOptions options) {
        return new Kustomize(options, new ParseCache(0));
    }

    /**
     * Builds a directory of a tree of files.
     *
     * @param tree the files
     * @param root the directory of the kustomization, as a path of the tree
     * @return the objects
     * @throws KustomizeException where the build fails
     */
    public BuildResult build(FileTree tree, String root) {
        Reads reads = new Reads(tree, cache);
        List<String> warnings = new ArrayList<>();
        try {
            List<Resource> resources = Build.run(
                    reads,
                    root,
                    options.restricted(),
                    options.managedByLabel(),
                    options.legacyOrder(),
                    options.helm().charts(),
                    options.claims(),
                    warnings::add);
            return new BuildResult(resources, List.copyOf(reads.paths()), warnings);
        } catch (YamlException | WrongKindException e) {
            throw Build.failure(e);
        }
    }
}
