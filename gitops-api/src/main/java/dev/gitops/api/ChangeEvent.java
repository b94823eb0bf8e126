package dev.gitops.api;

import dev.gitops.api.GitOps.AppEnvironment;
import java.time.Instant;

/** What happens while a change is carried out. */
public sealed interface ChangeEvent extends Event {

    /** {@return the application and the environment that changes} */
    AppEnvironment place();

    /** {@return what is done to it} */
    Operation operation();

    /**
     * It begins.
     *
     * @param time when
     * @param place where
     * @param operation what is done
     */
    record Started(Instant time, AppEnvironment place, Operation operation) implements ChangeEvent {
        @Override
        public String message() {
            return operation + " of " + place + " begins";
        }
    }

    /**
     * Its change request is open.
     *
     * @param time when
     * @param place where
     * @param operation what is done
     * @param request the change request
     */
    record Requested(Instant time, AppEnvironment place, Operation operation, ChangeRequest request)
            implements ChangeEvent {
        @Override
        public String message() {
            return "change request " + request.url();
        }
    }

    /**
     * It is waited until the change request is merged; told anew where something else is in the way.
     *
     * @param time when
     * @param place where
     * @param operation what is done
     * @param request the change request
     * @param obstacle what is in the way, as the host tells
     */
    record Waiting(Instant time, AppEnvironment place, Operation operation, ChangeRequest request, String obstacle)
            implements ChangeEvent {
        @Override
        public String message() {
            return request.url() + ": " + obstacle;
        }
    }

    /**
     * It ended.
     *
     * @param time when
     * @param place where
     * @param operation what was done
     * @param outcome how it ended
     */
    record Ended(Instant time, AppEnvironment place, Operation operation, ChangeOutcome outcome)
            implements ChangeEvent {
        @Override
        public String message() {
            return operation + " of " + place + " ended: " + outcome.word();
        }
    }

    /**
     * It could not be carried out.
     *
     * @param time when
     * @param place where
     * @param operation what was to be done
     * @param cause what the caller gets
     */
    record Broken(Instant time, AppEnvironment place, Operation operation, RuntimeException cause)
            implements ChangeEvent {
        @Override
        public String message() {
            return operation + " of " + place + " could not be carried out: " + cause.getMessage();
        }
    }
}
