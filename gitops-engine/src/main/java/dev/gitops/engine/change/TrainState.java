package dev.gitops.engine.change;

import dev.gitops.engine.workspace.Holds;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.repository.Snapshot;
import java.util.Optional;
import java.util.function.Supplier;

/** The branch of holds and stops, fetched once each time a train is asked what it means, however many applications it has. */
final class TrainState implements Supplier<Optional<Snapshot>> {

    private final Workspace workspace;
    private Optional<Snapshot> newest = Optional.empty();

    TrainState(Workspace workspace) {
        this.workspace = workspace;
    }

    synchronized void refresh() {
        newest = workspace.repository().find(Holds.BRANCH);
    }

    @Override
    public synchronized Optional<Snapshot> get() {
        return newest;
    }
}
