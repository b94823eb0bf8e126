package dev.gitops.api;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How an environment of an application is: what Git wants, what was deployed, and what was seen in the cluster are three things, each with a time of its own.
 *
 * @param app the application
 * @param environment the environment
 * @param wanted what Git wants
 * @param deployed the last deployment that reached the cluster; null where there was none
 * @param seen how the cluster was when somebody looked last; null where nobody did
 * @param current whether what Git wants is what was last deployed
 * @param behind the environments that this one gets its releases from, where they run newer ones
 * @param held why automation is stopped; null where it is not
 * @param frozen why it may not change now; null where it may
 * @param pending the URL, or without a forge the branch, of the open change request; null where there is none
 * @param problem what could not be told, and why; null where all could
 * @param waiting why what an environment before it has verified may not be promoted into it yet, or what Git wants not be deployed before another application; null where nothing waits
 * @param bakingUntil when the bake of what was deployed is over, while that goes on; null where none does. A time that has passed: the next look at it ends it
 */
public record EnvironmentStatus(
        String app,
        EnvironmentName environment,
        Wanted wanted,
        @Nullable Deployed deployed,
        @Nullable Seen seen,
        boolean current,
        List<Behind> behind,
        @Nullable String held,
        @Nullable String frozen,
        @Nullable String pending,
        @Nullable String problem,
        @Nullable String waiting,
        @Nullable Instant bakingUntil) {

    /** Copies the list. */
    public EnvironmentStatus {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(wanted, "wanted");
        Objects.requireNonNull(behind, "behind");
        behind = List.copyOf(behind);
    }

    /** How what Git wants and what was deployed stand to each other. */
    public enum State {
        /** Git has no release for it, and none was deployed. */
        NOTHING_RELEASED("nothingReleased"),
        /** Git has a release, and nothing was ever deployed. */
        NOT_DEPLOYED_YET("notDeployedYet"),
        /** Git wants something else than what was last deployed. */
        NEWER_WANTED("newerWanted"),
        /** What Git wants is what was last deployed; how that went {@link Deployed#outcome()} says. */
        CURRENT("current"),
        /** What Git wants cannot be told. */
        UNKNOWN("unknown");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** {@return the word used in JSON} */
        public String word() {
            return word;
        }
    }

    /**
     * What Git wants.
     *
     * @param images the release; empty where there is none, or where it cannot be told
     * @param commit the full id of the commit that decided it; empty where Git has nothing for it
     * @param since when that was committed; null where Git has nothing for it
     * @param by who asked for it; null where Git has nothing for it
     */
    public record Wanted(
            List<ReleasedImage> images,
            String commit,
            @Nullable Instant since,
            @Nullable String by) {

        /** Nothing. */
        public static final Wanted NOTHING = new Wanted(List.of(), "", null, null);

        /** Copies the images. */
        public Wanted {
            Objects.requireNonNull(images, "images");
            Objects.requireNonNull(commit, "commit");
            images = List.copyOf(images);
        }
    }

    /**
     * The last deployment that reached the cluster.
     *
     * @param images the release it brought
     * @param commit the full id of the commit it delivered; empty where its record does not say
     * @param at when it ended
     * @param by who asked for it
     * @param outcome how it ended: {@code verified}, {@code unchanged}, {@code failed} or {@code aborted}
     * @param record the id of its record
     */
    public record Deployed(
            List<ReleasedImage> images, String commit, Instant at, String by, String outcome, String record) {

        /** Copies the images. */
        public Deployed {
            Objects.requireNonNull(images, "images");
            Objects.requireNonNull(commit, "commit");
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(outcome, "outcome");
            Objects.requireNonNull(record, "record");
            images = List.copyOf(images);
        }

        /** {@return whether it was delivered, healthy and passed all verify steps} */
        public boolean verified() {
            return outcome.equals("verified") || outcome.equals("unchanged");
        }
    }

    /**
     * How the cluster was.
     *
     * @param health {@code healthy}, {@code progressing}, {@code degraded}, {@code suspended}, {@code missing} or {@code unknown}: the worst of its objects
     * @param detail the objects that are not healthy, and why; empty where all are, or nobody asked for each
     * @param drift what somebody else changed since the deployment: left is Git, right is the cluster; null where nobody asked
     * @param at when it was looked at
     * @param live whether it was looked at now; otherwise it is what the last deployment saw
     */
    public record Seen(
            String health, List<String> detail, @Nullable List<ObjectDifference> drift, Instant at, boolean live) {

        /** Copies the lists. */
        public Seen {
            Objects.requireNonNull(health, "health");
            Objects.requireNonNull(detail, "detail");
            Objects.requireNonNull(at, "at");
            detail = List.copyOf(detail);
            drift = drift == null ? null : List.copyOf(drift);
        }
    }

    /**
     * An environment that runs a newer release than this one.
     *
     * @param environment the other environment
     * @param releases how many releases it is ahead, as the history of its own files tells; at least 1
     */
    public record Behind(EnvironmentName environment, int releases) {

        /** Refuses null. */
        public Behind {
            Objects.requireNonNull(environment, "environment");
        }
    }

    /** {@return how what Git wants and what was deployed stand to each other} */
    public State state() {
        if (current) {
            return State.CURRENT;
        }
        if (problem != null && wanted.images().isEmpty()) {
            return State.UNKNOWN;
        }
        if (deployed != null) {
            return State.NEWER_WANTED;
        }
        return wanted.images().isEmpty() ? State.NOTHING_RELEASED : State.NOT_DEPLOYED_YET;
    }

    /** {@return the release that Git wants} */
    public List<ReleasedImage> images() {
        return wanted.images();
    }

    /** {@return the full id of the commit that decided what Git wants; empty where Git has nothing for it} */
    public String commit() {
        return wanted.commit();
    }

    /** {@return when what Git wants was deployed; null while it is not} */
    public @Nullable Instant deployedAt() {
        return current && deployed != null ? deployed.at() : null;
    }

    /** {@return whether what Git wants is what was last deployed, and that was verified} */
    public boolean verified() {
        return current && deployed != null && deployed.verified();
    }

    /** {@return how what Git wants is in the cluster, as it was seen last; null while it is not deployed} */
    public @Nullable String health() {
        return current && seen != null ? seen.health() : null;
    }
}
