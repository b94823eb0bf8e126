package dev.gitops.api;

import dev.gitops.api.Change.SharedFiles;
import dev.gitops.api.review.Review;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fluent way to write down what an application's environments shall get. Every stage is immutable and has no effect; the last ones plan or execute.
 *
 * <pre>{@code
 * Plan plan = Pipeline.forApp(shop).promote(DEV, STAGING).because("SHOP-42").plan();
 * }</pre>
 */
@CheckReturnValue
public final class Pipeline {

    private final App app;

    private Pipeline(App app) {
        this.app = app;
    }

    /**
     * The pipeline of an application.
     *
     * @param app the application
     * @return its pipeline
     */
    public static Pipeline forApp(App app) {
        Objects.requireNonNull(app, "app");
        return new Pipeline(app);
    }

    /**
     * A release of images, matched to the application's images by their repositories.
     *
     * @param images references with a tag, a digest or both
     * @return the stage that asks where to
     */
    public ReleaseStage release(ImageRef... images) {
        Objects.requireNonNull(images, "images");
        return release(Release.of(ImageMatch.byRepository(app.spec(), Arrays.asList(images))));
    }

    /**
     * The images of the inventory that references belong to: by repository, never by guessing.
     *
     * @param app the application
     * @param references references with a tag, a digest or both
     * @return the references with the images' names
     * @throws InvalidInputException if one fits no image of the application, or several
     */
    public static List<ReleasedImage> match(App app, List<ImageRef> references) {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(references, "references");
        return ImageMatch.byRepository(app.spec(), references);
    }

    /**
     * A release.
     *
     * @param release the images and where they come from
     * @return the stage that asks where to
     */
    public ReleaseStage release(Release release) {
        Objects.requireNonNull(release, "release");
        return new ReleaseStage(app, release, false);
    }

    /**
     * A promotion of what an environment has verified.
     *
     * @param from the environment the release comes from
     * @param to the environment that gets it
     * @return the stage
     */
    public PromotionStage promote(EnvironmentName from, EnvironmentName to) {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        return new PromotionStage(app, new Change.Promotion(from, to, false, null));
    }

    /**
     * A rollback.
     *
     * @param environment the environment that gets back what it had
     * @return the stage that asks what
     */
    public RollbackStage rollback(EnvironmentName environment) {
        Objects.requireNonNull(environment, "environment");
        return new RollbackStage(app, environment);
    }

    /**
     * Stops automation into an environment.
     *
     * @param environment the environment
     * @return the stage
     */
    public ChangeStage hold(EnvironmentName environment) {
        Objects.requireNonNull(environment, "environment");
        return new ChangeStage(app, reason -> new Change.Holding(environment, true, reason), null);
    }

    /**
     * Lets automation into an environment go on.
     *
     * @param environment the environment
     * @return the stage
     */
    public ChangeStage unhold(EnvironmentName environment) {
        Objects.requireNonNull(environment, "environment");
        return new ChangeStage(app, reason -> new Change.Holding(environment, false, reason), null);
    }

    /**
     * Sets values of an application that has values (Helm).
     *
     * @param environment the environment
     * @param values the new values by their dotted keys
     * @return the stage
     */
    public ChangeStage set(EnvironmentName environment, Map<String, String> values) {
        Objects.requireNonNull(environment, "environment");
        Objects.requireNonNull(values, "values");
        return new ChangeStage(app, reason -> new Change.Setting(environment, values, reason), null);
    }

    /**
     * Delivers what Git has.
     *
     * @param environment the environment
     * @return the stage
     */
    public DeploymentStage deploy(EnvironmentName environment) {
        Objects.requireNonNull(environment, "environment");
        return new DeploymentStage(
                app, Deployment.builder().environment(environment).build());
    }

    /**
     * What an environment has had, newest first.
     *
     * @param environment the environment
     * @return at most 50 entries
     */
    public List<HistoryEntry> history(EnvironmentName environment) {
        Objects.requireNonNull(environment, "environment");
        return app.history(environment, 50);
    }

    /** {@return how each environment is} */
    public List<EnvironmentStatus> status() {
        return app.status();
    }

    /**
     * How two environments' manifests differ.
     *
     * @param left an environment
     * @param right another
     * @return the objects that differ
     */
    public List<ObjectDifference> parity(EnvironmentName left, EnvironmentName right) {
        Objects.requireNonNull(left, "left");
        Objects.requireNonNull(right, "right");
        return app.parity(left, right);
    }

    /** A release that has yet to be told where it goes. */
    @CheckReturnValue
    public static final class ReleaseStage {
        private final App app;
        private final Release release;
        private final boolean pin;

        private ReleaseStage(App app, Release release, boolean pin) {
            this.app = app;
            this.release = release;
            this.pin = pin;
        }

        /** {@return the release with its tags resolved to digests at the registry} */
        public ReleaseStage pinned() {
            return new ReleaseStage(app, release, true);
        }

        /**
         * Where it goes.
         *
         * @param environment an environment that releases enter
         * @return the stage
         */
        public ChangeStage to(EnvironmentName environment) {
            Objects.requireNonNull(environment, "environment");
            return new ChangeStage(app, reason -> new Change.Releasing(environment, release, pin, reason), null);
        }
    }

    /** A promotion. */
    @CheckReturnValue
    public static final class PromotionStage extends ChangeStage {
        private final App app;
        private final Change.Promotion promotion;

        private PromotionStage(App app, Change.Promotion promotion) {
            super(
                    app,
                    reason -> new Change.Promotion(
                            promotion.from(), promotion.environment(), promotion.unverified(), reason),
                    null);
            this.app = app;
            this.promotion = promotion;
        }

        /** {@return the promotion of what Git has, verified or not; the record says so} */
        public ChangeStage unverified() {
            return new PromotionStage(app, new Change.Promotion(promotion.from(), promotion.environment(), true, null));
        }
    }

    /** A rollback that has yet to be told what the environment gets back. */
    @CheckReturnValue
    public static final class RollbackStage {
        private final App app;
        private final EnvironmentName environment;

        private RollbackStage(App app, EnvironmentName environment) {
            this.app = app;
            this.environment = environment;
        }

        /** {@return the rollback to the last verified state before the present one} */
        public RollbackTarget toPrevious() {
            return new RollbackTarget(app, new Change.Rollback(environment, null, SharedFiles.REFUSE, null));
        }

        /**
         * The rollback to a commit.
         *
         * @param commit a commit, full or abbreviated
         * @return the stage
         */
        public RollbackTarget to(String commit) {
            Objects.requireNonNull(commit, "commit");
            return new RollbackTarget(app, new Change.Rollback(environment, commit, SharedFiles.REFUSE, null));
        }
    }

    /** A rollback. */
    @CheckReturnValue
    public static final class RollbackTarget extends ChangeStage {
        private final App app;
        private final Change.Rollback rollback;

        private RollbackTarget(App app, Change.Rollback rollback) {
            super(
                    app,
                    reason -> new Change.Rollback(rollback.environment(), rollback.to(), rollback.shared(), reason),
                    null);
            this.app = app;
            this.rollback = rollback;
        }

        /** {@return the rollback that restores shared files too} */
        public ChangeStage includingSharedFiles() {
            return with(SharedFiles.RESTORE);
        }

        /** {@return the rollback that goes on although shared files changed} */
        public ChangeStage acceptingDifference() {
            return with(SharedFiles.ACCEPT);
        }

        private ChangeStage with(SharedFiles shared) {
            return new RollbackTarget(app, new Change.Rollback(rollback.environment(), rollback.to(), shared, null));
        }
    }

    /** A change that is whole: it may be given a reason, planned, executed. */
    @CheckReturnValue
    public static class ChangeStage {
        private final App app;
        private final Reasoned change;
        private final @Nullable String reason;

        private ChangeStage(App app, Reasoned change, @Nullable String reason) {
            this.app = app;
            this.change = change;
            this.reason = reason;
        }

        /**
         * The change with a reason.
         *
         * @param why one line, as in {@code SHOP-42}; it stands in the commit and in the record
         * @return the stage
         */
        public ChangeStage because(String why) {
            Objects.requireNonNull(why, "why");
            return new ChangeStage(app, change, why);
        }

        /**
         * The change with a deadline: for {@link #plan()}, for {@link #execute()}, and for each call of the plan.
         *
         * @param time how long a call may take, positive
         * @return the stage; calls of it throw {@link DeadlineExceededException} when the time is over
         */
        public ChangeStage within(Duration time) {
            Objects.requireNonNull(time, "time");
            return new ChangeStage(app.within(time), change, reason);
        }

        /** {@return what it would do now; nothing has happened} */
        public Plan plan() {
            return app.plan(change.because(reason));
        }

        /** {@return how it ended} */
        @CanIgnoreReturnValue
        public ChangeOutcome execute() {
            return app.execute(change.because(reason));
        }
    }

    /** A deployment. */
    @CheckReturnValue
    public static final class DeploymentStage {
        private final App app;
        private final Deployment deployment;

        private DeploymentStage(App app, Deployment deployment) {
            this.app = app;
            this.deployment = deployment;
        }

        /**
         * The deployment of a commit instead of the branch's tip.
         *
         * @param commit a commit, full or abbreviated
         * @return the stage
         */
        public DeploymentStage at(String commit) {
            Objects.requireNonNull(commit, "commit");
            return new DeploymentStage(
                    app, Deployment.builder().from(deployment).commit(commit).build());
        }

        /**
         * The deployment with evidence of an approval.
         *
         * @param approval who approved what, and where that can be seen
         * @return the stage
         */
        public DeploymentStage approved(Approval approval) {
            Objects.requireNonNull(approval, "approval");
            return new DeploymentStage(
                    app,
                    Deployment.builder().from(deployment).addApprovals(approval).build());
        }

        /**
         * The deployment with a reason.
         *
         * @param why one line
         * @return the stage
         */
        public DeploymentStage because(String why) {
            Objects.requireNonNull(why, "why");
            return new DeploymentStage(
                    app, Deployment.builder().from(deployment).reason(why).build());
        }

        /**
         * Only what a review of a change request showed: another rendering is refused, with what differs.
         *
         * @param review the review that was approved
         * @return the deployment
         */
        public DeploymentStage reviewed(Review review) {
            Objects.requireNonNull(review, "review");
            return new DeploymentStage(
                    app, Deployment.builder().from(deployment).reviewed(review).build());
        }

        /**
         * The deployment that passes approval, freeze and hold; it is recorded and notified as such. Provenance is never passed.
         *
         * @param why one line
         * @return the stage
         */
        public DeploymentStage breakingGlass(String why) {
            Objects.requireNonNull(why, "why");
            return new DeploymentStage(
                    app, Deployment.builder().from(deployment).breakGlass(why).build());
        }

        /**
         * The deployment with the removal of objects confirmed that its guards would refuse.
         *
         * @param objects as {@code KIND/NAME}
         * @return the stage
         */
        public DeploymentStage confirmingRemovalOf(Collection<String> objects) {
            Objects.requireNonNull(objects, "objects");
            return new DeploymentStage(
                    app,
                    Deployment.builder()
                            .from(deployment)
                            .addAllPruneConfirmed(objects)
                            .build());
        }

        /**
         * The deployment that takes over objects in the cluster that belong to another application or environment, as after a renaming.
         *
         * @param pairs as {@code APP/ENVIRONMENT}
         * @return the stage
         */
        public DeploymentStage adopting(Collection<String> pairs) {
            Objects.requireNonNull(pairs, "pairs");
            return new DeploymentStage(
                    app,
                    Deployment.builder().from(deployment).addAllAdopted(pairs).build());
        }

        /** {@return the deployment that promotes nothing by itself once it is verified} */
        public DeploymentStage withoutAutoPromotion() {
            return new DeploymentStage(
                    app,
                    Deployment.builder().from(deployment).autoPromote(false).build());
        }

        /**
         * The deployment with a deadline: for {@link #plan()}, for {@link #execute()}, and for each call of the plan. Where it passes while all is written and waited for, the outcome is a
         * {@link DeploymentOutcome.Failed} that is recorded as aborted. How long health is waited for is the inventory's {@code timeout}.
         *
         * @param time how long a call may take, positive
         * @return the stage; calls of it throw {@link DeadlineExceededException} when the time is over
         */
        public DeploymentStage within(Duration time) {
            Objects.requireNonNull(time, "time");
            return new DeploymentStage(app.within(time), deployment);
        }

        /** {@return what it would do now} */
        public DeploymentPlan plan() {
            return app.plan(deployment);
        }

        /** {@return how it ended} */
        @CanIgnoreReturnValue
        public DeploymentOutcome execute() {
            return app.execute(deployment);
        }
    }

    /** Makes the change once the reason is known. */
    @FunctionalInterface
    private interface Reasoned {
        Change because(@Nullable String reason);
    }
}
