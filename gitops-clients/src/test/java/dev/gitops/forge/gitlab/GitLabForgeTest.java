package dev.gitops.forge.gitlab;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.created;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest.State;
import dev.gitops.api.Settings;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.TestSettings;
import dev.gitops.http.ForgeException;
import dev.gitops.spi.Forge;
import dev.gitops.spi.Forge.Details;
import dev.gitops.spi.Forge.Draft;
import dev.gitops.spi.Forge.Mergeability;
import dev.gitops.spi.Forge.Protection;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitLabForgeTest {

    private static final String API = "/api/v4/projects/platform%2Fteam%2Finfra";
    private static final String MERGE = API + "/merge_requests/7";
    private static final String HEAD = "1".repeat(40);
    private static final String PUSHED = "2026-11-22T10:00:00.000Z";
    private static final String BEFORE = "2026-11-22T09:00:00.000Z";
    private static final String AFTER = "2026-11-22T12:00:00.000+01:00";

    @RegisterExtension
    static final WireMockExtension HOST = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static final String SQUASHED = "3".repeat(40);

    private final FakeTime time = new FakeTime();
    private final List<String> told = new ArrayList<>();
    private Forge forge;

    @BeforeEach
    void open() {
        forge = new GitLabProvider(time.patience())
                .open(
                        Optional.of(URI.create(HOST.baseUrl())),
                        "git@git.example.com:platform/team/infra.git",
                        Settings.builder()
                                .from(TestSettings.withToken("token"))
                                .progress(told::add)
                                .build());
        HOST.stubFor(get(API).willReturn(okJson("{\"id\": 3, \"merge_trains_enabled\": false}")));
        HOST.stubFor(get("/api/v4/user").willReturn(okJson("{\"id\": 1, \"username\": \"bot\"}")));
        HOST.stubFor(get(urlPathEqualTo(MERGE + "/notes")).willReturn(okJson("[]")));
        HOST.stubFor(get(urlPathEqualTo(MERGE + "/versions"))
                .willReturn(okJson("[{\"id\": 2, \"created_at\": \"" + PUSHED + "\"}, {\"id\": 1, \"created_at\": \""
                        + BEFORE + "\"}]")));
    }

    @Nested
    class WithoutAnOpenMergeRequest {

        @BeforeEach
        void findsNone() {
            opens("[]");
            HOST.stubFor(post(API + "/merge_requests").willReturn(created().withBody(merge("opened", "checking"))));
        }

        @Test
        void opensOneWithLabels() {
            HOST.stubFor(put(MERGE).willReturn(okJson(merge("opened", "checking"))));

            Forge.Requested requested = forge.request(draft(Set.of("gitops", "to production", "a,b")));

            assertThat(requested.changeRequest().number()).isEqualTo(7);
            assertThat(requested.changeRequest().url()).endsWith("/merge_requests/7");
            assertThat(requested.notices()).singleElement().asString().contains("a,b");
            HOST.verify(postRequestedFor(urlEqualTo(API + "/merge_requests")).withRequestBody(equalToJson("""
                                    {"title": "Promote shop", "description": "Body", "source_branch": "change", "target_branch": "main"}
                                    """)));
            HOST.verify(putRequestedFor(urlEqualTo(MERGE))
                    .withRequestBody(equalToJson("{\"add_labels\": \"gitops,to production\"}")));
        }

        @Test
        void asksUsersAndTheMembersOfGroups() {
            user("alice", "[{\"id\": 11, \"username\": \"alice\"}]");
            user("releases", "[]");
            user("nobody", "[]");
            HOST.stubFor(get(urlPathEqualTo("/api/v4/groups/platform%2Freleases/members/all"))
                    .willReturn(okJson("[{\"id\": 12, \"username\": \"bob\", \"state\": \"active\"},"
                            + "{\"id\": 13, \"username\": \"gone\", \"state\": \"blocked\"},"
                            + "{\"id\": 1, \"username\": \"bot\", \"state\": \"active\"}]")));
            HOST.stubFor(put(MERGE).willReturn(okJson("{\"reviewers\": [{\"id\": 11, \"username\": \"alice\"}]}")));

            Forge.Requested requested = forge.request(draft(Set.of(), "alice", "releases", "nobody"));

            HOST.verify(
                    putRequestedFor(urlEqualTo(MERGE)).withRequestBody(equalToJson("{\"reviewer_ids\": [11, 12]}")));
            assertThat(requested.notices())
                    .satisfiesExactlyInAnyOrder(
                            notice -> assertThat(notice).contains("nobody"),
                            notice -> assertThat(notice).contains("bob").contains("fewer reviewers"));
        }

        @Test
        void updatesTheOneThatIsThereAlready() {
            HOST.stubFor(get(urlPathEqualTo(API + "/merge_requests"))
                    .inScenario("race")
                    .whenScenarioStateIs("opened")
                    .willReturn(okJson("[" + merge("opened", "mergeable") + "]")));
            HOST.stubFor(post(API + "/merge_requests")
                    .inScenario("race")
                    .willReturn(jsonResponse(
                            "{\"message\": [\"Another open merge request already exists for this source branch: !7\"]}",
                            409))
                    .willSetStateTo("opened"));
            approvals("");

            assertThat(forge.request(draft(Set.of())).changeRequest().number()).isEqualTo(7);
        }

        private void user(String name, String users) {
            HOST.stubFor(get(urlPathEqualTo("/api/v4/users"))
                    .withQueryParam("username", equalTo(name))
                    .willReturn(okJson(users)));
        }
    }

    @Nested
    class WithAnOpenMergeRequest {

        @BeforeEach
        void findsIt() {
            opens("[" + merge("opened", "mergeable").replace("Promote shop", "Promote older") + "]");
            HOST.stubFor(put(MERGE).willReturn(okJson(merge("opened", "mergeable"))));
        }

        @Test
        void resetsApprovalsBeforeItUpdates() {
            approvals(approvedBy("alice", AFTER));
            HOST.stubFor(put(MERGE + "/reset_approvals").willReturn(aResponse().withStatus(202)));

            forge.request(draft(Set.of()));

            HOST.verify(putRequestedFor(urlEqualTo(MERGE + "/reset_approvals")));
            HOST.verify(putRequestedFor(urlEqualTo(MERGE)).withRequestBody(matchingJsonPath("$.description")));
        }

        @Test
        void opensAnewWhereTheTokenMayNotReset() {
            approvals(approvedBy("alice", AFTER));
            HOST.stubFor(put(MERGE + "/reset_approvals")
                    .willReturn(jsonResponse("{\"message\": \"401 Unauthorized\"}", 401)));
            HOST.stubFor(post(MERGE + "/notes").willReturn(created().withBody("{}")));
            HOST.stubFor(post(API + "/merge_requests")
                    .willReturn(created().withBody(merge("opened", "checking").replace("\"iid\": 7", "\"iid\": 8"))));

            assertThat(forge.request(draft(Set.of())).changeRequest().number()).isEqualTo(8);
            HOST.verify(
                    putRequestedFor(urlEqualTo(MERGE)).withRequestBody(equalToJson("{\"state_event\": \"close\"}")));
        }

        @Test
        void resetsNothingWhereNobodyApproved() {
            approvals("");

            forge.request(draft(Set.of()));

            HOST.verify(0, putRequestedFor(urlEqualTo(MERGE + "/reset_approvals")));
        }
    }

    @Nested
    class WhenItMerges {

        @Test
        void waitsUntilTheHostHasChecked() {
            approvals("");
            inTurn(
                    merge("opened", "unchecked"),
                    merge("opened", "checking"),
                    merge("opened", "mergeable"),
                    merge("merged", "not_open"));
            HOST.stubFor(put(MERGE + "/merge").willReturn(okJson(merge("merged", "not_open"))));

            Details details = forge.merge(7);

            assertThat(details.request().state()).isEqualTo(State.MERGED);
            assertThat(details.mergeCommit()).contains("3".repeat(40));
            assertThat(details.mergedBy()).contains("carol");
            assertThat(time.sleeps()).hasSize(2);
            assertThat(told).first().asString().contains("merge request 7");
            HOST.verify(putRequestedFor(urlEqualTo(MERGE + "/merge"))
                    .withRequestBody(equalToJson("{\"sha\": \"" + HEAD + "\"}")));
        }

        @ParameterizedTest
        @CsvSource({
            "not_approved, BLOCKED, not approved",
            "conflict, CONFLICTING, conflict",
            "ci_must_pass, BLOCKED, ci must pass"
        })
        void triesNothingWhereTheHostWouldNot(String status, Mergeability expected, String words) {
            approvals("");
            inTurn(merge("opened", status));

            Details details = forge.merge(7);

            assertThat(details.mergeability()).isEqualTo(expected);
            assertThat(details.obstacle()).contains(words);
            HOST.verify(0, putRequestedFor(urlEqualTo(MERGE + "/merge")));
        }

        @Test
        void triesAgainWhereTheHostIsNotReadyYet() {
            approvals("");
            inTurn(
                    merge("opened", "mergeable"),
                    merge("opened", "checking"),
                    merge("opened", "mergeable"),
                    merge("merged", "not_open"));
            HOST.stubFor(put(MERGE + "/merge")
                    .inScenario("early")
                    .willReturn(jsonResponse("{\"message\": \"405 Method Not Allowed\"}", 405))
                    .willSetStateTo("ready"));
            HOST.stubFor(put(MERGE + "/merge")
                    .inScenario("early")
                    .whenScenarioStateIs("ready")
                    .willReturn(okJson(merge("merged", "not_open"))));

            assertThat(forge.merge(7).request().state()).isEqualTo(State.MERGED);
        }

        @Test
        void tellsAtOnceWhyTheHostDoesNotMerge() {
            approvals("");
            inTurn(merge("opened", "mergeable"), merge("opened", "ci_still_running"));
            HOST.stubFor(
                    put(MERGE + "/merge").willReturn(jsonResponse("{\"message\": \"405 Method Not Allowed\"}", 405)));

            assertThat(forge.merge(7).obstacle()).contains("ci still running (405 Method Not Allowed)");
            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void doesNotWaitForADraft() {
            approvals("");
            inTurn(merge("opened", "checking").replace("\"iid\": 7", "\"iid\": 7, \"draft\": true"));

            assertThat(forge.merge(7).mergeability()).isEqualTo(Mergeability.BLOCKED);
            assertThat(time.sleeps()).isEmpty();
        }

        @Test
        void waitsForTheHeadThatTheHostHasNotReadYet() {
            approvals("");
            inTurn(merge("opened", "mergeable").replace("\"sha\": \"" + HEAD + "\"", "\"sha\": null"));

            Details details = forge.details(7);

            assertThat(details.mergeability()).isEqualTo(Mergeability.UNKNOWN);
            assertThat(details.head()).isEmpty();
        }

        @Test
        void putsItOnTheMergeTrainWhereTheProjectHasOne() {
            approvals("");
            HOST.stubFor(get(API).willReturn(okJson("{\"id\": 3, \"merge_trains_enabled\": true}")));
            HOST.stubFor(get(API + "/merge_trains/merge_requests/7")
                    .inScenario("train")
                    .willReturn(jsonResponse("{\"message\": \"404 Not found\"}", 404)));
            HOST.stubFor(post(API + "/merge_trains/merge_requests/7").willReturn(okJson("{}")));
            inTurn(merge("opened", "mergeable"));

            Details details = forge.merge(7);

            assertThat(details.mergeability()).isEqualTo(Mergeability.QUEUED);
            assertThat(details.obstacle())
                    .hasValueSatisfying(words -> assertThat(words).contains("merge train"));
            HOST.verify(0, putRequestedFor(urlEqualTo(MERGE + "/merge")));
        }

        @Test
        void tellsThatTheUserMayNotMerge() {
            approvals("");
            inTurn(merge("opened", "mergeable"));
            HOST.stubFor(put(MERGE + "/merge").willReturn(jsonResponse("{\"message\": \"401 Unauthorized\"}", 401)));

            assertThat(forge.merge(7).obstacle()).contains("the token's user may not merge into main");
        }

        @Test
        void tellsThatTheHeadMoved() {
            approvals("");
            inTurn(merge("opened", "mergeable"));
            HOST.stubFor(put(MERGE + "/merge")
                    .willReturn(jsonResponse("{\"message\": \"SHA does not match HEAD of source branch\"}", 409)));

            assertThat(forge.merge(7).obstacle()).contains("SHA does not match HEAD of source branch");
        }
    }

    @Nested
    class WhenItReadsApprovals {

        @Test
        void countsThoseGivenAfterTheLastPush() {
            inTurn(merge("opened", "mergeable"));
            approvals(approvedBy("alice", AFTER) + "," + approvedBy("bob", BEFORE));

            assertThat(forge.details(7).approvals()).extracting(Approval::by).containsExactly("alice");
        }

        @Test
        void takesTheTimeFromTheNotesWhereTheHostDoesNotTell() {
            inTurn(merge("opened", "mergeable"));
            approvals(
                    "{\"user\": {\"username\": \"alice\"}}, {\"user\": {\"username\": \"bob\"}}, {\"user\": {\"username\": \"carol\"}}");
            HOST.stubFor(get(urlPathEqualTo(MERGE + "/notes"))
                    .willReturn(okJson("[" + note("alice", BEFORE, true) + "," + note("alice", AFTER, true) + ","
                            + note("bob", BEFORE, true) + "," + note("carol", AFTER, false) + "]")));

            assertThat(forge.details(7).approvals()).extracting(Approval::by).containsExactly("alice");
        }

        @Test
        void takesAnEditionWithoutApprovalsForNone() {
            inTurn(merge("opened", "mergeable"));
            HOST.stubFor(get(MERGE + "/approvals").willReturn(aResponse().withStatus(404)));

            assertThat(forge.details(7).approvals()).isEmpty();
        }

        private String note(String user, String time, boolean system) {
            return "{\"system\": %s, \"body\": \"approved this merge request\", \"created_at\": \"%s\", \"author\": {\"username\": \"%s\"}}"
                    .formatted(system, time, user);
        }
    }

    @Nested
    class WhenItLooksForProvenance {

        private final String commits = API + "/repository/commits/" + SQUASHED + "/merge_requests";

        @Test
        void findsTheMergedOnesOfTheBranch() {
            HOST.stubFor(get(urlPathEqualTo(commits))
                    .willReturn(okJson("[" + merge("merged", "not_open") + "," + merge("opened", "mergeable") + ","
                            + merge("merged", "not_open")
                                    .replace("\"target_branch\": \"main\"", "\"target_branch\": \"dev\"")
                            + "]")));
            inTurn(merge("merged", "not_open"));
            approvals("");

            assertThat(forge.mergedWith(SQUASHED, "main")).hasSize(1);
        }

        @Test
        void findsNoneOfACommitThatIsNotThere() {
            HOST.stubFor(get(urlPathEqualTo(commits))
                    .willReturn(jsonResponse("{\"message\": \"404 Commit Not Found\"}", 404)));

            assertThat(forge.mergedWith(SQUASHED, "main")).isEmpty();
        }

        @Test
        void doesNotTakeAMissingProjectForAnAnswer() {
            HOST.stubFor(get(urlPathEqualTo(commits))
                    .willReturn(jsonResponse("{\"message\": \"404 Project Not Found\"}", 404)));

            assertThatThrownBy(() -> forge.mergedWith(SQUASHED, "main")).isInstanceOf(ForgeException.NotFound.class);
        }
    }

    @Nested
    class WhenItReadsProtection {

        @ParameterizedTest
        @CsvSource({
            "release/*, 0, true",
            "release/*, 40, false",
            "*, 0, true",
            "main, 0, false",
            "*, 60, false",
            "*, 7, false"
        })
        void followsWildcardsAndWhoMayPush(String pattern, int level, boolean expected) {
            rules("[{\"name\": \"%s\", \"push_access_levels\": [{\"access_level\": %d}]}]".formatted(pattern, level));
            HOST.stubFor(get(urlPathEqualTo(API + "/approval_rules"))
                    .willReturn(aResponse().withStatus(404)));

            assertThat(forge.protection("release/1"))
                    .hasValueSatisfying(protection ->
                            assertThat(protection.againstEverybody()).isEqualTo(expected));
        }

        @Test
        void letsTheMostPermissiveRuleHold() {
            rules(
                    "[{\"name\": \"*\", \"push_access_levels\": [{\"access_level\": 0}], \"code_owner_approval_required\": true},"
                            + "{\"name\": \"release/*\", \"push_access_levels\": [{\"access_level\": 0, \"user_id\": 3}]}]");
            HOST.stubFor(get(urlPathEqualTo(API + "/approval_rules"))
                    .willReturn(okJson("[{\"approvals_required\": 2, \"protected_branches\": []},"
                            + "{\"approvals_required\": 5, \"protected_branches\": [{\"name\": \"main\"}]}]")));

            assertThat(forge.protection("release/1"))
                    .contains(new Protection(true, 2, true, List.of("the user 3"), List.of()));
        }

        private void rules(String rules) {
            HOST.stubFor(get(urlPathEqualTo(API + "/protected_branches")).willReturn(okJson(rules)));
        }
    }

    @Test
    void tellsWhoseTokenItIs() {
        HOST.stubFor(get("/api/v4/user").willReturn(okJson("{\"username\": \"bot\"}")));

        assertThat(forge.whoAmI()).isEqualTo("bot");
        assertThat(forge.longestBody()).isEqualTo(1048576);
        assertThat(new GitLabProvider().open(Optional.empty(), "git@gitlab.com:a/b.git", TestSettings.of()))
                .isNotNull();
    }

    private static void opens(String merges) {
        HOST.stubFor(get(urlPathEqualTo(API + "/merge_requests"))
                .withQueryParam("state", equalTo("opened"))
                .withQueryParam("source_branch", equalTo("change"))
                .willReturn(okJson(merges)));
    }

    private static void approvals(String approvers) {
        HOST.stubFor(get(MERGE + "/approvals").willReturn(okJson("{\"approved_by\": [" + approvers + "]}")));
    }

    private static String approvedBy(String user, String time) {
        return "{\"user\": {\"username\": \"%s\"}, \"approved_at\": \"%s\"}".formatted(user, time);
    }

    /** What is told of the merge request, one time after the other; the last stays. */
    private static void inTurn(String... merges) {
        for (int i = 0; i < merges.length; i++) {
            var stub = get(MERGE)
                    .inScenario("turns")
                    .whenScenarioStateIs(i == 0 ? "Started" : "turn " + i)
                    .willReturn(okJson(merges[i]));
            HOST.stubFor(i == merges.length - 1 ? stub : stub.willSetStateTo("turn " + (i + 1)));
        }
    }

    private static Draft draft(Set<String> labels, String... reviewers) {
        return new Draft("change", "main", "Promote shop", "Body", List.of(reviewers), labels);
    }

    private static String merge(String state, String status) {
        return """
                {"iid": 7, "state": "%s", "title": "Promote shop", "description": "Body", "web_url": "https://git.example.com/-/merge_requests/7",
                 "source_branch": "change", "target_branch": "main", "source_project_id": 3, "target_project_id": 3,
                 "author": {"id": 1, "username": "bot"}, "sha": "%s", "merge_commit_sha": null, "squash_commit_sha": "%s",
                 "merge_user": {"username": "carol"}, "merged_at": null, "reviewers": [], "has_conflicts": false, "detailed_merge_status": "%s"}
                """.formatted(state, HEAD, SQUASHED, status);
    }
}
