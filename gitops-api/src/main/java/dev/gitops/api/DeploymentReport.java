package dev.gitops.api;

import java.util.List;
import org.immutables.value.Value;

/** What a deployment did and saw. */
@Value.Immutable
public interface DeploymentReport {

    /** {@return the application} */
    String app();

    /** {@return the environment} */
    EnvironmentName environment();

    /** {@return the full id of the commit} */
    String commit();

    /** {@return how it was delivered, as in {@code apply}} */
    String delivery();

    /** {@return each object, with what was done to it and how it is} */
    List<DeployedObject> objects();

    /** {@return each verify step and what came of it} */
    List<VerifyResult> verify();

    /** {@return who approved} */
    List<Approval> approvals();

    /** {@return the id of the deployment record; empty where none could be written} */
    @Value.Default
    default String record() {
        return "";
    }

    /** {@return what a person should know} */
    List<String> notices();

    /** {@return the changes that followed: automatic promotions, the rollback of a failed deployment} */
    List<ChangeOutcome> followUps();

    /** {@return a new builder} */
    static ImmutableDeploymentReport.Builder builder() {
        return ImmutableDeploymentReport.builder();
    }
}
