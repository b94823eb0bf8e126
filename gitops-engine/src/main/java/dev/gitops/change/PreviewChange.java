package dev.gitops.change;

import dev.gitops.api.Change;
import dev.gitops.repository.Snapshot;
import java.util.function.Function;

/**
 * A build of a change request gets its preview: its environment is made with its first release, or gets another.
 *
 * @param change the release
 * @param meaning what it means at a tip of the inventory's branch
 */
public record PreviewChange(Change.Releasing change, Function<Snapshot, Evaluation> meaning)
        implements EnvironmentChange {

    @Override
    public Evaluation at(Snapshot tip) {
        return meaning.apply(tip);
    }
}
