package dev.gitops.engine.deployment;

import dev.gitops.api.Approval;
import dev.gitops.policy.People;
import dev.gitops.spi.Forge;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The approvals that the forge tells of: the reviewers of the merged change requests that brought some steps. Every one of them must have been approved by the same person for it to count. */
record ForgeApprovals(People people, Function<Forge.Details, List<Approval>> given) {

    List<Approval> of(List<Reviewed> steps) {
        List<Approval> approvals = new ArrayList<>();
        boolean first = true;
        for (Reviewed step : steps) {
            if (step.begin()) {
                continue;
            }
            List<Approval> here = new ArrayList<>();
            step.requests().forEach(request -> here.addAll(given.apply(request)));
            if (first) {
                here.stream()
                        .filter(approval ->
                                approvals.stream().noneMatch(known -> people.same(known.by(), approval.by())))
                        .forEach(approvals::add);
                first = false;
            } else {
                approvals.removeIf(
                        known -> here.stream().noneMatch(approval -> people.same(known.by(), approval.by())));
            }
        }
        return approvals;
    }
}
