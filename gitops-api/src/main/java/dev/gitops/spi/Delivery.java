package dev.gitops.spi;

import dev.gitops.api.DeployedObject;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A delivery to one cluster. */
public interface Delivery extends AutoCloseable {

    /** Begins to connect in the background, for a caller who still works out what to deliver. What goes wrong is told by the call that needs the connection. */
    default void connect() {}

    /**
     * Delivers, and waits until all is healthy or will not be.
     *
     * @param request what to deliver
     * @param progress is told what happens
     * @return how it ended
     * @throws dev.gitops.api.InvalidInputException if the cluster refuses the manifests; all problems at once, nothing written
     * @throws dev.gitops.api.GitOpsException if the cluster cannot be reached
     */
    DeliveryResult deliver(DeliveryRequest request, Progress progress);

    /**
     * What {@link #deliver} would change, without effect: left is Git, right is the cluster.
     *
     * @param request what would be delivered
     * @return the objects that differ; {@code EXTRA} objects would be pruned
     */
    List<ObjectDifference> diff(DeliveryRequest request);

    /**
     * What somebody else changed since the delivery of the same commit: left is Git, right is the cluster.
     *
     * @param request what was delivered
     * @return the objects that differ, with who changed which field and when
     */
    List<ObjectDifference> drift(DeliveryRequest request);

    /**
     * How the objects are now.
     *
     * @param request what was delivered
     * @return each wanted object with its health
     */
    List<DeployedObject> health(DeliveryRequest request);

    /**
     * The address under which a Service, or the Ingress in front of it, is reached from outside, as its load balancer reports it.
     *
     * @param request what was delivered
     * @param service the Service's name
     * @return scheme, host and port; empty where no load balancer reports one
     */
    Optional<URI> address(DeliveryRequest request, String service);

    /**
     * What {@link #remove} would delete, keep and run, without effect.
     *
     * @param request what was delivered last
     * @return each object: {@code PRUNED} ones go; {@code UNCHANGED} ones stay, with why; {@code CREATED} ones are hooks that run
     */
    default List<DeployedObject> removable(DeliveryRequest request) {
        return List.of();
    }

    /**
     * Takes away all that was delivered, and waits until it is gone. What was done before and ended on the way is gone on with.
     *
     * @param request what was delivered last: its manifests have the hooks; {@code pruneConfirmed} names the claims that go too, as {@code PersistentVolumeClaim/NAME}
     * @param progress is told what happens
     * @return how it ended; {@code Delivered} without a change where nothing was there
     * @throws dev.gitops.api.GitOpsException if the cluster cannot be reached
     */
    default DeliveryResult remove(DeliveryRequest request, Progress progress) {
        return new DeliveryResult.Refused(
                List.of("this delivery cannot take away what it delivered; delete the objects of " + request.target()
                        + " by hand"));
    }

    /** {@return whether {@link #runJob} can run Jobs} */
    default boolean runsJobs() {
        return false;
    }

    /**
     * Runs a Job that is made from a CronJob of the manifests, as {@code kubectl create job --from} makes one, waits for its end, and deletes it.
     *
     * @param request what was delivered
     * @param cronJob the CronJob's name
     * @param timeout how long the Job may take
     * @param progress is told what happens
     * @return how it ended, with its log where it failed
     */
    default JobEnd runJob(DeliveryRequest request, String cronJob, Duration timeout, Progress progress) {
        return new JobEnd(false, false, "this delivery runs no Jobs", List.of());
    }

    /**
     * The controllers' own resources for this application and environment ({@code Application}, {@code Kustomization}), for {@code gitops init argocd|flux}.
     *
     * @param request what would be delivered
     * @return YAML documents; empty where the delivery needs none
     */
    default String controllerResources(DeliveryRequest request) {
        return "";
    }

    /**
     * Asks the cluster for a sign of life, for {@code gitops doctor}.
     *
     * @return what answered, as in {@code Kubernetes v1.33.1}; empty where this delivery needs no cluster
     * @throws dev.gitops.api.GitOpsException if the cluster cannot be reached
     */
    default String probe() {
        return "";
    }

    @Override
    void close();
}
