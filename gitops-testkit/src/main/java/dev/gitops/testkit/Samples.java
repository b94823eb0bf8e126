package dev.gitops.testkit;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.DeploymentReport;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImageChange;
import dev.gitops.api.ImageRef;
import dev.gitops.api.ImmutableDeploymentRecord;
import dev.gitops.api.ImmutableDeploymentReport;
import dev.gitops.api.Operation;
import dev.gitops.api.Refusal;
import java.util.List;
import java.util.Optional;

/** Outcomes and records to test with, where a tool only reads them. All are of the application {@code shop}. */
public final class Samples {

    /** The commit of every sample. */
    public static final String COMMIT = "fedcba9876543210fedcba9876543210fedcba98";

    private Samples() {}

    /** {@return a release of 1.1.0 into an environment that had 1.0.0} */
    public static ChangeSummary summary() {
        ImageRef before = ImageRef.parse(GitOpsWorld.IMAGE + ":1.0.0");
        ImageRef after = ImageRef.parse(GitOpsWorld.IMAGE + ":1.1.0");
        return new ChangeSummary(
                "shop",
                EnvironmentName.DEV,
                Operation.RELEASE,
                null,
                List.of(new ImageChange("shop", before, after)),
                "",
                List.of());
    }

    /** {@return a change that was committed} */
    public static ChangeOutcome committed() {
        return new ChangeOutcome.Committed(summary(), COMMIT);
    }

    /** {@return a change that waits as a change request} */
    public static ChangeOutcome requested() {
        ChangeRequest request = new ChangeRequest("https://git.example.com/pulls/41", 41, ChangeRequest.State.OPEN);
        return new ChangeOutcome.Requested(
                summary(), COMMIT, "gitops/change/shop/dev", Optional.of(request), List.of());
    }

    /**
     * A change that policy refused.
     *
     * @param kind which rule
     * @param text why
     * @return the outcome
     */
    public static ChangeOutcome refused(Refusal.Kind kind, String text) {
        return new ChangeOutcome.Refused(summary(), List.of(new Refusal(kind, text)));
    }

    /** {@return a report of a deployment to dev, to be changed} */
    public static ImmutableDeploymentReport.Builder report() {
        return DeploymentReport.builder()
                .app("shop")
                .environment(EnvironmentName.DEV)
                .commit(COMMIT)
                .delivery("scripted");
    }

    /** {@return a deployment that is verified} */
    public static DeploymentOutcome verified() {
        return new DeploymentOutcome.Verified(report().build());
    }

    /**
     * A deployment that failed.
     *
     * @param reason a word, as in {@code ImagePullBackOff}
     * @param message a sentence
     * @return the outcome
     */
    public static DeploymentOutcome failed(String reason, String message) {
        return new DeploymentOutcome.Failed(report().build(), DeploymentFailure.of(reason, message));
    }

    /** {@return the record of a verified deployment to dev, to be changed} */
    public static ImmutableDeploymentRecord.Builder record() {
        return DeploymentRecord.builder()
                .id("01KJSV6W80ABCDEFGHJKMNPQRS")
                .app("shop")
                .environment(EnvironmentName.DEV)
                .operation(Operation.DEPLOY)
                .outcome("verified")
                .requestedBy("alice")
                .commit(COMMIT)
                .started(GitOpsWorld.MORNING.minusSeconds(60))
                .ended(GitOpsWorld.MORNING);
    }
}
