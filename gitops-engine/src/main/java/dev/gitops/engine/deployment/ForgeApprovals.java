package dev.gitops.engine.deployment;

import dev.gitops.api.Approval;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.CommitInfo;
import dev.gitops.spi.Forge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The approvals that the forge tells of: the reviewers of the merged change requests that brought some commits. Every one of them must have been approved by the same person for it to count. */
record ForgeApprovals(Place place) {

    List<Approval> of(List<CommitInfo> changes) {
        Optional<Forge> forge = place.workspace().forge();
        if (forge.isEmpty() || changes.isEmpty()) {
            return List.of();
        }
        Map<String, Approval> approvals = new LinkedHashMap<>();
        boolean first = true;
        for (CommitInfo commit : changes) {
            List<Approval> given = new ArrayList<>();
            forge.get().mergedWith(commit.id(), place.branch()).forEach(request -> given.addAll(request.approvals()));
            if (first) {
                given.forEach(approval -> approvals.putIfAbsent(approval.by(), approval));
                first = false;
            } else {
                approvals
                        .keySet()
                        .removeIf(by -> given.stream()
                                .noneMatch(approval -> approval.by().equals(by)));
            }
        }
        return List.copyOf(approvals.values());
    }
}
