package dev.gitops.api;

import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.stability.Incubating;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The end of applications. An application is removed in Git first, by a change as any other; then what it had is taken out of the cluster, by a deployment as any other. In between, and afterwards, the
 * inventory does not know it: what it was is read from the history of the inventory.
 */
@Incubating
public interface Lifecycle {

    /**
     * Plans to take an application out of Git: its lines of the inventory and the files that nobody else has a part in, in one commit or change request.
     *
     * @param app the application's name
     * @param environment where from; null for every environment it has
     * @param claims the names of the PersistentVolumeClaims that are deleted with it; all others stay
     * @param reason why; null where nobody said
     * @return the plan; up to date where the application was removed already
     * @throws InvalidInputException if nobody knows such an application, or nobody knows where the inventory is kept
     */
    Plan removal(String app, @Nullable EnvironmentName environment, Set<String> claims, @Nullable String reason);

    /** {@return what was removed in Git and may still be in a cluster} */
    List<AppEnvironment> leftBehind();

    /**
     * What was removed in Git and may still be in a cluster, of one config repository.
     *
     * @param repository the repository's URL, as the inventory has it
     * @return the pairs
     */
    List<AppEnvironment> leftBehind(String repository);

    /**
     * The environments that an application was removed from.
     *
     * @param app the application's name
     * @return the environments, newest removal first; none where none is known
     */
    List<EnvironmentName> removedFrom(String app);

    /**
     * Plans to take a removed application out of its cluster.
     *
     * @param app the application's name
     * @param deployment where from, with the approvals; its commit does not matter
     * @return the plan
     * @throws InvalidInputException if the inventory still has it there, or nobody knows such an application
     */
    DeploymentPlan undeployment(String app, Deployment deployment);

    /**
     * What an environment of a removed application has had.
     *
     * @param app the application's name
     * @param environment the environment
     * @param limit how many entries at the most
     * @return the entries, newest first
     * @throws InvalidInputException if nobody knows such an application
     */
    List<HistoryEntry> history(String app, EnvironmentName environment, int limit);
}
