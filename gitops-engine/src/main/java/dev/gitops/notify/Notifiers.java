package dev.gitops.notify;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.Inventory;
import dev.gitops.api.Settings;
import dev.gitops.extension.Extensions;
import dev.gitops.spi.Notifier;
import dev.gitops.spi.NotifierProvider;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** All notifiers of the class path as one. A notifier that fails is told of and stops neither the operation nor the other notifiers. */
public final class Notifiers implements Notifier {

    private final List<Notifier> notifiers;
    private final Settings settings;

    private Notifiers(List<Notifier> notifiers, Settings settings) {
        this.notifiers = notifiers;
        this.settings = settings;
    }

    /**
     * The notifiers that are registered.
     *
     * @param inventory who is told of what
     * @param settings secrets, and where a failure to tell is told
     * @return one that tells them all
     */
    public static Notifiers of(Inventory inventory, Settings settings) {
        List<Notifier> found = Extensions.of(NotifierProvider.class, Optional.of(settings)).stream()
                .map(provider -> provider.open(inventory, settings))
                .toList();
        return new Notifiers(found, settings);
    }

    /**
     * Tells Slack, if its address is known, of a job that failed before an inventory could be read that would say whom to tell.
     *
     * @param settings the webhook's address
     * @param job the job, as Jenkins names it
     * @param reason why, in one line
     * @param buildUrl its build
     */
    public static void tellSlack(Settings settings, String job, String reason, Optional<String> buildUrl) {
        Notifications.tellSlack(settings, job, reason, buildUrl);
    }

    @Override
    public void tell(DeploymentRecord record) {
        each(notifier -> notifier.tell(record));
    }

    @Override
    public void tell(String job, String reason, Optional<String> buildUrl) {
        each(notifier -> notifier.tell(job, reason, buildUrl));
    }

    private void each(Consumer<Notifier> told) {
        for (Notifier notifier : notifiers) {
            try {
                told.accept(notifier);
            } catch (RuntimeException failed) {
                settings.progress()
                        .tell("could not notify through "
                                + notifier.getClass().getName() + ": "
                                + failed.getClass().getSimpleName());
            }
        }
    }
}
