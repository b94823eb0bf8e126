package dev.gitops.engine.deployment;

import dev.gitops.api.Approval;
import dev.gitops.policy.People;
import java.util.ArrayList;
import java.util.List;

/** The approvals that the forge tells of: the reviewers of the merged change requests that brought some steps. Every one of them must have been approved by the same person for it to count. */
record ForgeApprovals(People people) {

    List<Approval> of(List<Reviewed> steps) {
        List<Approval> approvals = new ArrayList<>();
        boolean first = true;
        for (Reviewed step : steps) {
            if (step.begin()) {
                continue;
            }
            List<Approval> given = new ArrayList<>();
            step.requests().forEach(request -> given.addAll(request.approvals()));
            if (first) {
                given.stream()
                        .filter(approval ->
                                approvals.stream().noneMatch(known -> people.same(known.by(), approval.by())))
                        .forEach(approvals::add);
                first = false;
            } else {
                approvals.removeIf(
                        known -> given.stream().noneMatch(approval -> people.same(known.by(), approval.by())));
            }
        }
        return approvals;
    }
}
