package dev.gitops.notify;

import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.spi.Notifier;
import dev.gitops.spi.NotifierProvider;

/** Slack and the inventory's webhook. */
public final class NotificationsProvider implements NotifierProvider {

    /** For {@link java.util.ServiceLoader}. */
    public NotificationsProvider() {}

    @Override
    public Notifier open(Inventory inventory, Settings settings) {
        return new Notifications(inventory, settings);
    }
}
