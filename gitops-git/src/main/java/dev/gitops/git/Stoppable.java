package dev.gitops.git;

import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Lets a transfer end between two of its steps where the thread was told to stop. */
final class Stoppable extends EmptyProgressMonitor {

    static final Stoppable INSTANCE = new Stoppable();

    @Override
    public boolean isCancelled() {
        return Thread.currentThread().isInterrupted();
    }
}
