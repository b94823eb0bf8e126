package dev.gitops.k8s.rollout;

import dev.gitops.api.DeploymentFailure;
import java.time.Duration;
import java.util.Optional;

/** Tells why waiting must end before all is healthy. */
@FunctionalInterface
public interface Ending {

    /** Nothing but health and time ends the waiting. */
    Ending NONE = waited -> Optional.empty();

    /**
     * Asked again and again while waiting.
     *
     * @param waited how long we have waited
     * @return why it must end; empty where it need not
     */
    Optional<DeploymentFailure> after(Duration waited);
}
