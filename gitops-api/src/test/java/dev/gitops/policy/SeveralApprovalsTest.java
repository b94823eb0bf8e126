package dev.gitops.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Approval;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.model.ApprovalRule;
import dev.gitops.api.model.TeamSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeveralApprovalsTest {

    private static final String DIGEST = "sha256:1111";
    private static final Map<String, TeamSpec> TEAMS = Map.of(
            "release-managers", new TeamSpec("release-managers", List.of("alice", "bob", "carol"), null),
            "security", new TeamSpec("security", List.of("carol", "dave"), null));
    private static final People PEOPLE = People.of(Map.of("alice", List.of("alice@example.com")));
    private static final EnvironmentSpec PRODUCTION = EnvironmentSpec.builder()
            .name(EnvironmentName.PRODUCTION)
            .addApprovals(
                    new ApprovalRule(List.of("release-managers"), 2, List.of()),
                    new ApprovalRule(List.of("security"), 1, List.of("rbac", "exposure")))
            .build();

    private static Approvals approvals(String findings, String asked) {
        Optional<Set<String>> found = findings.equals("?") ? Optional.empty() : Optional.of(words(findings));
        return new Approvals(Approvals.needs(PRODUCTION, TEAMS, found), words(asked), true, DIGEST, PEOPLE);
    }

    private static Set<String> words(String text) {
        return text.isBlank() ? Set.of() : new LinkedHashSet<>(Arrays.asList(text.split(" ")));
    }

    private static List<Approval> given(String names) {
        return words(names).stream()
                .map(name -> new Approval(name, null, null, name.length() % 2 == 0 ? null : DIGEST))
                .toList();
    }

    @ParameterizedTest(name = "findings {0}, asked by {1}, approved by {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            none          | erin  | alice bob              | ""
            none          | erin  | alice                  | 1 of release-managers
            none          | erin  | ""                     | it needs 2 approvals of release-managers (alice, bob, carol);
            none          | erin  | alice alice@example.com | 1 of release-managers
            none          | alice | alice bob              | alice asked for it
            none          | erin  | alice dave             | dave is not among them
            rbac          | erin  | alice bob              | 1 of security
            rbac          | erin  | alice bob carol        | ""
            rbac          | erin  | alice bob dave         | ""
            rbac          | erin  | carol dave             | 1 of release-managers
            rbac          | erin  | carol alice dave       | ""
            rbac exposure | erin  | carol bob              | missing: 1 of security
            rbac          | erin  | ""                     | and the approval of one of security (carol, dave), as the change touches rbac
            image         | erin  | alice carol            | ""
            ?             | erin  | alice bob              | 1 of security
            ?             | erin  | alice bob dave         | ""
            """)
    void comeFromDifferentPeople(String findings, String asked, String names, String told) {
        Optional<String> refusal = approvals(findings, asked).refusal(given(names));
        if (told.isEmpty()) {
            assertThat(refusal).isEmpty();
        } else {
            assertThat(refusal).hasValueSatisfying(text -> assertThat(text).contains(told));
        }
    }

    @Test
    void sayWhoCouldGiveWhatIsMissing() {
        assertThat(approvals("rbac", "bob").missing(given("carol")))
                .allSatisfy(need -> assertThat(need.from()).doesNotContain("bob", "carol"))
                .extracting(Approvals.Need::count)
                .containsExactly(1, 1);
    }

    @Test
    void areNotMetByAnyOrderOfTooFewPeople() {
        String[] all = {"alice", "alice@example.com", "bob", "carol", "dave", "erin"};
        for (int seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            List<Approval> given = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                String digest = random.nextInt(4) == 0 ? "sha256:2222" : DIGEST;
                given.add(new Approval(all[random.nextInt(all.length)], null, null, digest));
            }
            String asked = all[random.nextInt(all.length)];
            Approvals approvals = approvals("rbac", asked);
            boolean allowed = approvals.refusal(given).isEmpty();
            assertThat(allowed)
                    .as("seed %d: %s, asked by %s", seed, given, asked)
                    .isEqualTo(enough(given, asked));
            Collections.shuffle(given, random);
            assertThat(approvals.refusal(given).isEmpty())
                    .as("seed %d, in another order", seed)
                    .isEqualTo(allowed);
        }
    }

    /** The rule by trying: two of three managers, and another one of security. */
    private static boolean enough(List<Approval> given, String asked) {
        Set<String> persons = new LinkedHashSet<>();
        given.stream()
                .filter(approval -> DIGEST.equals(approval.diffDigest()))
                .filter(approval -> !PEOPLE.same(approval.by(), asked))
                .forEach(approval -> persons.add(approval.by().replace("@example.com", "")));
        for (String security : List.of("carol", "dave")) {
            Set<String> others = new LinkedHashSet<>(persons);
            boolean there = others.remove(security);
            others.retainAll(Set.of("alice", "bob", "carol"));
            if (there && others.size() >= 2) {
                return true;
            }
        }
        return false;
    }
}
