package dev.gitops.review.rule;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names for several findings, by which rules of approval speak of them: what they are about. */
public final class FindingGroups {

    private static final Map<String, List<FindingKind>> GROUPS = Map.of(
            "rbac",
            List.of(
                    FindingKind.RIGHTS_WIDENED,
                    FindingKind.RIGHTS_WILDCARD,
                    FindingKind.RIGHTS_POWERFUL,
                    FindingKind.RIGHTS_BOUND,
                    FindingKind.CLUSTER_ADMIN),
            "exposure",
            List.of(
                    FindingKind.EXPOSED,
                    FindingKind.POD_PRIVILEGED,
                    FindingKind.NETWORK_POLICY_REMOVED,
                    FindingKind.NETWORK_POLICY_LOOSENED),
            "data",
            List.of(
                    FindingKind.CLAIM_REMOVED,
                    FindingKind.CLAIM_SHRUNK,
                    FindingKind.NAMESPACE_REMOVED,
                    FindingKind.DEFINITION_REMOVED));

    private FindingGroups() {}

    /** {@return every name: the groups, and the ids of the findings} */
    public static Set<String> names() {
        Set<String> names = new LinkedHashSet<>(GROUPS.keySet());
        Arrays.stream(FindingKind.values()).map(FindingKind::id).forEach(names::add);
        return names;
    }

    /**
     * Findings with the groups they belong to.
     *
     * @param ids ids of findings
     * @return the ids, and the groups of which one is among them
     */
    public static Set<String> with(Set<String> ids) {
        Set<String> names = new LinkedHashSet<>(ids);
        GROUPS.forEach((group, kinds) -> {
            if (kinds.stream().anyMatch(kind -> ids.contains(kind.id()))) {
                names.add(group);
            }
        });
        return names;
    }
}
