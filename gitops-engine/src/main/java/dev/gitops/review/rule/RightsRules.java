package dev.gitops.review.rule;

import dev.gitops.review.rendered.Content;
import dev.gitops.review.rendered.ObjectPair;
import dev.gitops.review.rendered.RenderedPlace;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rights within the cluster: what roles may do, and who has them. */
final class RightsRules implements Rule {

    private static final String GROUP = "rbac.authorization.k8s.io/";
    private static final Set<String> EVERYBODY =
            Set.of("system:authenticated", "system:unauthenticated", "system:anonymous", "system:serviceaccounts");
    private static final int TOLD = 6;

    @Override
    public void look(RenderedPlace place, ObjectPair pair, Findings findings) {
        if (pair.after() == null) {
            return;
        }
        switch (pair.groupKind()) {
            case GROUP + "Role", GROUP + "ClusterRole" -> role(place, pair, findings);
            case GROUP + "RoleBinding", GROUP + "ClusterRoleBinding" -> binding(place, pair, findings);
            default -> account(place, pair, findings);
        }
    }

    private static void role(RenderedPlace place, ObjectPair pair, Findings findings) {
        List<Right> before = Right.of(pair.old());
        List<Right> fresh = Right.of(pair.now()).stream()
                .filter(right -> before.stream().noneMatch(old -> old.covers(right)))
                .toList();
        tell(
                FindingKind.RIGHTS_WILDCARD,
                place,
                pair,
                fresh.stream().filter(Right::isWild).toList(),
                findings);
        tell(
                FindingKind.RIGHTS_POWERFUL,
                place,
                pair,
                fresh.stream()
                        .filter(right -> !right.isWild() && right.isPowerful())
                        .toList(),
                findings);
        tell(
                FindingKind.RIGHTS_WIDENED,
                place,
                pair,
                fresh.stream()
                        .filter(right -> !right.isWild() && !right.isPowerful())
                        .toList(),
                findings);
        for (String label : pair.now().at("metadata", "labels").keys()) {
            boolean aggregates = label.startsWith(GROUP + "aggregate-to-")
                    && pair.now().at("metadata", "labels", label).text("").equals("true")
                    && !pair.old().at("metadata", "labels", label).text("").equals("true");
            if (aggregates) {
                findings.add(
                        FindingKind.RIGHTS_BOUND,
                        place,
                        pair,
                        "everybody who has the role " + label.substring((GROUP + "aggregate-to-").length())
                                + " gets these rights too");
            }
        }
    }

    private static void tell(
            FindingKind kind, RenderedPlace place, ObjectPair pair, List<Right> rights, Findings findings) {
        if (rights.isEmpty()) {
            return;
        }
        List<String> words = rights.stream().map(Right::inWords).distinct().toList();
        String more = words.size() > TOLD ? " and " + (words.size() - TOLD) + " more" : "";
        findings.add(
                kind,
                place,
                pair,
                "whoever has this role may now " + String.join(", ", words.subList(0, Math.min(TOLD, words.size())))
                        + more);
    }

    private static void binding(RenderedPlace place, ObjectPair pair, Findings findings) {
        boolean sameRole = pair.old().at("roleRef").isSame(pair.now().at("roleRef"));
        List<String> before = subjects(pair.old(), pair.namespace());
        List<String> fresh = subjects(pair.now(), pair.namespace()).stream()
                .filter(subject -> !sameRole || !before.contains(subject))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        String role = pair.now().at("roleRef", "kind").text("role") + " "
                + pair.now().at("roleRef", "name").text("without name");
        boolean wide = pair.groupKind().endsWith("ClusterRoleBinding");
        boolean admin = pair.now().at("roleRef", "kind").text("").equals("ClusterRole")
                && pair.now().at("roleRef", "name").text("").equals("cluster-admin");
        boolean everybody = fresh.stream().anyMatch(RightsRules::isEverybody);
        FindingKind kind =
                admin ? FindingKind.CLUSTER_ADMIN : everybody ? FindingKind.RIGHTS_POWERFUL : FindingKind.RIGHTS_BOUND;
        findings.add(
                kind,
                place,
                pair,
                String.join(", ", fresh)
                        + (fresh.size() > 1 ? " get " : " gets ")
                        + role
                        + (wide ? " in the whole cluster" : ""));
    }

    private static boolean isEverybody(String subject) {
        String name = subject.substring(subject.indexOf(' ') + 1);
        return EVERYBODY.contains(name) || name.startsWith("system:serviceaccounts:");
    }

    private static List<String> subjects(Content binding, @Nullable String namespace) {
        return binding.at("subjects").items().stream()
                .map(subject -> subject.at("kind").text("subject") + " "
                        + (subject.at("kind").text("").equals("ServiceAccount")
                                ? subject.at("namespace").text(namespace == null ? "default" : namespace) + "/"
                                : "")
                        + subject.at("name").text("without name"))
                .toList();
    }

    /** Pods that run as somebody else have somebody else's rights. */
    private static void account(RenderedPlace place, ObjectPair pair, Findings findings) {
        Content now = Workloads.pod(pair, pair.now());
        if (!pair.stays() || !now.isThere()) {
            return;
        }
        String before = account(Workloads.pod(pair, pair.old()));
        String after = account(now);
        if (!before.equals(after)) {
            findings.add(
                    FindingKind.RIGHTS_BOUND,
                    place,
                    pair,
                    "its pods run as another service account: " + before + " → " + after);
        }
    }

    private static String account(Content pod) {
        return pod.at("serviceAccountName").text(pod.at("serviceAccount").text("default"));
    }
}
