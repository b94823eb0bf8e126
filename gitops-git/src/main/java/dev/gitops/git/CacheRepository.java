package dev.gitops.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The cache as JGit sees it. A push prepared by JGit marks every tree of the old tip as known to the remote, one by one; while {@link #narrow} holds, trees that a push does not touch look
 * empty, so that its cost follows the change.
 */
final class CacheRepository extends FileRepository {

    private final ThreadLocal<@Nullable Set<ObjectId>> visibleTrees = new ThreadLocal<>();
    private final String key;

    CacheRepository(Path gitDirectory, Path objects) throws IOException {
        super(new FileRepositoryBuilder()
                .setGitDir(gitDirectory.toFile())
                .setObjectDirectory(objects.toFile())
                .setBare()
                .setup());
        key = key(gitDirectory);
    }

    /** Whether the folder is still the one that was opened, and not one that another process made in its place. */
    boolean isWhereItWas() throws IOException {
        return key.equals(key(getDirectory().toPath()));
    }

    private static String key(Path folder) throws IOException {
        return Files.exists(folder)
                ? String.valueOf(
                        Files.readAttributes(folder, BasicFileAttributes.class).fileKey())
                : "";
    }

    /** Shows only these trees to readers that this thread opens meanwhile. */
    void narrow(Set<ObjectId> trees, Work work) throws IOException {
        visibleTrees.set(trees);
        try {
            work.run();
        } finally {
            visibleTrees.remove();
        }
    }

    /** Something to do with the repository. */
    interface Work {
        void run() throws IOException;
    }

    @Override
    public ObjectReader newObjectReader() {
        Set<ObjectId> visible = visibleTrees.get();
        ObjectReader reader = super.newObjectReader();
        return visible == null ? reader : new NarrowReader(reader, visible);
    }

    /** Shows other trees as empty. */
    private static final class NarrowReader extends ObjectReader.Filter {

        private static final ObjectLoader EMPTY = new ObjectLoader.SmallObject(Constants.OBJ_TREE, new byte[0]);

        private final ObjectReader delegate;
        private final Set<ObjectId> visible;

        NarrowReader(ObjectReader delegate, Set<ObjectId> visible) {
            this.delegate = delegate;
            this.visible = visible;
        }

        @Override
        protected ObjectReader delegate() {
            return delegate;
        }

        @Override
        public ObjectReader newReader() {
            return new NarrowReader(delegate.newReader(), visible);
        }

        @Override
        public ObjectLoader open(AnyObjectId id, int type) throws IOException {
            return type == Constants.OBJ_TREE && !visible.contains(id) ? EMPTY : delegate.open(id, type);
        }
    }
}
