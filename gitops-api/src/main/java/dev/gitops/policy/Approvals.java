package dev.gitops.policy;

import dev.gitops.api.Approval;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.model.TeamSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Whether the evidence allows a deployment into an environment with approvers. */
public final class Approvals {

    private Approvals() {}

    /**
     * The people who may approve.
     *
     * @param environment the environment
     * @param teams the inventory's teams by name
     * @return the approvers, a team's name replaced by its people
     */
    public static Set<String> people(EnvironmentSpec environment, Map<String, TeamSpec> teams) {
        Set<String> people = new LinkedHashSet<>();
        for (String approver : environment.approvers()) {
            TeamSpec team = teams.get(approver);
            if (team == null) {
                people.add(approver);
            } else {
                people.addAll(team.approvers());
            }
        }
        return people;
    }

    /**
     * The approvals that count.
     *
     * @param given all evidence there is
     * @param people who may approve
     * @param requesters who asked for the changes and for this deployment
     * @param fourEyes whether nobody approves what they asked for
     * @param diffDigest the digest of the diff that is deployed
     * @return the evidence that counts, in order
     */
    public static List<Approval> counting(
            List<Approval> given, Set<String> people, Set<String> requesters, boolean fourEyes, String diffDigest) {
        return given.stream()
                .filter(approval -> people.contains(approval.by()))
                .filter(approval -> !fourEyes || !requesters.contains(approval.by()))
                .filter(approval ->
                        approval.diffDigest() == null || approval.diffDigest().equals(diffDigest))
                .toList();
    }

    /**
     * Why a deployment is refused.
     *
     * @param given all evidence there is
     * @param people who may approve; empty where nobody need
     * @param requesters who asked
     * @param fourEyes whether nobody approves what they asked for
     * @param diffDigest the digest of the diff that is deployed
     * @return the reason; empty where the evidence is enough
     */
    public static Optional<String> refusal(
            List<Approval> given, Set<String> people, Set<String> requesters, boolean fourEyes, String diffDigest) {
        if (people.isEmpty()
                || !counting(given, people, requesters, fourEyes, diffDigest).isEmpty()) {
            return Optional.empty();
        }
        StringBuilder reason = new StringBuilder("it needs the approval of one of ").append(String.join(", ", people));
        for (Approval approval : given) {
            reason.append("; ").append(approval.by()).append(why(approval, people, requesters, fourEyes, diffDigest));
        }
        reason.append("; get the change request reviewed, or give --approved-by, --approval-url and --diff-digest ")
                .append(diffDigest);
        return Optional.of(reason.toString());
    }

    private static String why(
            Approval approval, Set<String> people, Set<String> requesters, boolean fourEyes, String diffDigest) {
        if (!people.contains(approval.by())) {
            return " is not among them";
        }
        if (fourEyes && requesters.contains(approval.by())) {
            return " asked for it, and nobody approves what they asked for (asked: "
                    + String.join(", ", new TreeSet<>(requesters)) + ")";
        }
        return " approved another diff (" + approval.diffDigest() + " instead of " + diffDigest + ")";
    }
}
