package dev.gitops.api;

import dev.gitops.api.GitOps.AppEnvironment;
import java.util.Objects;
import java.util.Optional;

/**
 * One of several deployments that were made in the order of {@code after}.
 *
 * @param place what was to be deployed, and where
 * @param outcome how it ended; empty where that could not be told
 * @param failure what kept it from being carried out; empty where it has an outcome
 */
public record OrderedDeployment(
        AppEnvironment place, Optional<DeploymentOutcome> outcome, Optional<GitOpsException> failure) {

    /** Refuses null. */
    public OrderedDeployment {
        Objects.requireNonNull(place, "place");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(failure, "failure");
    }
}
