package dev.gitops.policy;

import dev.gitops.api.Approval;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.model.ApprovalRule;
import dev.gitops.api.model.TeamSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether the evidence allows a deployment into an environment where somebody must approve: reviews of change requests and answers to Jenkins' {@code input} are one and the same.
 *
 * @param needs who must approve; none where nobody need
 * @param requesters who asked for the changes and for this deployment
 * @param fourEyes whether nobody approves what they asked for
 * @param diffDigest the digest of the diff that is deployed
 * @param people who is who
 */
public record Approvals(List<Need> needs, Set<String> requesters, boolean fourEyes, String diffDigest, People people) {

    /** Copies the needs. */
    public Approvals {
        needs = List.copyOf(needs);
    }

    /**
     * One rule that applies.
     *
     * @param from the people of whom some must approve, teams replaced by their people
     * @param count how many different ones
     * @param name what the rule calls them, as in {@code security}
     * @param because the findings that call for it; empty where it always applies
     */
    public record Need(Set<String> from, int count, String name, List<String> because) {

        String inWords() {
            String people = String.join(", ", from);
            String of = name.equals(people) ? people : name + " (" + people + ")";
            String how = count == 1 ? "the approval of one of " + of : count + " approvals of " + of;
            return because.isEmpty() ? how : how + ", as the change touches " + String.join(", ", because);
        }
    }

    /**
     * Who must approve.
     *
     * @param environment the environment
     * @param teams the inventory's teams by name
     * @param findings what a review found in the change, as far as somebody looked: where nobody did, every rule applies
     * @return the rules that apply; {@code approvers} are one that asks for one of them
     */
    public static List<Need> needs(
            EnvironmentSpec environment, Map<String, TeamSpec> teams, Optional<Set<String>> findings) {
        List<Need> needs = new ArrayList<>();
        if (!environment.approvers().isEmpty()) {
            Set<String> approvers = people(environment.approvers(), teams);
            needs.add(new Need(approvers, 1, String.join(", ", approvers), List.of()));
        }
        for (ApprovalRule rule : environment.approvals()) {
            List<String> because = rule.when().stream()
                    .filter(finding -> findings.isPresent() && findings.get().contains(finding))
                    .toList();
            if (rule.when().isEmpty() || findings.isEmpty() || !because.isEmpty()) {
                needs.add(new Need(people(rule.from(), teams), rule.count(), String.join(", ", rule.from()), because));
            }
        }
        return needs;
    }

    private static Set<String> people(List<String> names, Map<String, TeamSpec> teams) {
        Set<String> people = new LinkedHashSet<>();
        for (String name : names) {
            TeamSpec team = teams.get(name);
            if (team == null) {
                people.add(name);
            } else {
                people.addAll(team.approvers());
            }
        }
        return people;
    }

    /** {@return everybody who may approve} */
    public Set<String> approvers() {
        return needs.stream()
                .flatMap(need -> need.from().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** {@return those who may approve and have not asked for it} */
    public List<String> eligible() {
        return eligible(approvers());
    }

    private List<String> eligible(Set<String> from) {
        return from.stream().filter(approver -> !asked(approver)).toList();
    }

    /**
     * The approvals that count, one of each person.
     *
     * @param given all evidence there is
     * @return the evidence that counts, in order
     */
    public List<Approval> counting(List<Approval> given) {
        List<Approval> counting = new ArrayList<>();
        for (Approval approval : given) {
            boolean counts = people.among(approval.by(), approvers())
                    && !asked(approval.by())
                    && (approval.diffDigest() == null || approval.diffDigest().equals(diffDigest))
                    && counting.stream().noneMatch(other -> people.same(other.by(), approval.by()));
            if (counts) {
                counting.add(approval);
            }
        }
        return counting;
    }

    /**
     * What is still missing. Each approval counts for one rule; they are shared out so that the least is missing.
     *
     * @param given all evidence there is
     * @return for each rule that is not met, how many are missing, and who of those that have not approved could
     */
    public List<Need> missing(List<Approval> given) {
        List<Approval> counting = counting(given);
        List<Set<String>> seats = new ArrayList<>();
        needs.forEach(need -> {
            for (int i = 0; i < need.count(); i++) {
                seats.add(need.from());
            }
        });
        Seating seating = new Seating(seats, counting.stream().map(Approval::by).toList(), people);
        List<Need> missing = new ArrayList<>();
        int seat = 0;
        for (Need need : needs) {
            int empty = 0;
            for (int i = 0; i < need.count(); i++) {
                empty += seating.isTaken(seat++) ? 0 : 1;
            }
            if (empty > 0) {
                Set<String> could = eligible(need.from()).stream()
                        .filter(person -> counting.stream().noneMatch(other -> people.same(other.by(), person)))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                missing.add(new Need(could, empty, need.name(), need.because()));
            }
        }
        return missing;
    }

    /**
     * Why a deployment is refused.
     *
     * @param given all evidence there is
     * @return the reason; empty where the evidence is enough
     */
    public Optional<String> refusal(List<Approval> given) {
        List<Need> missing = missing(given);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder reason = new StringBuilder("it needs ")
                .append(needs.stream().map(Need::inWords).collect(Collectors.joining(", and ")));
        List<Approval> counting = counting(given);
        if (!counting.isEmpty()) {
            reason.append(", each of another person; missing: ")
                    .append(missing.stream()
                            .map(need -> need.count() + " of " + need.name())
                            .collect(Collectors.joining(", ")));
        }
        for (Approval approval : given) {
            if (counting.contains(approval)) {
                reason.append("; ").append(approval.by()).append(" approved");
            } else if (counting.stream().noneMatch(other -> people.same(other.by(), approval.by()))) {
                reason.append("; ").append(approval.by()).append(why(approval));
            }
        }
        reason.append("; get the change request reviewed, or give --approved-by, --approval-url and --diff-digest ")
                .append(diffDigest);
        return Optional.of(reason.toString());
    }

    private boolean asked(String person) {
        return fourEyes && people.among(person, requesters);
    }

    private String why(Approval approval) {
        if (!people.among(approval.by(), approvers())) {
            return " is not among them";
        }
        if (asked(approval.by())) {
            return " asked for it, and nobody approves what they asked for (asked: "
                    + String.join(", ", new TreeSet<>(requesters)) + ")";
        }
        return " approved another diff (" + approval.diffDigest() + " instead of " + diffDigest + ")";
    }
}
