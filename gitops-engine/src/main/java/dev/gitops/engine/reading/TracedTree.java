package dev.gitops.engine.reading;

import dev.gitops.spi.SourceTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Notes what is asked of a tree: whatever is a function of the tree is a function of these answers. */
final class TracedTree implements SourceTree {

    private final SourceTree tree;
    private final Map<String, Asked> asked = new HashMap<>();
    private boolean complete = true;

    TracedTree(SourceTree tree) {
        this.tree = tree;
    }

    /** How much was asked of a path. */
    enum Asked {
        /** What is there. */
        TYPE,
        /** All of it. */
        CONTENT
    }

    /** Which commit this is says nothing of its files, and is another one each time. */
    @Override
    public String commit() {
        complete = false;
        return tree.commit();
    }

    @Override
    public Optional<Type> type(String path) {
        asked.putIfAbsent(path, Asked.TYPE);
        return tree.type(path);
    }

    @Override
    public Optional<byte[]> read(String path) {
        asked.put(path, Asked.CONTENT);
        return tree.read(path);
    }

    @Override
    public List<Entry> list(String path) {
        asked.put(path, Asked.CONTENT);
        return tree.list(path);
    }

    @Override
    public Optional<String> id(String path) {
        asked.put(path, Asked.CONTENT);
        return tree.id(path);
    }

    /** What was asked; empty where that does not tell whether the answers would be the same elsewhere. */
    Optional<Trace> trace() {
        return complete ? Trace.of(tree, asked) : Optional.empty();
    }
}
