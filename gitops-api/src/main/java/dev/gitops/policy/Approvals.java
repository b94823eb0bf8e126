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

/**
 * Whether the evidence allows a deployment into an environment with approvers.
 *
 * @param approvers who may approve; empty where nobody need
 * @param requesters who asked for the changes and for this deployment
 * @param fourEyes whether nobody approves what they asked for
 * @param diffDigest the digest of the diff that is deployed
 * @param people who is who
 */
public record Approvals(
        Set<String> approvers, Set<String> requesters, boolean fourEyes, String diffDigest, People people) {

    /**
     * The people who may approve.
     *
     * @param environment the environment
     * @param teams the inventory's teams by name
     * @return the approvers, a team's name replaced by its people
     */
    public static Set<String> approvers(EnvironmentSpec environment, Map<String, TeamSpec> teams) {
        Set<String> approvers = new LinkedHashSet<>();
        for (String approver : environment.approvers()) {
            TeamSpec team = teams.get(approver);
            if (team == null) {
                approvers.add(approver);
            } else {
                approvers.addAll(team.approvers());
            }
        }
        return approvers;
    }

    /** {@return those who may approve and have not asked for it} */
    public List<String> eligible() {
        return approvers.stream().filter(approver -> !asked(approver)).toList();
    }

    /**
     * The approvals that count.
     *
     * @param given all evidence there is
     * @return the evidence that counts, in order
     */
    public List<Approval> counting(List<Approval> given) {
        return given.stream()
                .filter(approval -> people.among(approval.by(), approvers))
                .filter(approval -> !asked(approval.by()))
                .filter(approval ->
                        approval.diffDigest() == null || approval.diffDigest().equals(diffDigest))
                .toList();
    }

    /**
     * Why a deployment is refused.
     *
     * @param given all evidence there is
     * @return the reason; empty where the evidence is enough
     */
    public Optional<String> refusal(List<Approval> given) {
        if (approvers.isEmpty() || !counting(given).isEmpty()) {
            return Optional.empty();
        }
        StringBuilder reason =
                new StringBuilder("it needs the approval of one of ").append(String.join(", ", approvers));
        for (Approval approval : given) {
            reason.append("; ").append(approval.by()).append(why(approval));
        }
        reason.append("; get the change request reviewed, or give --approved-by, --approval-url and --diff-digest ")
                .append(diffDigest);
        return Optional.of(reason.toString());
    }

    private boolean asked(String person) {
        return fourEyes && people.among(person, requesters);
    }

    private String why(Approval approval) {
        if (!people.among(approval.by(), approvers)) {
            return " is not among them";
        }
        if (asked(approval.by())) {
            return " asked for it, and nobody approves what they asked for (asked: "
                    + String.join(", ", new TreeSet<>(requesters)) + ")";
        }
        return " approved another diff (" + approval.diffDigest() + " instead of " + diffDigest + ")";
    }
}
