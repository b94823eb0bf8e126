package dev.gitops.git;

import dev.gitops.api.CancelledException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.Callable;
import org.eclipse.jgit.errors.MissingObjectException;

/** Tells what JGit throws in our words. */
final class Failures {

    private Failures() {}

    /**
     * @param where the repository, for the message of who is interrupted
     */
    static <T> T translated(Object where, Callable<T> work) {
        try {
            return Isolation.call(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (MissingObjectException e) {
            throw new GitException.MissingCommit(
                    "the remote does not give the object " + e.getObjectId().name()
                            + "; it is there no more, or the remote is broken: run git fsck on it",
                    e);
        } catch (InterruptedException | InterruptedIOException | ClosedByInterruptException e) {
            throw CancelledException.of("waiting for the Git repository " + where, e);
        } catch (IOException e) {
            throw new GitException.UnusableCache(
                    "the cache cannot be read or written: " + e
                            + "; check that its folder is writable and the disk has room, or name another with GITOPS_CACHE",
                    e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
