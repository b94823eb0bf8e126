package dev.gitops.api;

import dev.gitops.api.GitOps.AppEnvironment;
import java.time.Instant;
import java.util.Objects;

/** What happens while an environment is deployed. */
public sealed interface DeploymentEvent extends Event {

    /** {@return the application and the environment} */
    AppEnvironment place();

    /**
     * It begins.
     *
     * @param time when
     * @param place where
     * @param commit the full id of the commit that is delivered
     * @param delivery how, as in {@code apply}
     */
    record Started(Instant time, AppEnvironment place, String commit, String delivery) implements DeploymentEvent {

        /** Refuses null. */
        public Started {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(delivery, "delivery");
        }

        @Override
        public String message() {
            return "deployment of " + place + " begins: " + commit + " by " + delivery;
        }
    }

    /**
     * A word of the delivery that is about no single object.
     *
     * @param time when
     * @param place where
     * @param message what
     */
    record Said(Instant time, AppEnvironment place, String message) implements DeploymentEvent {

        /** Refuses null. */
        public Said {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * An object was written, or its write was refused. Objects that were as wanted are not told.
     *
     * @param time when
     * @param place where
     * @param object the object and what was done to it
     */
    record Applied(Instant time, AppEnvironment place, DeployedObject object) implements DeploymentEvent {

        /** Refuses null. */
        public Applied {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(object, "object");
        }

        @Override
        public String message() {
            return object.inWords() + ": " + object.action().word();
        }
    }

    /**
     * An object is waited for; told anew where the reason is another one.
     *
     * @param time when
     * @param place where
     * @param object the object, with the reason
     */
    record Waiting(Instant time, AppEnvironment place, DeployedObject object) implements DeploymentEvent {

        /** Refuses null. */
        public Waiting {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(object, "object");
        }

        @Override
        public String message() {
            String reason = object.reason();
            return object.inWords() + ": " + (reason == null ? object.health().word() : reason);
        }
    }

    /**
     * An object that was written or waited for is healthy.
     *
     * @param time when
     * @param place where
     * @param object the object
     */
    record Healthy(Instant time, AppEnvironment place, DeployedObject object) implements DeploymentEvent {

        /** Refuses null. */
        public Healthy {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(object, "object");
        }

        @Override
        public String message() {
            return object.inWords() + ": healthy";
        }
    }

    /**
     * A verify step was answered, or was not.
     *
     * @param time when
     * @param place where
     * @param result the step and what came of it
     */
    record Checked(Instant time, AppEnvironment place, VerifyResult result) implements DeploymentEvent {

        /** Refuses null. */
        public Checked {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(result, "result");
        }

        @Override
        public String message() {
            return result.step() + ": " + result.detail();
        }
    }

    /**
     * It ended, and is recorded; what follows it (promotions, a rollback) are changes of their own and come before.
     *
     * @param time when
     * @param place where
     * @param outcome how it ended
     */
    record Ended(Instant time, AppEnvironment place, DeploymentOutcome outcome) implements DeploymentEvent {

        /** Refuses null. */
        public Ended {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(outcome, "outcome");
        }

        @Override
        public String message() {
            return "deployment of " + place + " ended: " + outcome.word();
        }
    }

    /**
     * It could not be carried out.
     *
     * @param time when
     * @param place where
     * @param cause what the caller gets
     */
    record Broken(Instant time, AppEnvironment place, RuntimeException cause) implements DeploymentEvent {

        /** Refuses null. */
        public Broken {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(place, "place");
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public String message() {
            return "deployment of " + place + " could not be carried out: " + cause.getMessage();
        }
    }
}
