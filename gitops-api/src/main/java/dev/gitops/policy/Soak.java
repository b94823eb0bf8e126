package dev.gitops.policy;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.ImageChange;
import dev.gitops.api.Operation;
import dev.gitops.api.Refusal;
import dev.gitops.api.ReleasedImage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a release has been verified in an environment for long enough, without a failure or drift since. */
public final class Soak {

    private Soak() {}

    /** What a record says of the time that a release spends in an environment. */
    public enum Kind {
        /** The release was delivered and verified, or found to be so still. */
        VERIFIED,
        /** Somebody had changed the cluster, and it was put right and verified. */
        HEALED,
        /** A deployment failed, or was broken off. */
        FAILED,
        /** The cluster differs from what was delivered. */
        DRIFTED
    }

    /**
     * One thing that happened in an environment.
     *
     * @param kind what
     * @param release the images that were there afterwards, as one text: equal texts are equal releases
     * @param time when it ended
     * @param record the id of the record that tells it
     */
    public record Event(Kind kind, String release, Instant time, String record) {

        /**
         * What a record tells.
         *
         * @param record a record of a deployment that reached the cluster, or of drift
         * @return the event
         */
        public static Event of(DeploymentRecord record) {
            Kind kind = record.operation() == Operation.DRIFT
                    ? Kind.DRIFTED
                    : !record.verified()
                            ? Kind.FAILED
                            : record.operation() == Operation.HEAL ? Kind.HEALED : Kind.VERIFIED;
            return new Event(kind, releaseOf(record), record.ended(), record.id());
        }
    }

    /**
     * A release as one text.
     *
     * @param images its images
     * @return equal texts for equal releases
     */
    public static String release(List<ReleasedImage> images) {
        return images.stream()
                .map(image -> image.name() + "=" + image.image())
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String releaseOf(DeploymentRecord record) {
        return release(ImageChange.after(record.images()));
    }

    /**
     * Whether an environment is still too short a time in the state that is to be promoted from it.
     *
     * @param environment the environment, as in {@code shop in staging}
     * @param release the release that would be promoted
     * @param needed how long it must have been verified there; zero asks for the verification only
     * @param newestFirst what happened in the environment, the newest first; it must reach back to the last thing that was another release or no verification, or to the beginning
     * @param now what time it is
     * @return what is in the way; empty where the release has been there long enough
     */
    public static Optional<Obstacle> obstacle(
            String environment, String release, Duration needed, List<Event> newestFirst, Instant now) {
        Event newest = newestFirst.isEmpty() ? null : newestFirst.get(0);
        if (newest == null) {
            return Optional.of(Obstacle.untilDone(
                    Refusal.Kind.SOAK,
                    "no deployment of " + environment + " is recorded, so nobody knows for how long it was verified",
                    "deploy it there"));
        }
        if (!newest.release().equals(release) && newest.kind() != Kind.DRIFTED) {
            return Optional.of(Obstacle.untilDone(
                    Refusal.Kind.SOAK,
                    environment + " does not run the release that would be promoted, " + release,
                    "promote what it runs, or get that release verified there"));
        }
        if (newest.kind() == Kind.FAILED || newest.kind() == Kind.DRIFTED) {
            String what = newest.kind() == Kind.FAILED ? "a deployment failed at " : "drift was found at ";
            return Optional.of(Obstacle.untilDone(
                    Refusal.Kind.SOAK,
                    "in " + environment + " " + what + Obstacle.seconds(newest.time()),
                    needed.isZero()
                            ? "deploy it there again"
                            : "deploy it there again; it must be verified for " + Obstacle.inWords(needed) + " after"));
        }
        Instant since = newest.time();
        for (Event event : newestFirst) {
            boolean same =
                    event.release().equals(release) && (event.kind() == Kind.VERIFIED || event.kind() == Kind.HEALED);
            if (!same) {
                break;
            }
            since = event.time().isBefore(since) ? event.time() : since;
            if (event.kind() == Kind.HEALED) {
                break;
            }
        }
        Instant until = since.plus(needed);
        return until.isAfter(now)
                ? Optional.of(Obstacle.until(
                        Refusal.Kind.SOAK,
                        environment + " has the release verified since " + Obstacle.seconds(since) + ", and "
                                + Obstacle.inWords(needed) + " are asked for",
                        until,
                        "wait"))
                : Optional.empty();
    }
}
