package dev.gitops.api;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** An application of an open inventory: what {@link Pipeline#forApp} takes. */
public interface App {

    /** {@return the application's name} */
    default String name() {
        return spec().name();
    }

    /** {@return what the inventory says of it} */
    AppSpec spec();

    /** {@return its environments in the order of the inventory} */
    default List<EnvironmentName> environments() {
        return List.copyOf(spec().environments().keySet());
    }

    /**
     * This application with a deadline for each call: of its own calls, and of the plans and stages that are made of it. A call that takes longer is cancelled.
     *
     * @param time how long each call may take, positive, counted from its begin
     * @return the application; calls of it throw {@link DeadlineExceededException} when the time is over
     */
    App within(Duration time);

    /**
     * Plans a change. {@link Pipeline} reads better.
     *
     * @param change the change
     * @return what it would do now
     * @throws InvalidInputException if the change names what the inventory does not have
     */
    Plan plan(Change change);

    /**
     * Plans a deployment. {@link Pipeline} reads better.
     *
     * @param deployment the deployment
     * @return what it would do now
     */
    DeploymentPlan plan(Deployment deployment);

    /**
     * Carries a change out.
     *
     * @param change the change
     * @return how it ended
     */
    @CanIgnoreReturnValue
    default ChangeOutcome execute(Change change) {
        Objects.requireNonNull(change, "change");
        return plan(change).execute();
    }

    /**
     * Carries a deployment out.
     *
     * @param deployment the deployment
     * @return how it ended
     */
    @CanIgnoreReturnValue
    default DeploymentOutcome execute(Deployment deployment) {
        Objects.requireNonNull(deployment, "deployment");
        return plan(deployment).execute();
    }

    /**
     * What an environment has had, newest first.
     *
     * @param environment the environment
     * @param limit how many entries at the most
     * @return the entries
     */
    List<HistoryEntry> history(EnvironmentName environment, int limit);

    /** {@return how each environment is, in the order of the inventory; no cluster is asked} */
    List<EnvironmentStatus> status();

    /** {@return how each environment is, in the order of the inventory, with health and drift as the clusters tell them now} */
    List<EnvironmentStatus> liveStatus();

    /**
     * The objects an environment wants.
     *
     * @param environment the environment
     * @return YAML documents, as the branch's tip has them
     */
    String render(EnvironmentName environment);

    /**
     * The objects an environment wants at a commit.
     *
     * @param environment the environment
     * @param commit a commit, full or abbreviated
     * @return YAML documents
     */
    String render(EnvironmentName environment, String commit);

    /**
     * What delivering would change in the cluster.
     *
     * @param environment the environment
     * @return the objects that differ; left is Git, right is the cluster
     */
    List<ObjectDifference> diff(EnvironmentName environment);

    /**
     * What somebody else changed in the cluster since the last deployment.
     *
     * @param environment the environment
     * @return the objects that differ; left is Git, right is the cluster
     */
    List<ObjectDifference> drift(EnvironmentName environment);

    /**
     * Looks once at the bake of an environment: whether all is still healthy and every verify step passes. What fails is recorded as a failed deployment, and rolled back where the inventory says so; once
     * the time is over, that is recorded too. It goes on from the records alone, so that any process can take it up at any time.
     *
     * @param environment the environment
     * @return what was seen
     */
    BakeReport bake(EnvironmentName environment);

    /**
     * How two environments' manifests differ, beyond namespace, environment name, images, replicas and what the inventory ignores.
     *
     * @param left an environment
     * @param right another
     * @return the objects that differ
     */
    List<ObjectDifference> parity(EnvironmentName left, EnvironmentName right);

    /**
     * The resources that a controller in the cluster ({@code delivery: argocd} or {@code flux}) needs for an environment.
     *
     * @param environment the environment
     * @return YAML documents; empty where its delivery needs none
     */
    String controllerResources(EnvironmentName environment);
}
