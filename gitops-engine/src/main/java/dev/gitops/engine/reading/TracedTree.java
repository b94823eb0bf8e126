package dev.gitops.engine.reading;

import dev.gitops.spi.SourceTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes what is asked of a tree: whatever is a function of the tree is a function of these answers. What is at a path is asked of the tree once. For one thread. */
final class TracedTree implements SourceTree {

    private final SourceTree tree;
    private final Map<String, Asked> asked = new HashMap<>();
    private boolean complete = true;

    TracedTree(SourceTree tree) {
        this.tree = tree;
    }

    /**
     * How much was asked of a path.
     *
     * @param type what is there
     * @param content whether all of it was asked for
     */
    record Asked(Optional<Type> type, boolean content) {}

    /** Which commit this is says nothing of its files, and is another one each time. */
    @Override
    public String commit() {
        complete = false;
        return tree.commit();
    }

    @Override
    public Optional<Type> type(String path) {
        Asked known = asked.get(path);
        if (known == null) {
            known = new Asked(tree.type(path), false);
            asked.put(path, known);
        }
        return known.type();
    }

    @Override
    public Optional<byte[]> read(String path) {
        return content(path) ? tree.read(path) : Optional.empty();
    }

    @Override
    public List<Entry> list(String path) {
        return content(path) ? tree.list(path) : List.of();
    }

    @Override
    public Optional<String> id(String path) {
        return content(path) ? tree.id(path) : Optional.empty();
    }

    /** Notes that all of a path was asked for, and tells whether anything is there. */
    private boolean content(String path) {
        Optional<Type> type = type(path);
        asked.put(path, new Asked(type, true));
        return type.isPresent();
    }

    /** What was asked; empty where that does not tell whether the answers would be the same elsewhere. */
    Optional<Trace> trace() {
        return complete ? Trace.of(tree, asked) : Optional.empty();
    }
}
