package dev.gitops.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a deployment would do now. Making a plan has no effect on the cluster. */
public interface DeploymentPlan {

    /** {@return the full id of the commit that would be delivered} */
    String commit();

    /** {@return the rendered manifests' change since the last verified deployment, as a unified diff; values of Secrets are digests} */
    String diff();

    /** {@return the digest of the diff, {@code sha256:...}: what an approver approves} */
    String diffDigest();

    /** {@return how it would be delivered, as the inventory calls it; empty where a plan does not tell} */
    default Optional<String> delivery() {
        return Optional.empty();
    }

    /** {@return the digest of what is rendered and of where it goes, as reviews of change requests have it; empty where nothing would be delivered} */
    default Optional<String> renderedDigest() {
        return Optional.empty();
    }

    /** {@return why policy would refuse it now, a missing approval included; empty where it would not} */
    List<Refusal> refusals();

    /** {@return whether somebody must approve, and who may} */
    ApprovalNeed approval();

    /** {@return what a person should know} */
    List<String> notices();

    /**
     * Delivers, waits until healthy or failed, verifies and records.
     *
     * @return how it ended
     */
    DeploymentOutcome execute();

    /**
     * What a deployment needs of approvers.
     *
     * @param required whether the environment has approvers
     * @param given whether the evidence there is counts for this commit and diff
     * @param approvers the people who may approve this deployment: under four eyes without those who asked for it
     * @param evidence the approvals that count; empty where none is given
     * @param fourEyes whether nobody approves what they asked for
     * @param requestedBy who asked for the changes and for this deployment
     * @param missing what is missing, a rule each; empty where nothing is
     */
    record ApprovalNeed(
            boolean required,
            boolean given,
            List<String> approvers,
            List<Approval> evidence,
            boolean fourEyes,
            List<String> requestedBy,
            List<Missing> missing) {

        /** Nobody has to approve. */
        public static final ApprovalNeed NONE =
                new ApprovalNeed(false, false, List.of(), List.of(), false, List.of(), List.of());

        /** Copies the lists. */
        public ApprovalNeed {
            Objects.requireNonNull(approvers, "approvers");
            Objects.requireNonNull(evidence, "evidence");
            Objects.requireNonNull(requestedBy, "requestedBy");
            approvers = List.copyOf(approvers);
            evidence = List.copyOf(evidence);
            requestedBy = List.copyOf(requestedBy);
            Objects.requireNonNull(missing, "missing");
            missing = List.copyOf(missing);
        }

        /**
         * Approvals that are missing.
         *
         * @param from what the rule calls those who may give them
         * @param count how many are missing, each of another person
         * @param approvers the people who could give them: those who did not approve yet
         */
        public record Missing(String from, int count, List<String> approvers) {

            /** Copies the people. */
            public Missing {
                Objects.requireNonNull(from, "from");
                Objects.requireNonNull(approvers, "approvers");
                approvers = List.copyOf(approvers);
            }
        }
    }
}
