package dev.gitops.api;

import dev.gitops.api.GitOps.AppEnvironment;
import java.time.Instant;
import java.util.Objects;

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

        /** Refuses null. */
        public Started {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(operation, "operation");
        }

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

        /** Refuses null. */
        public Requested {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(request, "request");
        }

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

        /** Refuses null. */
        public Waiting {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(request, "request");
            Objects.requireNonNull(obstacle, "obstacle");
        }

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

        /** Refuses null. */
        public Ended {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(outcome, "outcome");
        }

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

        /** Refuses null. */
        public Broken {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(operation, "operation");
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public String message() {
            return operation + " of " + place + " could not be carried out: " + cause.getMessage();
        }
    }
}
