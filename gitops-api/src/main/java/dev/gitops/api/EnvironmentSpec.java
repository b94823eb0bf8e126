package dev.gitops.api;

import dev.gitops.api.model.ApprovalRule;
import dev.gitops.api.model.FreezeSpec;
import dev.gitops.api.model.GateSpec;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.api.model.WindowsSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.immutables.value.Value;

/** An environment; for an application, with the application's own overrides settled. */
@Value.Immutable
public interface EnvironmentSpec {

    /** {@return the environment's name} */
    EnvironmentName name();

    /** {@return the name of its cluster: one of the inventory's clusters, a kubeconfig context, or {@code in-cluster}; empty where nothing is delivered to a cluster} */
    Optional<String> cluster();

    /** {@return the namespace objects go to where they name none} */
    Optional<String> namespace();

    /** {@return the environments a release may come from; empty where releases enter here} */
    List<EnvironmentName> promotesFrom();

    /** {@return whether a release must be verified in all of {@link #promotesFrom()}, not in the one alone that it comes from} */
    @Value.Default
    default boolean promotesFromAll() {
        return false;
    }

    /** {@return how long a release must have been verified in an environment of {@link #promotesFrom()}, without a failure or drift since; none for those that ask for no time} */
    Map<EnvironmentName, Duration> soak();

    /** {@return whether a release is promoted into it as soon as an environment before it has verified it} */
    @Value.Default
    default boolean autoPromote() {
        return false;
    }

    /** {@return whether it changes only by change request} */
    @Value.Default
    default boolean isProtected() {
        return false;
    }

    /** {@return the branch that decides it, where it has one of its own} */
    Optional<String> branch();

    /** {@return who is asked to review its change requests} */
    List<String> reviewers();

    /** {@return of whom one must approve a deployment: people, or teams of the inventory; empty where nobody need} */
    List<String> approvers();

    /** {@return how many of whom must approve a deployment, beside {@link #approvers()}; each by another person} */
    List<ApprovalRule> approvals();

    /** {@return whether somebody may have to approve a deployment} */
    default boolean needsApproval() {
        return !approvers().isEmpty() || !approvals().isEmpty();
    }

    /** {@return whether anything says who may do what here, or when, so that it matters where the inventory is kept} */
    default boolean isGuarded() {
        return isProtected()
                || needsApproval()
                || fourEyes()
                || promotesFromAll()
                || !soak().isEmpty()
                || !windows().isEmpty()
                || !gates().isEmpty();
    }

    /** {@return whether nobody may approve what they asked for} */
    @Value.Default
    default boolean fourEyes() {
        return false;
    }

    /** {@return when it may not change} */
    List<FreezeSpec> freezes();

    /** {@return when it may change, as the environment, and for an application the team and the application, say it; all of it holds, beside the freezes} */
    List<WindowsSpec> windows();

    /** {@return the outside systems that are asked before a promotion into it or a deployment to it, in their order} */
    List<GateSpec> gates();

    /** {@return how manifests reach its cluster} */
    @Value.Default
    default ProviderConfig delivery() {
        return new ProviderConfig("apply", null, "");
    }

    /** {@return what is done about drift} */
    @Value.Default
    default Drift drift() {
        return Drift.REPORT;
    }

    /** {@return how long a deployment may take until all is healthy} */
    @Value.Default
    default Duration timeout() {
        return Duration.ofMinutes(5);
    }

    /** {@return how long verification goes on after a deployment was verified; empty where it ends with it} */
    Optional<Duration> bake();

    /** {@return whether an unhealthy deployment is turned into a rollback} */
    @Value.Default
    default boolean rollbackOnFailure() {
        return false;
    }

    /** {@return what it is a preview of; empty where it is none} */
    Optional<PreviewSpec> preview();

    /** {@return a new builder} */
    static ImmutableEnvironmentSpec.Builder builder() {
        return ImmutableEnvironmentSpec.builder();
    }

    /** What is done about drift. */
    enum Drift {
        /** It is reported. */
        REPORT,
        /** What Git has is delivered again. */
        HEAL,
        /** Nobody looks. */
        OFF
    }
}
