package dev.gitops.change;

import dev.gitops.api.Change;
import dev.gitops.repository.Snapshot;

/** A change of an environment's files. */
public sealed interface EnvironmentChange
        permits InventoryChange, PromotionChange, ReleaseChange, RollbackChange, SettingChange {

    /** {@return what was asked for} */
    Change change();

    /**
     * What the change means at a tip of the environment's branch.
     *
     * @param tip the branch
     * @return the commit to make, or why not
     */
    Evaluation at(Snapshot tip);
}
