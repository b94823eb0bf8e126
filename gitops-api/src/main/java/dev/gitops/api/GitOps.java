package dev.gitops.api;

/** The door to everything an inventory describes. Safe for use by several threads; closing it closes every connection it opened. */
public interface GitOps extends AutoCloseable {

    /**
     * Opens an inventory. Nothing is connected until something is asked for.
     *
     * @param inventory the inventory
     * @param settings who acts, where the cache is, which credentials are used
     * @return the door
     */
    static GitOps open(Inventory inventory, Settings settings) {
        return Engine.get().open(inventory, settings);
    }

    /** {@return the inventory} */
    Inventory inventory();

    @Override
    void close();
}
