package dev.gitops.engine.workspace;

import dev.gitops.api.ChangeEvent;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentEvent;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.Event;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.Listener;
import dev.gitops.api.Operation;
import dev.gitops.api.Progress;
import dev.gitops.api.Settings;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Tells what happens to all who listen: the settings' progress, their listeners, and the log. It stands in the settings in place of the progress, so that everything which tells a progress tells
 * them. What a listener throws goes no further.
 */
public final class Announcer implements Progress {

    private final Clock clock;
    private final Progress progress;
    private final List<Listener> listeners;
    private final EventLog log = new EventLog();
    private final Set<Listener> broken =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    private Announcer(Settings settings) {
        clock = settings.clock();
        progress = settings.progress();
        listeners = settings.listeners();
    }

    /** The settings with an announcer as their progress; as they are where it is there already. */
    static Settings in(Settings settings) {
        return settings.progress() instanceof Announcer
                ? settings
                : Settings.builder()
                        .from(settings)
                        .progress(new Announcer(settings))
                        .build();
    }

    /** The announcer of settings that have one. */
    static Announcer of(Settings settings) {
        return (Announcer) settings.progress();
    }

    @Override
    public void tell(String message) {
        on(new Event.Note(now(), message));
    }

    @Override
    public void on(Event event) {
        log.write(event);
        tell(progress, event);
        listeners.forEach(listener -> tell(listener, event));
    }

    private void tell(Listener listener, Event event) {
        try {
            listener.on(event);
        } catch (RuntimeException | LinkageError | AssertionError thrown) {
            if (broken.add(listener)) {
                String words = "a listener (" + listener.getClass().getName() + ") failed: " + thrown
                        + "; it goes on being told, and its failures are not told again";
                log.warn(words, thrown);
                tell(progress, new Event.Note(now(), words));
            }
        }
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * Carries a change out, and tells how it begins and ends.
     *
     * @param place where
     * @param operation what is done
     * @param work does it
     * @return how it ended
     */
    public ChangeOutcome change(AppEnvironment place, Operation operation, Supplier<ChangeOutcome> work) {
        on(new ChangeEvent.Started(now(), place, operation));
        try {
            ChangeOutcome outcome = work.get();
            on(new ChangeEvent.Ended(now(), place, operation, outcome));
            return outcome;
        } catch (RuntimeException thrown) {
            on(new ChangeEvent.Broken(now(), place, operation, thrown));
            throw thrown;
        }
    }

    /**
     * Deploys, and tells how it begins and ends.
     *
     * @param place where
     * @param commit what
     * @param delivery how
     * @param work does it
     * @return how it ended
     */
    public DeploymentOutcome deployment(
            AppEnvironment place, String commit, String delivery, Supplier<DeploymentOutcome> work) {
        on(new DeploymentEvent.Started(now(), place, commit, delivery));
        try {
            DeploymentOutcome outcome = work.get();
            on(new DeploymentEvent.Ended(now(), place, outcome));
            return outcome;
        } catch (RuntimeException thrown) {
            on(new DeploymentEvent.Broken(now(), place, thrown));
            throw thrown;
        }
    }

    /** What a delivery of this place tells. */
    public DeliveryTelling delivery(AppEnvironment place) {
        return new DeliveryTelling(this, place);
    }
}
