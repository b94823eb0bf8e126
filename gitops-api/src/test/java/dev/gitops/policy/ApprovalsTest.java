package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Approval;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.model.TeamSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalsTest {

    private static final String DIGEST = "sha256:1111";
    private static final Set<String> PEOPLE = Set.of("alice", "bob");

    @Test
    void aTeamStandsForItsPeople() {
        EnvironmentSpec production = EnvironmentSpec.builder()
                .name(EnvironmentName.PRODUCTION)
                .addApprovers("payments", "carol")
                .build();
        assertThat(Approvals.people(
                        production, Map.of("payments", new TeamSpec("payments", List.of("alice", "bob"), null))))
                .containsExactly("alice", "bob", "carol");
    }

    @Test
    void nothingIsNeededWhereNobodyNeedApprove() {
        assertThat(Approvals.refusal(List.of(), Set.of(), Set.of("alice"), true, DIGEST))
                .isEmpty();
    }

    @Test
    void withoutEvidenceItIsRefusedAndTheWayOutIsTold() {
        assertThat(refusal(List.of(), Set.of(), false))
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("the approval of one of", "--approved-by", DIGEST));
    }

    @Test
    void anApprovalOfThisDiffCounts() {
        assertThat(refusal(List.of(approval("alice", DIGEST)), Set.of("carol"), true))
                .isEmpty();
    }

    @Test
    void aReviewOfTheMergedChangeRequestCounts() {
        assertThat(refusal(
                        List.of(new Approval("bob", null, "https://git.example.com/7", null)), Set.of("carol"), true))
                .isEmpty();
    }

    @Test
    void anApprovalOfAnotherDiffDoesNot() {
        assertThat(refusal(List.of(approval("alice", "sha256:2222")), Set.of(), false))
                .hasValueSatisfying(reason -> assertThat(reason).contains("alice approved another diff (sha256:2222"));
    }

    @Test
    void aStrangersApprovalDoesNot() {
        assertThat(refusal(List.of(approval("mallory", DIGEST)), Set.of(), false))
                .hasValueSatisfying(reason -> assertThat(reason).contains("mallory is not among them"));
    }

    @Test
    void underFourEyesNobodyApprovesWhatTheyAskedFor() {
        assertThat(refusal(List.of(approval("alice", DIGEST)), Set.of("alice"), true))
                .hasValueSatisfying(reason -> assertThat(reason).contains("alice asked for it"));
        assertThat(refusal(List.of(approval("alice", DIGEST)), Set.of("alice"), false))
                .isEmpty();
    }

    private static Optional<String> refusal(List<Approval> given, Set<String> requesters, boolean fourEyes) {
        return Approvals.refusal(given, PEOPLE, requesters, fourEyes, DIGEST);
    }

    private static Approval approval(String by, String digest) {
        return new Approval(by, "looks good", "https://jenkins.example.com/job/1", digest);
    }
}
