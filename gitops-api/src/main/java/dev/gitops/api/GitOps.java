package dev.gitops.api;

import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewRequest;
import dev.gitops.api.review.ToldReview;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The door to everything an inventory describes. Safe for use by several threads; closing it closes every connection it opened. */
public interface GitOps extends AutoCloseable {

    /**
     * Opens an inventory. Nothing is connected until something is asked for.
     *
     * @param inventory the inventory
     * @param settings who acts, where the cache is, which credentials are used
     * @return the door
     */
    static GitOps open(Inventory inventory, Settings settings) {
        Objects.requireNonNull(inventory, "inventory");
        Objects.requireNonNull(settings, "settings");
        return Engine.get().open(inventory, settings);
    }

    /**
     * This door with a deadline for each call: of its own calls, and of the applications and records that it gives. A call that takes longer is cancelled.
     *
     * @param time how long each call may take, positive, counted from its begin
     * @return the door; calls of it throw {@link DeadlineExceededException} when the time is over. To close it is to close this one
     */
    GitOps within(Duration time);

    /** {@return the inventory} */
    Inventory inventory();

    /**
     * An application.
     *
     * @param name its name in the inventory
     * @return the application
     * @throws InvalidInputException if there is none of that name; it names the nearest
     */
    App app(String name);

    /** {@return all applications in the order of the inventory} */
    List<App> apps();

    /**
     * How each environment of each application is. What cannot be told of one stands in its {@link EnvironmentStatus#problem}; no cluster is asked.
     *
     * @return the environments in the order of the inventory
     * @throws GitOpsException if nothing can be told of any, for one and the same reason
     */
    List<EnvironmentStatus> status();

    /**
     * As {@link #status()}, with health and drift as the clusters tell them now. A cluster that does not answer is told in the {@link EnvironmentStatus#problem} of what it has.
     *
     * @return the environments in the order of the inventory
     * @throws GitOpsException if nothing can be told of any, for one and the same reason
     */
    List<EnvironmentStatus> liveStatus();

    /**
     * The environments whose manifests may have changed between two commits of the config repository.
     *
     * @param from the older commit
     * @param to the newer commit
     * @return the pairs in the order of the inventory
     */
    List<AppEnvironment> affected(String from, String to);

    /**
     * The environments whose manifests are not, at their branches' tips, what was last deployed.
     *
     * @return the pairs in the order of the inventory; what was never deployed is among them
     */
    List<AppEnvironment> undeployed();

    /**
     * The environments of one config repository whose manifests are not, at their branches' tips, what was last deployed.
     *
     * @param repository the config repository's URL
     * @return the pairs in the order of the inventory; what was never deployed is among them
     */
    List<AppEnvironment> undeployed(String repository);

    /**
     * The environments whose bake goes on, or failed and may still be to be rolled back: where {@link App#bake} has something to do.
     *
     * @return the pairs in the order of the inventory
     */
    List<AppEnvironment> baking();

    /**
     * Checks that every environment of every application renders and has each image of the inventory, that no two applications share a path, and that the code owners of the config repository cover the files of the protected ones. Nothing but Git is asked.
     *
     * @return every problem at once
     * @throws GitOpsException if a config repository cannot be reached
     */
    CheckReport check();

    /**
     * Checks a commit as {@link #check()} does the branches' tips. Environments with a branch of their own are left out, with a notice.
     *
     * @param commit the commit to look at
     * @return every problem at once
     * @throws GitOpsException if a config repository cannot be reached
     */
    CheckReport check(String commit);

    /**
     * Says what a range of commits would do: the rendered difference, what it does to what runs, whether it is valid and allowed, and whose approval it needs. Nothing but Git is asked, and nothing of the
     * change is believed: its inventory is compared with that of the target, whose rules count.
     *
     * @param request the range
     * @return the verdict; what cannot be read in the change is a verdict too
     * @throws InvalidInputException if the commits or the target's inventory cannot be read
     */
    Review review(ReviewRequest request);

    /**
     * The open change request of a branch of the config repository that asks for its inventory's branch.
     *
     * @param branch the branch with the change
     * @return it, where there is one
     * @throws InvalidInputException if the config repository has no host
     */
    Optional<ChangeRequest> openRequest(String branch);

    /**
     * Tells a review on its change request: one comment of the tool's own, changed in place, and the commit status {@code gitops/review}. Nothing of the review is believed but its verdict: the change
     * request is the one that is named here, and its newest commit must be the one that was reviewed.
     *
     * @param review the review, perhaps read from what another process wrote
     * @param request the number of the change request
     * @return what became of it
     * @throws InvalidInputException if the config repository has no host
     */
    ToldReview tell(Review review, long request);

    /**
     * Tells a review as {@link #tell(Review, long)} does, with a link to more.
     *
     * @param review the review
     * @param request the number of the change request
     * @param page the URL (http or https) of the whole review
     * @return what became of it
     * @throws InvalidInputException if the config repository has no host, or the page's URL is none
     */
    ToldReview tell(Review review, long request, String page);

    /**
     * Says on a change request that a review of it has begun: the commit status {@code gitops/review} becomes pending.
     *
     * @param request the number of the change request
     * @param commit the full id of the commit that is reviewed
     * @return what became of it
     * @throws InvalidInputException if the config repository has no host
     */
    ToldReview tellPending(long request, String commit);

    /**
     * Asks the host whether the branches that decide protected environments are protected.
     *
     * @return the branches that are not; with a notice for what the host does not tell
     * @throws GitOpsException if the host cannot be asked
     */
    CheckReport checkProtection();

    /**
     * Looks at everything deliveries need: cache folder, Git and its credentials, the host and its token, the clock, clusters, the store of records. Never throws for what it finds.
     *
     * @return a finding a thing, with what to do where something is wrong
     */
    List<Finding> examine();

    /**
     * Stops the line: no release, promotion or deployment but going back, for all that it holds, by one commit in each config repository.
     *
     * @param line how much of it
     * @return the commits, by the config repository's URL; none where it was so already
     * @throws InvalidInputException if the inventory has no such environment or team
     * @throws GitOpsException if a host refuses the push
     */
    Map<String, String> stop(LineStop line);

    /**
     * Stops the line as {@link #stop(LineStop)} does, and says why.
     *
     * @param line how much of it
     * @param reason why
     * @return the commits, by the config repository's URL; none where it was so already
     * @throws InvalidInputException if the inventory has no such environment or team
     * @throws GitOpsException if a host refuses the push
     */
    Map<String, String> stop(LineStop line, String reason);

    /**
     * Frees the line where it is stopped, by one commit in each config repository.
     *
     * @param line what was stopped: just this, not what holds more or less
     * @return the commits, by the config repository's URL; none where it was so already
     * @throws InvalidInputException if the inventory has no such environment or team
     * @throws GitOpsException if a host refuses the push
     */
    Map<String, String> free(LineStop line);

    /**
     * Whether the line is stopped.
     *
     * @param line how much of it
     * @return whether just that is stopped, in every config repository
     */
    boolean stopped(LineStop line);

    /**
     * The stops of the line that are there and hold something of a part of it: that part itself, narrower ones and wider ones.
     *
     * @param line the part
     * @return the stops, each once, however many config repositories have it
     */
    List<StoppedLine> stops(LineStop line);

    /**
     * Automatic promotions that are due: into environments with {@code autoPromote}, what an environment before has verified and what a soak, a window, a hold or a stop delayed.
     *
     * @return the changes that would be made now, in the order of the inventory
     */
    List<DueChange> due();

    /**
     * Automatic promotions that are due in one config repository.
     *
     * @param repository its URL as the inventory has it
     * @return the changes that would be made now, in the order of the inventory
     */
    List<DueChange> due(String repository);

    /**
     * The plan of a train: everything that one environment has verified and that may go to another one, as one change.
     *
     * @param train what is wanted
     * @return the plan
     * @throws InvalidInputException if the inventory has no such environment or team
     */
    TrainPlan plan(Train train);

    /**
     * Deploys what Git has of several applications, one after another in the order of {@code after}: each waits for the verified record of those before it, and what comes after one that failed is refused and says so.
     * The others go on.
     *
     * @param places what is deployed, and where
     * @return how each ended, in the order in which they were made
     */
    List<OrderedDeployment> deploy(List<AppEnvironment> places);

    /**
     * Deploys as {@link #deploy(List)} does, and says why.
     *
     * @param places what is deployed, and where
     * @param reason why
     * @return how each ended, in the order in which they were made
     */
    List<OrderedDeployment> deploy(List<AppEnvironment> places, String reason);

    /**
     * What a train of the same places would still have to deploy: what has landed, but is not deployed and verified as Git has it.
     *
     * @param outcome how the train ended
     * @return the places, in the order of the outcome
     */
    List<AppEnvironment> landed(TrainOutcome outcome);

    /** {@return the deployment records} */
    Records records();

    /** {@return the end of applications: what was removed, or is to be} */
    Lifecycle lifecycle();

    /** {@return the previews of change requests to applications' sources} */
    Previews previews();

    /**
     * Replays the recorded past under the rules of this inventory: what would have been refused, delayed and superseded, and what the delivery figures would have been. Nothing is written.
     *
     * @param request which part of the past, and whose records
     * @return what it would have been; what records do not tell is counted and said
     * @throws GitOpsException if the records cannot be read
     */
    Simulation simulate(SimulationRequest request);

    @Override
    void close();

    /**
     * A change that nobody need ask for: its time has come.
     *
     * @param app the application
     * @param change what is to be done
     */
    record DueChange(String app, Change change) {

        /** Refuses null. */
        public DueChange {
            Objects.requireNonNull(app, "app");
            Objects.requireNonNull(change, "change");
        }
    }

    /**
     * An application in an environment.
     *
     * @param app the application
     * @param environment the environment
     */
    record AppEnvironment(String app, EnvironmentName environment) {

        /** Refuses null. */
        public AppEnvironment {
            Objects.requireNonNull(app, "app");
            Objects.requireNonNull(environment, "environment");
        }

        /** {@return application and environment, as in {@code shop in production}} */
        @Override
        public String toString() {
            return app + " in " + environment;
        }
    }
}
