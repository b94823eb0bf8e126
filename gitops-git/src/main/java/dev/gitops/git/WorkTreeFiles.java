package dev.gitops.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;

/** Files of a work tree, stored as Git would store them. Pipes, sockets and devices, which Git does not know, are passed over: to read one may never end. */
final class WorkTreeFiles {

    private final Repository repository;
    private final ObjectInserter inserter;

    WorkTreeFiles(Repository repository, ObjectInserter inserter) {
        this.repository = repository;
        this.inserter = inserter;
    }

    /** Those of some paths that are there; ignored ones too. */
    SortedMap<String, DirCacheEntry> at(Collection<String> paths) throws IOException {
        SortedMap<String, DirCacheEntry> present = new TreeMap<>();
        try (TreeWalk walk = walk()) {
            walk.setRecursive(true);
            walk.setFilter(PathFilterGroup.createFromStrings(paths));
            while (walk.next()) {
                store(walk, present);
            }
        }
        return present;
    }

    /** All that nothing ignores. */
    SortedMap<String, DirCacheEntry> all() throws IOException {
        SortedMap<String, DirCacheEntry> present = new TreeMap<>();
        try (TreeWalk walk = walk()) {
            while (walk.next()) {
                if (walk.getTree(0, FileTreeIterator.class).isEntryIgnored()) {
                    continue;
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                } else {
                    store(walk, present);
                }
            }
        }
        return present;
    }

    private TreeWalk walk() throws IOException {
        TreeWalk walk = new TreeWalk(repository);
        walk.addTree(new FileTreeIterator(repository));
        return walk;
    }

    private void store(TreeWalk walk, SortedMap<String, DirCacheEntry> present) throws IOException {
        FileTreeIterator file = walk.getTree(0, FileTreeIterator.class);
        boolean known = file.getEntryFileMode() != FileMode.GITLINK
                && !Files.readAttributes(
                                file.getEntryFile().toPath(), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .isOther();
        if (known) {
            try (InputStream content = file.openEntryStream()) {
                DirCacheEntry entry = new DirCacheEntry(walk.getPathString());
                entry.setFileMode(file.getEntryFileMode());
                entry.setObjectId(inserter.insert(Constants.OBJ_BLOB, file.getEntryContentLength(), content));
                present.put(walk.getPathString(), entry);
            }
        }
    }
}
