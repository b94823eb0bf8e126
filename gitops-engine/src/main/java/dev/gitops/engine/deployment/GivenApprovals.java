package dev.gitops.engine.deployment;

import dev.gitops.api.Approval;
import dev.gitops.api.DeploymentPlan.ApprovalNeed;
import dev.gitops.api.Refusal;
import dev.gitops.api.Refusal.Kind;
import dev.gitops.policy.Approvals;
import java.util.List;
import java.util.Optional;

/**
 * What the approvals there are come to, where some are needed.
 *
 * @param approvals what is needed
 * @param evidence what there is
 */
record GivenApprovals(Approvals approvals, List<Approval> evidence) {

    GivenApprovals {
        evidence = List.copyOf(evidence);
    }

    List<Approval> counting() {
        return approvals.counting(evidence);
    }

    Optional<Refusal> refusal() {
        return approvals.refusal(evidence).map(text -> new Refusal(Kind.APPROVAL, text));
    }

    ApprovalNeed need() {
        List<ApprovalNeed.Missing> missing = approvals.missing(evidence).stream()
                .map(need -> new ApprovalNeed.Missing(need.name(), need.count(), List.copyOf(need.from())))
                .toList();
        boolean required = !approvals.needs().isEmpty();
        return new ApprovalNeed(
                required,
                required && missing.isEmpty(),
                approvals.eligible(),
                counting(),
                approvals.fourEyes(),
                List.copyOf(approvals.requesters()),
                missing);
    }
}
