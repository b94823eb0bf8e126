package dev.gitops.api;

import java.time.Instant;
import java.util.Objects;

/**
 * Something that happened while the SDK worked: in a change, in a deployment, or in the machinery they share. Every started change or deployment has exactly one end: {@code Ended} with the outcome, or
 * {@code Broken} with the exception that the caller gets. New kinds come with minor versions; a {@code default} branch is wise.
 */
public sealed interface Event permits Event.Note, ChangeEvent, DeploymentEvent {

    /** {@return when, by the clock of the settings} */
    Instant time();

    /** {@return one line for people, without secrets: what {@link Progress} is told} */
    String message();

    /**
     * A word of what all operations share, and so of no single one: a push for several writers, a connection that is tried again, a clone.
     *
     * @param time when
     * @param message what
     */
    record Note(Instant time, String message) implements Event {

        /** Refuses null. */
        public Note {
            Objects.requireNonNull(time, "time");
            Objects.requireNonNull(message, "message");
        }
    }
}
