package dev.gitops.change;

import dev.gitops.api.Change;
import dev.gitops.repository.Snapshot;
import java.util.function.Function;

/**
 * A change of the inventory with files of its applications: a removal, or a preview.
 *
 * @param change what was asked for
 * @param meaning what it means at a tip of the inventory's branch, which has the lines and files of many places
 */
public record InventoryChange(Change change, Function<Snapshot, Evaluation> meaning) implements EnvironmentChange {

    @Override
    public Evaluation at(Snapshot tip) {
        return meaning.apply(tip);
    }
}
