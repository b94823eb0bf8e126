package dev.gitops.git;

import dev.gitops.git.Folder.Item;
import dev.gitops.git.Pasts.Line;
import dev.gitops.repository.Snapshot.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;

/** The states of a line that changed some paths. The line's past tells which they are, so that states which changed none of them are not looked at. */
final class LineSteps {

    private final Store store;
    private final Line line;
    private final Collection<String> paths;

    LineSteps(Store store, Line line, Collection<String> paths) {
        this.store = store;
        this.line = line;
        this.paths = paths;
    }

    /**
     * The states up to a commit, newest first.
     *
     * @param newest its number
     * @param known the number of the state to end before; negative for all there are
     */
    List<Step> between(int newest, int known) throws Exception {
        List<Step> steps = new ArrayList<>();
        try (ObjectReader objects = store.repository().newObjectReader();
                RevWalk walk = new RevWalk(objects)) {
            for (int at = line.newest(paths, newest); at > Math.max(0, known); at = line.newest(paths, at - 1)) {
                add(steps, walk, at);
            }
            if (known < 0) {
                add(steps, walk, 0);
            }
        }
        return steps;
    }

    private void add(List<Step> steps, RevWalk walk, int at) throws Exception {
        Set<String> changed = new TreeSet<>();
        for (String path : paths) {
            changed(walk.getObjectReader(), path, item(at - 1, path), item(at, path), changed);
        }
        if (!changed.isEmpty()) {
            steps.add(new Step(Messages.read(walk.parseCommit(line.past().commit(at))), changed));
        }
    }

    private @Nullable Item item(int at, String path) {
        return at < 0 ? null : store.pasts().item(line, at, path).orElse(null);
    }

    /** The files that differ between what a path was and what it became. */
    private static void changed(
            ObjectReader objects, String path, @Nullable Item before, @Nullable Item after, Set<String> changed)
            throws IOException {
        if (Objects.equals(before, after)) {
            return;
        }
        if (isFile(before) || isFile(after)) {
            changed.add(path);
        }
        try (TreeWalk walk = new TreeWalk(objects)) {
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            walk.addTree(folder(objects, path, before));
            walk.addTree(folder(objects, path, after));
            while (walk.next()) {
                changed.add(walk.getPathString());
            }
        }
    }

    private static AbstractTreeIterator folder(ObjectReader objects, String path, @Nullable Item item)
            throws IOException {
        return item == null || isFile(item)
                ? new EmptyTreeIterator()
                : new CanonicalTreeParser(path.getBytes(StandardCharsets.UTF_8), objects, item.id());
    }

    private static boolean isFile(@Nullable Item item) {
        return item != null && item.mode() != FileMode.TREE;
    }
}
