package dev.gitops.engine.workspace;

import dev.gitops.api.ChangeEvent;
import dev.gitops.api.DeploymentEvent;
import dev.gitops.api.Event;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** What operators read, in the log of the platform under the name {@value #NAME}: ends and change requests as INFO, what could not be carried out as WARNING, all else as DEBUG. */
final class EventLog {

    static final String NAME = "dev.gitops";

    void write(Event event) {
        Level level = level(event);
        Logger log = Opened.LOG;
        if (log.isLoggable(level)) {
            log.log(level, event.message());
        }
    }

    void warn(String words, Throwable thrown) {
        Opened.LOG.log(Level.WARNING, words, thrown);
    }

    /** Opened with the first event: opening an inventory does not wait for the platform's log. */
    private static final class Opened {
        private static final Logger LOG = System.getLogger(NAME);
    }

    private static Level level(Event event) {
        if (event instanceof ChangeEvent.Broken || event instanceof DeploymentEvent.Broken) {
            return Level.WARNING;
        }
        boolean news = event instanceof ChangeEvent.Ended
                || event instanceof ChangeEvent.Requested
                || event instanceof DeploymentEvent.Ended;
        return news ? Level.INFO : Level.DEBUG;
    }
}
