package dev.gitops.spi;

import dev.gitops.api.Extension;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;

/** Makes a notifier; found with {@link java.util.ServiceLoader}. Every notifier that is found is told of every record, and decides itself what it passes on. */
public interface NotifierProvider extends Extension {

    /**
     * Opens a notifier; nothing is connected until there is something to tell.
     *
     * @param inventory who is told of what
     * @param settings secrets, and where a failure to tell is told
     * @return the notifier, which may be used by several threads
     */
    Notifier open(Inventory inventory, Settings settings);
}
