package dev.gitops.git;

import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.jspecify.annotations.Nullable;

/** The folders that were read, shared by all snapshots of a repository: a tree's id says all that is in it, so what was read once stays true. The least recently used go first. */
final class Folders {

    private static final long MOST_BYTES = 24L << 20;

    private final Map<ObjectId, Folder> read = new LinkedHashMap<>(256, 0.75f, true);
    private long bytes;

    /** A folder that is at hand; null where it has to be read. */
    @Nullable
    Folder known(ObjectId tree) {
        synchronized (read) {
            return read.get(tree);
        }
    }

    Folder get(ObjectId tree, Store store) throws Exception {
        Folder fresh;
        try (ObjectReader reader = store.repository().newObjectReader()) {
            fresh = new Folder(reader.open(tree, Constants.OBJ_TREE).getBytes(Integer.MAX_VALUE));
        }
        keep(tree, fresh);
        return fresh;
    }

    private void keep(ObjectId tree, Folder fresh) {
        synchronized (read) {
            @Nullable Folder before = read.put(tree, fresh);
            bytes += fresh.weight() - (before == null ? 0 : before.weight());
            var oldest = read.entrySet().iterator();
            while (bytes > MOST_BYTES && read.size() > 1) {
                bytes -= oldest.next().getValue().weight();
                oldest.remove();
            }
        }
    }
}
