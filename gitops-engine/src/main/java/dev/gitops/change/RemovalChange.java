package dev.gitops.change;

import dev.gitops.api.Change;
import dev.gitops.repository.Snapshot;
import java.util.function.Function;

/**
 * An application is taken out of some of its environments.
 *
 * @param change what was asked for
 * @param meaning what it means at a tip of the inventory's branch, which has the lines and files of many places
 */
public record RemovalChange(Change.Removal change, Function<Snapshot, Evaluation> meaning)
        implements EnvironmentChange {

    @Override
    public Evaluation at(Snapshot tip) {
        return meaning.apply(tip);
    }
}
