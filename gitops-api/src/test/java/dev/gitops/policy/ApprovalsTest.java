package dev.gitops.policy;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Approval;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.model.TeamSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ApprovalsTest {

    private static final String DIGEST = "sha256:1111";
    private static final Set<String> PEOPLE = Set.of("alice", "bob");
    private static final People KNOWN = People.of(Map.of("alice", List.of("alice@example.com", "asmith")));

    @Test
    void aTeamStandsForItsPeople() {
        EnvironmentSpec production = EnvironmentSpec.builder()
                .name(EnvironmentName.PRODUCTION)
                .addApprovers("payments", "carol")
                .build();
        assertThat(Approvals.needs(
                        production,
                        Map.of("payments", new TeamSpec("payments", List.of("alice", "bob"), null)),
                        Optional.empty()))
                .singleElement()
                .extracting(Approvals.Need::from, as(InstanceOfAssertFactories.collection(String.class)))
                .containsExactly("alice", "bob", "carol");
    }

    @Test
    void nothingIsNeededWhereNobodyNeedApprove() {
        assertThat(new Approvals(List.of(), Set.of("alice"), true, DIGEST, People.of(Map.of())).refusal(List.of()))
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
        return new Approvals(
                        List.of(new Approvals.Need(PEOPLE, 1, "alice, bob", List.of())),
                        requesters,
                        fourEyes,
                        DIGEST,
                        KNOWN)
                .refusal(given);
    }

    private static Approval approval(String by, String digest) {
        return new Approval(by, "looks good", "https://jenkins.example.com/job/1", digest);
    }

    @Test
    void whoAskedIsKnownByAnyOfTheirNamesAndInAnyCase() {
        for (String asked :
                List.of("ALICE", "Alice Smith <alice@example.com>", "ASmith", "12+asmith@users.noreply.github.com")) {
            assertThat(refusal(List.of(approval("alice", DIGEST)), Set.of(asked), true))
                    .as(asked)
                    .hasValueSatisfying(reason -> assertThat(reason).contains("alice asked for it"));
        }
    }

    @Test
    void anApproverIsKnownByAnyOfTheirNames() {
        assertThat(refusal(List.of(approval("Asmith", DIGEST)), Set.of("carol"), true))
                .isEmpty();
    }

    @Test
    void aNamesakeIsAnotherPerson() {
        assertThat(refusal(List.of(approval("bob", DIGEST)), Set.of("bobby", "Bob Jones <jones@example.com>"), true))
                .isEmpty();
    }
}
