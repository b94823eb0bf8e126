package dev.gitops.forge.github;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.created;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.ChangeRequest.State;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.TestSettings;
import dev.gitops.http.ForgeException;
import dev.gitops.spi.Forge;
import dev.gitops.spi.Forge.Details;
import dev.gitops.spi.Forge.Draft;
import dev.gitops.spi.Forge.Mergeability;
import dev.gitops.spi.Forge.Protection;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubForgeTest {

    private static final String API = "/api/v3/repos/platform/infra";
    private static final String HEAD = "1".repeat(40);
    private static final String OLD = "2".repeat(40);
    private static final Draft DRAFT =
            new Draft("gitops/change/shop/production", "main", "Promote shop", "Body", List.of(), Set.of());

    @RegisterExtension
    static final WireMockExtension HOST = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final FakeTime time = new FakeTime();
    private Forge forge;

    @BeforeEach
    void open() {
        forge = new GitHubProvider(time.patience())
                .open(
                        Optional.of(URI.create(HOST.baseUrl())),
                        "git@git.example.com:platform/infra.git",
                        TestSettings.withToken("token\n"));
        HOST.stubFor(get(urlPathEqualTo(API + "/issues/7/timeline")).willReturn(okJson("[]")));
        HOST.stubFor(get(urlPathMatching(API + "/collaborators/[a-z]+/permission"))
                .willReturn(okJson("{\"permission\": \"write\"}")));
    }

    @Nested
    class WithoutAnOpenPullRequest {

        @BeforeEach
        void findsNone() {
            opens("[]");
        }

        @Test
        void opensOne() {
            HOST.stubFor(post(API + "/pulls").willReturn(created().withBody(pull("open", "null", "unknown"))));

            Forge.Requested requested = forge.request(DRAFT);

            assertThat(requested.notices()).isEmpty();
            assertThat(requested.changeRequest())
                    .isEqualTo(new ChangeRequest("https://git.example.com/platform/infra/pull/7", 7, State.OPEN));
            HOST.verify(postRequestedFor(urlEqualTo(API + "/pulls")).withRequestBody(equalToJson("""
                                    {"title": "Promote shop", "body": "Body", "head": "gitops/change/shop/production", "base": "main"}
                                    """)));
        }

        @Test
        void opensNoSecondWhereTheAnswerWasLost() {
            HOST.stubFor(get(urlPathEqualTo(API + "/pulls"))
                    .inScenario("lost")
                    .whenScenarioStateIs("opened")
                    .willReturn(okJson("[" + pull("open", "null", "unknown") + "]")));
            HOST.stubFor(post(API + "/pulls")
                    .inScenario("lost")
                    .willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE))
                    .willSetStateTo("opened"));

            assertThat(forge.request(DRAFT).changeRequest().number()).isEqualTo(7);
            HOST.verify(1, postRequestedFor(urlEqualTo(API + "/pulls")));
        }

        @Test
        void updatesTheOneThatSomebodyOpenedMeanwhile() {
            HOST.stubFor(get(urlPathEqualTo(API + "/pulls"))
                    .inScenario("race")
                    .whenScenarioStateIs("opened")
                    .willReturn(okJson("[" + pull("open", "null", "unknown") + "]")));
            HOST.stubFor(post(API + "/pulls")
                    .inScenario("race")
                    .willReturn(jsonResponse("""
                            {"message": "Validation Failed", "errors": [{"message": "A pull request already exists for platform:x."}]}
                            """, 422))
                    .willSetStateTo("opened"));
            reviews("[]");

            assertThat(forge.request(DRAFT).changeRequest().number()).isEqualTo(7);
        }

        @Test
        void tellsWhyItCannotBeOpened() {
            HOST.stubFor(post(API + "/pulls").willReturn(jsonResponse("""
                            {"message": "Validation Failed", "errors": [{"resource": "PullRequest", "field": "base", "code": "invalid"}]}
                            """, 422)));

            assertThatThrownBy(() -> forge.request(DRAFT))
                    .isInstanceOf(ForgeException.Rejected.class)
                    .hasMessageContaining("cannot open a pull request from gitops/change/shop/production to main")
                    .hasMessageContaining("base: invalid");
        }

        @Test
        void asksUsersThenTeamsAndTellsWhoCouldNotBeAsked() {
            HOST.stubFor(post(API + "/pulls").willReturn(created().withBody(pull("open", "null", "unknown"))));
            reviews("[]");
            String reviewers = API + "/pulls/7/requested_reviewers";
            HOST.stubFor(post(reviewers)
                    .willReturn(
                            jsonResponse("{\"message\": \"Reviews may only be requested from collaborators.\"}", 422)));
            HOST.stubFor(post(reviewers)
                    .withRequestBody(equalToJson("{\"reviewers\": [\"alice\"]}"))
                    .willReturn(created().withBody(pull("open", "null", "unknown"))));
            HOST.stubFor(post(reviewers)
                    .withRequestBody(equalToJson("{\"team_reviewers\": [\"releases\"]}"))
                    .willReturn(created().withBody(pull("open", "null", "unknown"))));

            Forge.Requested requested = forge.request(draft("alice", "platform/releases", "nobody", "Asked"));

            assertThat(requested.notices())
                    .singleElement()
                    .asString()
                    .contains("nobody")
                    .contains("collaborators");
            HOST.verify(
                    0,
                    postRequestedFor(urlEqualTo(reviewers))
                            .withRequestBody(matchingJsonPath("$.reviewers[?(@ == 'asked')]")));
        }

        @Test
        void makesALabelThatIsMissing() {
            HOST.stubFor(post(API + "/pulls").willReturn(created().withBody(pull("open", "null", "unknown"))));
            HOST.stubFor(
                    get(API + "/labels/to%20production").willReturn(aResponse().withStatus(404)));
            HOST.stubFor(post(API + "/labels").willReturn(created().withBody("{}")));
            HOST.stubFor(post(API + "/issues/7/labels").willReturn(okJson("[]")));

            Forge.Requested requested = forge.request(new Draft(
                    DRAFT.sourceBranch(), "main", "Promote shop", "Body", List.of(), Set.of("to production")));

            assertThat(requested.notices()).isEmpty();
            HOST.verify(postRequestedFor(urlEqualTo(API + "/issues/7/labels"))
                    .withRequestBody(equalToJson("{\"labels\": [\"to production\"]}")));
            HOST.verify(postRequestedFor(urlEqualTo(API + "/labels")).withRequestBody(matchingJsonPath("$.color")));
        }
    }

    @Nested
    class WithAnOpenPullRequest {

        @BeforeEach
        void findsIt() {
            opens("[" + pull("open", "true", "clean") + "]");
            HOST.stubFor(patch(urlEqualTo(API + "/pulls/7")).willReturn(okJson(pull("open", "true", "clean"))));
        }

        @Test
        void dismissesApprovalsBeforeItUpdates() {
            reviews("[" + review(1, "alice", "APPROVED", HEAD) + "," + review(2, "bob", "COMMENTED", HEAD) + "]");
            HOST.stubFor(put(API + "/pulls/7/reviews/1/dismissals").willReturn(okJson("{}")));

            forge.request(changed());

            HOST.verify(putRequestedFor(urlEqualTo(API + "/pulls/7/reviews/1/dismissals"))
                    .withRequestBody(matchingJsonPath("$.message")));
            HOST.verify(patchRequestedFor(urlEqualTo(API + "/pulls/7"))
                    .withRequestBody(matchingJsonPath("$.title", equalTo("Promote 2"))));
        }

        @Test
        void opensAnewWhereTheTokenMayNotDismiss() {
            reviews("[" + review(1, "alice", "APPROVED", OLD) + "]");
            HOST.stubFor(put(API + "/pulls/7/reviews/1/dismissals")
                    .willReturn(aResponse().withStatus(403)));
            HOST.stubFor(post(API + "/issues/7/comments").willReturn(created().withBody("{}")));
            HOST.stubFor(post(API + "/pulls")
                    .willReturn(created()
                            .withBody(pull("open", "null", "unknown").replace("\"number\": 7", "\"number\": 8"))));

            Forge.Requested requested = forge.request(changed());

            assertThat(requested.changeRequest().number()).isEqualTo(8);
            assertThat(requested.notices())
                    .containsExactly(
                            "closed pull request 7 and opened 8: approvals given before the update could not be withdrawn");
            HOST.verify(patchRequestedFor(urlEqualTo(API + "/pulls/7"))
                    .withRequestBody(equalToJson("{\"state\": \"closed\"}")));
        }

        @Test
        void keepsAnApprovalOfTheHeadWhereNothingChanged() {
            reviews("[" + review(1, "alice", "APPROVED", HEAD) + "]");

            assertThat(forge.request(DRAFT).notices()).isEmpty();
            HOST.verify(0, patchRequestedFor(urlEqualTo(API + "/pulls/7")));
        }

        @Test
        void comments() {
            HOST.stubFor(post(API + "/issues/7/comments").willReturn(created().withBody("{}")));

            forge.comment(7, "Hello");

            HOST.verify(postRequestedFor(urlEqualTo(API + "/issues/7/comments"))
                    .withRequestBody(equalToJson("{\"body\": \"Hello\"}")));
        }
    }

    @Nested
    class WhenItMerges {

        @BeforeEach
        void allows() {
            reviews("[]");
            HOST.stubFor(get(API).willReturn(okJson(
                    "{\"allow_merge_commit\": false, \"allow_rebase_merge\": true, \"allow_squash_merge\": true}")));
        }

        @Test
        void waitsUntilTheHostHasMadeUpItsMind() {
            inTurn(pull("open", "null", "unknown"), pull("open", "true", "clean"), merged());
            HOST.stubFor(put(API + "/pulls/7/merge").willReturn(okJson("{\"merged\": true}")));

            Details details = forge.merge(7);

            assertThat(details.request().state()).isEqualTo(State.MERGED);
            assertThat(details.mergeCommit()).contains(OLD);
            assertThat(details.mergedBy()).contains("bob");
            assertThat(details.mergedAt()).isEqualTo("2026-11-22T11:00:00Z");
            assertThat(time.sleeps()).hasSize(1);
            HOST.verify(putRequestedFor(urlEqualTo(API + "/pulls/7/merge"))
                    .withRequestBody(equalToJson("{\"sha\": \"" + HEAD + "\", \"merge_method\": \"rebase\"}")));
        }

        @ParameterizedTest
        @CsvSource({
            "true, blocked, BLOCKED",
            "true, behind, BLOCKED",
            "false, dirty, CONFLICTING",
            "true, draft, BLOCKED"
        })
        void triesNothingWhereTheHostWouldNot(String mergeable, String state, Mergeability expected) {
            inTurn(pull("open", mergeable, state));

            Details details = forge.merge(7);

            assertThat(details.mergeability()).isEqualTo(expected);
            assertThat(details.obstacle()).isPresent();
            HOST.verify(0, putRequestedFor(urlEqualTo(API + "/pulls/7/merge")));
        }

        @Test
        void givesUpWaitingInTheEnd() {
            inTurn(pull("open", "null", "unknown"));

            Details details = forge.merge(7);

            assertThat(details.mergeability()).isEqualTo(Mergeability.UNKNOWN);
            assertThat(details.obstacle())
                    .hasValueSatisfying(words -> assertThat(words).contains("not found out"));
            assertThat(time.sleeps()).hasSize(10);
        }

        @Test
        void tellsTheWordsOfARefusal() {
            inTurn(pull("open", "true", "clean"));
            HOST.stubFor(put(API + "/pulls/7/merge")
                    .willReturn(jsonResponse("{\"message\": \"At least 1 approving review is required\"}", 405)));

            assertThat(forge.merge(7).obstacle()).contains("At least 1 approving review is required");
        }

        @Test
        void triesAgainWhereTheBaseMoved() {
            inTurn(pull("open", "true", "clean"), pull("open", "true", "clean"), merged());
            HOST.stubFor(put(API + "/pulls/7/merge")
                    .inScenario("base")
                    .willReturn(jsonResponse(
                            "{\"message\": \"Base branch was modified. Review and try the merge again.\"}", 405))
                    .willSetStateTo("still"));
            HOST.stubFor(put(API + "/pulls/7/merge")
                    .inScenario("base")
                    .whenScenarioStateIs("still")
                    .willReturn(okJson("{\"merged\": true}")));

            assertThat(forge.merge(7).request().state()).isEqualTo(State.MERGED);
        }
    }

    @Test
    void countsTheLastDecisionOfEachReviewerOnThePresentHead() {
        inTurn(pull("open", "true", "clean"));
        reviews("[" + review(1, "alice", "APPROVED", HEAD) + "," + review(2, "alice", "COMMENTED", HEAD) + ","
                + review(3, "bob", "APPROVED", HEAD) + "," + review(4, "bob", "CHANGES_REQUESTED", HEAD) + ","
                + review(5, "carol", "APPROVED", OLD) + "," + review(6, "dave", "DISMISSED", HEAD) + "]");

        assertThat(forge.details(7).approvals()).extracting(Approval::by).containsExactly("alice");
    }

    @Test
    void findsTheMergedPullRequestsOfACommit() {
        HOST.stubFor(get(API).willReturn(okJson("{\"id\": 1, \"default_branch\": \"main\"}")));
        HOST.stubFor(get(urlPathEqualTo(API + "/commits/" + OLD + "/pulls"))
                .willReturn(okJson("[" + merged() + "," + merged().replace("\"ref\": \"main\"", "\"ref\": \"dev\"")
                        + "," + pull("open", "true", "clean") + "]")));
        inTurn(merged());
        reviews("[]");

        assertThat(forge.mergedWith(OLD, "main")).singleElement().satisfies(details -> {
            assertThat(details.request().number()).isEqualTo(7);
            assertThat(details.author()).contains("bot");
        });
    }

    @Test
    void knowsNoPullRequestOfACommitThatTheHostDoesNotHave() {
        HOST.stubFor(get(API).willReturn(okJson("{\"id\": 1, \"default_branch\": \"main\"}")));
        HOST.stubFor(get(urlPathEqualTo(API + "/commits/" + OLD + "/pulls"))
                .willReturn(jsonResponse("{\"message\": \"No commit found for SHA: " + OLD + "\"}", 422)));

        assertThat(forge.mergedWith(OLD, "main")).isEmpty();
    }

    @Nested
    class WhereAFirstLookMisleads {

        private final String sourceCommits = API + "/pulls/7/commits";

        @Test
        void doesNotTakeAForksPullRequestForItsOwn() {
            opens("[" + pull("open", "true", "clean").replaceFirst("\"repo\": \\{\"id\": 1}", "\"repo\": {\"id\": 2}")
                    + "]");
            assertThat(forge.open(DRAFT.sourceBranch(), "main")).isEmpty();

            opens("[" + pull("open", "true", "clean").replaceFirst("\"repo\": \\{\"id\": 1}", "\"repo\": null") + "]");
            assertThat(forge.open(DRAFT.sourceBranch(), "main")).isEmpty();
        }

        @Test
        void doesNotCountApprovalsOfReaders() {
            inTurn(pull("open", "true", "clean"));
            reviews("[" + review(1, "alice", "APPROVED", HEAD) + "," + review(2, "bob", "APPROVED", HEAD) + ","
                    + review(3, "carol", "APPROVED", HEAD) + "]");
            HOST.stubFor(get(API + "/collaborators/bob/permission").willReturn(okJson("{\"permission\": \"read\"}")));
            HOST.stubFor(get(API + "/collaborators/carol/permission")
                    .willReturn(aResponse().withStatus(404)));

            assertThat(forge.details(7).approvals()).extracting(Approval::by).containsExactly("alice");
        }

        @Test
        void doesNotCountApprovalsFromBeforeTheTargetWasChanged() {
            inTurn(pull("open", "true", "clean"));
            reviews("[" + review(1, "alice", "APPROVED", HEAD) + ","
                    + review(2, "bob", "APPROVED", HEAD).replace("T10:00:00Z", "T11:00:00Z") + "]");
            HOST.stubFor(get(urlPathEqualTo(API + "/issues/7/timeline"))
                    .willReturn(
                            okJson("[{\"event\": \"base_ref_changed\", \"created_at\": \"2026-11-22T10:30:00Z\"}]")));

            assertThat(forge.details(7).approvals()).extracting(Approval::by).containsExactly("bob");
        }

        @Test
        void doesNotTakeAnUpstreamsPullRequestOfThatNumberForItsOwn() {
            mergedRepository("main");
            HOST.stubFor(get(urlPathEqualTo(API + "/commits/" + OLD + "/pulls"))
                    .willReturn(okJson("["
                            + merged().replace(
                                            "\"ref\": \"main\", \"repo\": {\"id\": 1}",
                                            "\"ref\": \"main\", \"repo\": {\"id\": 99}")
                            + "]")));

            assertThat(forge.mergedWith(OLD, "main")).isEmpty();
        }

        @Test
        void doesNotTakeACommitThatASquashLeftBehind() {
            mergedRepository("main");
            HOST.stubFor(
                    get(urlPathEqualTo(API + "/commits/" + HEAD + "/pulls")).willReturn(okJson("[" + merged() + "]")));
            HOST.stubFor(get(API + "/git/commits/" + OLD)
                    .willReturn(okJson("{\"parents\": [{\"sha\": \"" + "9".repeat(40) + "\"}]}")));
            HOST.stubFor(get(urlPathEqualTo(sourceCommits)).willReturn(okJson("[]")));

            assertThat(forge.mergedWith(HEAD, "main")).isEmpty();
        }

        @Test
        void takesAMergesOwnCommits() {
            mergedRepository("main");
            HOST.stubFor(
                    get(urlPathEqualTo(API + "/commits/" + HEAD + "/pulls")).willReturn(okJson("[" + merged() + "]")));
            HOST.stubFor(get(API + "/git/commits/" + OLD)
                    .willReturn(okJson(
                            "{\"parents\": [{\"sha\": \"" + "9".repeat(40) + "\"}, {\"sha\": \"" + HEAD + "\"}]}")));

            assertThat(forge.mergedWith(HEAD, "main")).hasSize(1);
        }

        @Test
        void looksThroughTheMergedOnesOfABranchThatIsNotTheDefault() {
            mergedRepository("trunk");
            HOST.stubFor(get(urlPathEqualTo(API + "/commits/" + OLD + "/pulls")).willReturn(okJson("[]")));
            HOST.stubFor(get(API + "/git/commits/" + OLD)
                    .willReturn(okJson("{\"committer\": {\"date\": \"2026-11-22T11:00:00Z\"}, \"parents\": []}")));
            HOST.stubFor(get(urlPathEqualTo(API + "/pulls"))
                    .withQueryParam("state", equalTo("closed"))
                    .withQueryParam("base", equalTo("main"))
                    .willReturn(okJson("["
                            + merged().replace(
                                            "\"merged\": true",
                                            "\"updated_at\": \"2026-11-22T11:00:01Z\", \"merged\": true")
                            + "]")));

            assertThat(forge.mergedWith(OLD, "main")).hasSize(1);
        }

        @Test
        void namesWhoOpenedWroteAndPushed() {
            inTurn(pull("open", "true", "clean"));
            HOST.stubFor(
                    get(urlPathEqualTo(sourceCommits))
                            .willReturn(
                                    okJson(
                                            "[{\"sha\": \"" + HEAD
                                                    + "\", \"author\": {\"login\": \"alice\"}, \"committer\": null,"
                                                    + " \"commit\": {\"author\": {\"email\": \"alice@example.com\"}, \"committer\": {\"email\": \"noreply@github.com\"}}}]")));
            HOST.stubFor(get(urlPathEqualTo(API + "/activity"))
                    .willReturn(okJson("[{\"after\": \"" + HEAD + "\", \"actor\": {\"login\": \"eve\"}},"
                            + "{\"after\": \"" + OLD + "\", \"actor\": {\"login\": \"other\"}}]")));

            assertThat(forge.contributors(7)).containsExactlyInAnyOrder("bot", "alice", "alice@example.com", "eve");
        }

        @Test
        void tellsThatItStandsInTheMergeQueue() {
            inTurn(pull("open", "true", "clean"));
            reviews("[" + review(1, "alice", "APPROVED", HEAD) + "]");
            HOST.stubFor(get(urlPathEqualTo(API + "/issues/7/timeline"))
                    .willReturn(okJson("[{\"event\": \"added_to_merge_queue\"}]")));

            assertThat(forge.merge(7).mergeability()).isEqualTo(Mergeability.QUEUED);
            HOST.verify(0, putRequestedFor(urlEqualTo(API + "/pulls/7/merge")));
        }

        private void mergedRepository(String defaultBranch) {
            HOST.stubFor(get(API).willReturn(okJson("{\"id\": 1, \"default_branch\": \"" + defaultBranch + "\"}")));
            inTurn(merged());
            reviews("[]");
        }
    }

    @Nested
    class WhenItReadsProtection {

        @Test
        void takesTheStricterOfRulesetsAndClassicProtection() {
            rules("[{\"type\": \"deletion\"}, {\"type\": \"pull_request\", \"parameters\": "
                    + "{\"required_approving_review_count\": 1, \"require_code_owner_review\": true}}]");
            branch(true);
            HOST.stubFor(get(API + "/branches/release%2F1/protection")
                    .willReturn(okJson("{\"required_pull_request_reviews\": "
                            + "{\"required_approving_review_count\": 2, \"require_code_owner_reviews\": false}}")));

            assertThat(forge.protection("release/1"))
                    .contains(
                            new Protection(
                                    true,
                                    2,
                                    true,
                                    List.of(),
                                    List.of(
                                            "whom the ruleset of the branch lets pass, which only its administrators may read")));
        }

        @Test
        void namesWhomTheClassicProtectionExemptsButTheTool() {
            HOST.stubFor(get("/api/v3/user").willReturn(okJson("{\"login\": \"bot\", \"id\": 9}")));
            rules("[]");
            branch(true);
            HOST.stubFor(get(API + "/branches/release%2F1/protection").willReturn(okJson("""
                            {"enforce_admins": {"enabled": false}, "required_pull_request_reviews": {"required_approving_review_count": 1,
                             "bypass_pull_request_allowances": {"users": [{"login": "Bot"}, {"login": "eve"}], "teams": [{"slug": "ops"}],
                                                                "apps": [{"slug": "robot"}]}}}
                            """)));

            assertThat(forge.protection("release/1").map(Protection::exempt))
                    .contains(List.of(
                            "the administrators of the repository",
                            "the user eve",
                            "the team ops",
                            "the application robot"));
        }

        @Test
        void takesABranchOnlyTheToolMayPushToForProtected() {
            HOST.stubFor(get("/api/v3/user").willReturn(okJson("{\"login\": \"bot\", \"id\": 9}")));
            rules("[]");
            branch(true);
            HOST.stubFor(
                    get(API + "/branches/release%2F1/protection")
                            .willReturn(
                                    okJson(
                                            "{\"enforce_admins\": {\"enabled\": true}, \"restrictions\": {\"users\": [{\"login\": \"bot\"}], \"teams\": [], \"apps\": []}}")));

            assertThat(forge.protection("release/1")).contains(new Protection(true, 0, false));
        }

        @Test
        void namesOnlyWhomEveryRulesetExempts() {
            rules("[{\"type\": \"pull_request\", \"ruleset_id\": 1}, {\"type\": \"pull_request\", \"ruleset_id\": 2}]");
            branch(false);
            HOST.stubFor(
                    get(API + "/rulesets/1")
                            .willReturn(
                                    okJson(
                                            "{\"bypass_actors\": [{\"actor_type\": \"OrganizationAdmin\"}, {\"actor_type\": \"Team\", \"actor_id\": 4}]}")));
            HOST.stubFor(get(API + "/rulesets/2")
                    .willReturn(okJson("{\"bypass_actors\": [{\"actor_type\": \"Team\", \"actor_id\": 4}]}")));

            assertThat(forge.protection("release/1").map(Protection::exempt)).contains(List.of("the team 4"));
        }

        @Test
        void tellsOfNoneWhereThereIsNone() {
            rules("[]");
            branch(false);

            assertThat(forge.protection("release/1")).contains(new Protection(false, 0, false));
        }

        @Test
        void tellsNothingWhereTheTokenMayNotReadIt() {
            rules("[]");
            branch(true);
            HOST.stubFor(get(API + "/branches/release%2F1/protection")
                    .willReturn(aResponse().withStatus(403)));

            assertThat(forge.protection("release/1")).isEmpty();
        }

        private void rules(String rules) {
            HOST.stubFor(
                    get(urlPathEqualTo(API + "/rules/branches/release%2F1")).willReturn(okJson(rules)));
        }

        private void branch(boolean isProtected) {
            HOST.stubFor(get(API + "/branches/release%2F1").willReturn(okJson("{\"protected\": " + isProtected + "}")));
        }
    }

    @Test
    void tellsWhoseTokenItIs() {
        HOST.stubFor(get("/api/v3/user").willReturn(okJson("{\"login\": \"bot\"}")));

        assertThat(forge.whoAmI()).isEqualTo("bot");
        assertThat(forge.longestBody()).isEqualTo(65536);
    }

    private static void opens(String pulls) {
        HOST.stubFor(get(urlPathEqualTo(API + "/pulls"))
                .withQueryParam("head", equalTo("platform:gitops/change/shop/production"))
                .withQueryParam("state", equalTo("open"))
                .willReturn(okJson(pulls)));
    }

    private static void reviews(String reviews) {
        HOST.stubFor(get(urlPathEqualTo(API + "/pulls/7/reviews")).willReturn(okJson(reviews)));
    }

    /** What is told of the pull request, one time after the other; the last stays. */
    private static void inTurn(String... pulls) {
        for (int i = 0; i < pulls.length; i++) {
            var stub = get(API + "/pulls/7")
                    .inScenario("turns")
                    .whenScenarioStateIs(i == 0 ? "Started" : "turn " + i)
                    .willReturn(okJson(pulls[i]));
            HOST.stubFor(i == pulls.length - 1 ? stub : stub.willSetStateTo("turn " + (i + 1)));
        }
    }

    private static Draft draft(String... reviewers) {
        return new Draft(DRAFT.sourceBranch(), "main", "Promote shop", "Body", List.of(reviewers), Set.of());
    }

    private static Draft changed() {
        return new Draft(DRAFT.sourceBranch(), "main", "Promote 2", "Body 2", List.of(), Set.of());
    }

    private static String merged() {
        return pull("closed", "null", "unknown")
                .replace(
                        "\"merged\": false",
                        "\"merged\": true, \"merged_at\": \"2026-11-22T11:00:00Z\", \"merged_by\": {\"login\": \"bob\"}");
    }

    private static String pull(String state, String mergeable, String mergeableState) {
        return """
                {"number": 7, "state": "%s", "merged": false, "title": "Promote shop", "body": "Body\\r\\n",
                 "html_url": "https://git.example.com/platform/infra/pull/7", "user": {"login": "bot"},
                 "head": {"ref": "gitops/change/shop/production", "sha": "%s", "repo": {"id": 1}}, "base": {"ref": "main", "repo": {"id": 1}},
                 "requested_reviewers": [{"login": "Asked"}], "requested_teams": [],
                 "merge_commit_sha": "%s", "mergeable": %s, "mergeable_state": "%s"}
                """.formatted(state, HEAD, OLD, mergeable, mergeableState);
    }

    private static String review(long id, String user, String state, String commit) {
        return """
                {"id": %d, "user": {"login": "%s"}, "state": "%s", "commit_id": "%s", "submitted_at": "2026-11-22T10:00:00Z", "body": "", "html_url": "https://x"}
                """.formatted(id, user, state, commit);
    }
}
