package dev.gitops.forge.bitbucket;

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

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest.State;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.TestSettings;
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

class BitbucketForgeTest {

    private static final String API = "/git/rest/api/1.0/projects/PLAT/repos/infra";
    private static final String PULL = API + "/pull-requests/7";
    private static final String HEAD = "1".repeat(40);
    private static final String OLD = "2".repeat(40);
    private static final String MERGED_AS = "3".repeat(40);

    @RegisterExtension
    static final WireMockExtension HOST = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final FakeTime time = new FakeTime();
    private Forge forge;

    @BeforeEach
    void open() {
        forge = new BitbucketProvider(time.patience())
                .open(
                        Optional.of(URI.create(HOST.baseUrl() + "/git")),
                        HOST.baseUrl() + "/git/scm/PLAT/infra.git",
                        TestSettings.withToken("token"));
    }

    @Nested
    class WithoutAnOpenPullRequest {

        @BeforeEach
        void findsNone() {
            opens("");
            HOST.stubFor(post(API + "/pull-requests").willReturn(created().withBody(pull("OPEN", ""))));
        }

        @Test
        void opensOne() {
            Forge.Requested requested = forge.request(draft("Promote shop"));

            assertThat(requested.changeRequest().url()).isEqualTo("https://git.example.com/pull-requests/7");
            HOST.verify(postRequestedFor(urlEqualTo(API + "/pull-requests"))
                    .withRequestBody(matchingJsonPath("$.fromRef.id", equalTo("refs/heads/change")))
                    .withRequestBody(matchingJsonPath("$.toRef.repository.project.key", equalTo("PLAT"))));
        }

        @Test
        void asksUsersAndReviewerGroupsOneByOne() {
            users("alice", "{\"name\": \"alice\"}, {\"name\": \"alice2\"}");
            users("releases", "");
            users("nobody", "");
            HOST.stubFor(get(urlPathEqualTo(API + "/settings/reviewer-groups"))
                    .willReturn(okJson(values(
                            "{\"name\": \"releases\", \"users\": [{\"name\": \"bob\"}, {\"name\": \"bot\"}]}"))));
            HOST.stubFor(get(PULL).willReturn(okJson(pull("OPEN", ""))));
            HOST.stubFor(put(PULL)
                    .withRequestBody(matchingJsonPath("$.reviewers[0].user.name", equalTo("alice")))
                    .willReturn(okJson(pull("OPEN", ""))));
            HOST.stubFor(put(PULL)
                    .withRequestBody(matchingJsonPath("$.reviewers[0].user.name", equalTo("bob")))
                    .willReturn(
                            jsonResponse("{\"errors\": [{\"message\": \"bob may not read the repository\"}]}", 409)));

            Forge.Requested requested = forge.request(draft("Promote shop", "alice", "releases", "nobody"));

            assertThat(requested.notices())
                    .satisfiesExactlyInAnyOrder(
                            notice -> assertThat(notice).contains("nobody"),
                            notice -> assertThat(notice).contains("bob may not read"));
        }

        private void users(String filter, String users) {
            HOST.stubFor(get(urlPathEqualTo("/git/rest/api/1.0/users"))
                    .withQueryParam("filter", equalTo(filter))
                    .willReturn(okJson(values(users))));
        }
    }

    @Nested
    class WithAnOpenPullRequest {

        @Test
        void updatesItAndKeepsItsReviewers() {
            opens(pull("OPEN", reviewer("alice", false, null)));
            HOST.stubFor(put(PULL).willReturn(okJson(pull("OPEN", ""))));

            assertThat(forge.request(draft("Promote 2")).changeRequest().number())
                    .isEqualTo(7);
            HOST.verify(putRequestedFor(urlEqualTo(PULL)).withRequestBody(equalToJson("""
                                    {"version": 3, "title": "Promote 2", "description": "Body", "reviewers": [{"user": {"name": "alice"}}]}
                                    """)));
        }

        @Test
        void opensAnewWhereSomebodyApproved() {
            opens(pull("OPEN", reviewer("alice", true, HEAD)));
            HOST.stubFor(get(PULL).willReturn(okJson(pull("OPEN", ""))));
            HOST.stubFor(post(PULL + "/comments").willReturn(created().withBody("{}")));
            HOST.stubFor(post(PULL + "/decline?version=3").willReturn(okJson(pull("DECLINED", ""))));
            HOST.stubFor(post(API + "/pull-requests")
                    .willReturn(created().withBody(pull("OPEN", "").replace("\"id\": 7", "\"id\": 8"))));

            Forge.Requested requested = forge.request(draft("Promote 2"));

            assertThat(requested.changeRequest().number()).isEqualTo(8);
            HOST.verify(postRequestedFor(urlEqualTo(PULL + "/decline?version=3")));
        }

        @Test
        void keepsAnApprovalOfTheHeadWhereNothingChanged() {
            opens(pull("OPEN", reviewer("alice", true, HEAD)));

            assertThat(forge.request(draft("Promote shop")).changeRequest().number())
                    .isEqualTo(7);
        }

        @Test
        void findsItOnALaterPage() {
            HOST.stubFor(get(urlPathEqualTo(API + "/pull-requests"))
                    .willReturn(okJson("{\"values\": [], \"isLastPage\": false, \"nextPageStart\": 100}")));
            HOST.stubFor(get(urlPathEqualTo(API + "/pull-requests"))
                    .withQueryParam("start", equalTo("100"))
                    .willReturn(okJson(values(pull("OPEN", "")))));

            assertThat(forge.open("change", "main")).isPresent();
            assertThat(forge.open("change", "other")).isEmpty();
        }
    }

    @Nested
    class WhenItMerges {

        @Test
        void waitsForTheVerdictAndSendsTheVersion() {
            inTurn(pull("OPEN", ""), pull("OPEN", ""), pull("OPEN", ""), pull("MERGED", reviewer("alice", true, HEAD)));
            HOST.stubFor(get(PULL + "/merge")
                    .inScenario("verdict")
                    .willReturn(okJson(
                            "{\"canMerge\": false, \"conflicted\": false, \"outcome\": \"UNKNOWN\", \"vetoes\": []}"))
                    .willSetStateTo("known"));
            HOST.stubFor(get(PULL + "/merge")
                    .inScenario("verdict")
                    .whenScenarioStateIs("known")
                    .willReturn(okJson("{\"canMerge\": true, \"conflicted\": false, \"outcome\": \"CLEAN\"}")));
            HOST.stubFor(post(PULL + "/merge?version=3").willReturn(okJson(pull("MERGED", ""))));
            HOST.stubFor(get(urlPathEqualTo(PULL + "/activities"))
                    .willReturn(okJson(values(
                            "{\"action\": \"APPROVED\", \"user\": {\"name\": \"alice\"}, \"createdDate\": 1795348700000},"
                                    + "{\"action\": \"MERGED\", \"user\": {\"name\": \"carol\"}}"))));

            Details details = forge.merge(7);

            assertThat(details.request().state()).isEqualTo(State.MERGED);
            assertThat(details.mergeCommit()).contains(MERGED_AS);
            assertThat(details.mergedBy()).contains("carol");
            assertThat(details.mergedAt()).isEqualTo("2026-11-22T12:00:00Z");
            assertThat(details.approvals()).extracting(Approval::by).containsExactly("alice");
            assertThat(time.sleeps()).hasSize(1);
        }

        @Test
        void tellsTheVetoes() {
            inTurn(pull("OPEN", reviewer("alice", true, OLD)));
            HOST.stubFor(
                    get(PULL + "/merge")
                            .willReturn(
                                    okJson(
                                            "{\"canMerge\": false, \"conflicted\": false, \"vetoes\": "
                                                    + "[{\"summaryMessage\": \"Requires approvals\", \"detailedMessage\": \"You need 1 more.\"}]}")));

            Details details = forge.merge(7);

            assertThat(details.mergeability()).isEqualTo(Mergeability.BLOCKED);
            assertThat(details.obstacle()).contains("Requires approvals");
            assertThat(details.approvals()).isEmpty();
        }

        @Test
        void tellsThatItConflicts() {
            inTurn(pull("OPEN", ""));
            HOST.stubFor(get(PULL + "/merge").willReturn(okJson("{\"canMerge\": false, \"conflicted\": true}")));

            assertThat(forge.merge(7).mergeability()).isEqualTo(Mergeability.CONFLICTING);
        }
    }

    @Nested
    class WhenItLooksForProvenance {

        @BeforeEach
        void tellsOfThePullRequest() {
            HOST.stubFor(get(API).willReturn(okJson("{\"id\": 5}")));
            HOST.stubFor(get(API + "/commits/" + MERGED_AS)
                    .willReturn(okJson("{\"parents\": [{\"id\": \"" + OLD + "\"}, {\"id\": \"" + HEAD + "\"}]}")));
            HOST.stubFor(get(urlPathEqualTo(PULL + "/commits"))
                    .willReturn(okJson(values("{\"id\": \"" + HEAD + "\", \"message\": \"Promote\"}"))));
            inTurn(pull("MERGED", ""));
            HOST.stubFor(get(urlPathEqualTo(PULL + "/activities")).willReturn(okJson(values(""))));
            HOST.stubFor(get(urlPathEqualTo(API + "/pull-requests"))
                    .withQueryParam("state", equalTo("MERGED"))
                    .willReturn(okJson(values(pull("MERGED", "")))));
        }

        @Test
        void findsTheMergeOfACommitBelowIt() {
            known(HEAD, pull("MERGED", "") + "," + pull("OPEN", ""));
            HOST.stubFor(get(API + "/commits/" + MERGED_AS)
                    .willReturn(okJson("{\"parents\": [{\"id\": \"" + OLD + "\"}, {\"id\": \"" + HEAD + "\"}]}")));

            assertThat(forge.mergedWith(HEAD, "main")).hasSize(1);
            assertThat(forge.mergedWith(HEAD, "dev")).isEmpty();
        }

        @Test
        void doesNotTakeACommitThatASquashLeftBehind() {
            known(OLD, pull("MERGED", ""));
            HOST.stubFor(get(API + "/commits/" + MERGED_AS)
                    .willReturn(okJson("{\"parents\": [{\"id\": \"" + "9".repeat(40) + "\"}]}")));

            assertThat(forge.mergedWith(OLD, "main")).isEmpty();
        }

        @Test
        void findsTheMergeOfTheCommitItMade() {
            known(MERGED_AS, "");

            assertThat(forge.mergedWith(MERGED_AS, "main")).hasSize(1);
        }

        @Test
        void findsNoneOfACommitThatIsNotThere() {
            HOST.stubFor(get(urlPathEqualTo(API + "/commits/" + OLD + "/pull-requests"))
                    .willReturn(aResponse().withStatus(404)));

            assertThat(forge.mergedWith(OLD, "main")).isEmpty();
        }

        private void known(String commit, String pulls) {
            HOST.stubFor(get(urlPathEqualTo(API + "/commits/" + commit + "/pull-requests"))
                    .willReturn(okJson(values(pulls))));
        }
    }

    @Nested
    class WhenItReadsProtection {

        private final String restrictions = "/git/rest/branch-permissions/2.0/projects/PLAT/repos/infra/restrictions";

        @ParameterizedTest
        @CsvSource({
            "BRANCH, refs/heads/release/1, pull-request-only, true",
            "BRANCH, refs/heads/main, pull-request-only, false",
            "BRANCH, refs/heads/release/1, no-deletes, false",
            "PATTERN, release/*, read-only, true",
            "PATTERN, release, read-only, false",
            "PATTERN, rel*/?, read-only, true",
            "PATTERN, refs/heads/**, read-only, true",
            "PATTERN, heads/, read-only, true",
            "MODEL_BRANCH, development, pull-request-only, true",
            "MODEL_BRANCH, production, pull-request-only, false",
            "MODEL_CATEGORY, RELEASE, pull-request-only, true",
            "ANY_REF, any, pull-request-only, true"
        })
        void followsTheMatchers(String type, String id, String restriction, boolean expected) {
            restricted(
                    "{\"type\": \"%s\", \"matcher\": {\"id\": \"%s\", \"type\": {\"id\": \"%s\"}}, \"users\": [], \"groups\": []}"
                            .formatted(restriction, id, type));
            HOST.stubFor(get("/git/rest/branch-utils/1.0/projects/PLAT/repos/infra/branchmodel")
                    .willReturn(okJson("{\"development\": {\"id\": \"refs/heads/release/1\"}, "
                            + "\"types\": [{\"id\": \"RELEASE\", \"prefix\": \"release/\"}]}")));
            settings("{\"requiredApprovers\": {\"enable\": true, \"count\": \"2\"}}");

            assertThat(forge.protection("release/1")).contains(new Protection(expected, 2, false));
        }

        @Test
        void namesWhomARuleExemptsButTheTool() {
            HOST.stubFor(get("/git/rest/api/1.0/application-properties")
                    .willReturn(okJson("{}").withHeader("X-AUSERNAME", "bot")));
            restricted(
                    "{\"type\": \"pull-request-only\", \"matcher\": {\"id\": \"x\", \"type\": {\"id\": \"ANY_REF\"}}, "
                            + "\"users\": [{\"name\": \"root\"}, {\"name\": \"bot\"}], \"groups\": [\"ops\"]}");
            settings("{\"requiredApprovers\": 1}");

            assertThat(forge.protection("release/1"))
                    .contains(new Protection(true, 1, false, List.of("the user root", "the group ops"), List.of()));
        }

        @Test
        void tellsNothingWhereTheTokenMayNotReadIt() {
            HOST.stubFor(
                    get(urlPathEqualTo(restrictions)).willReturn(aResponse().withStatus(401)));

            assertThat(forge.protection("release/1")).isEmpty();
        }

        private void restricted(String rules) {
            HOST.stubFor(get(urlPathEqualTo(restrictions)).willReturn(okJson(values(rules))));
        }

        private void settings(String settings) {
            HOST.stubFor(get(API + "/settings/pull-requests").willReturn(okJson(settings)));
        }
    }

    @Test
    void tellsWhoseTokenItIs() {
        HOST.stubFor(get("/git/rest/api/1.0/application-properties")
                .willReturn(okJson("{\"version\": \"9.4.0\"}").withHeader("X-AUSERNAME", "bot")));

        assertThat(forge.whoAmI()).isEqualTo("bot");
        assertThat(forge.longestBody()).isEqualTo(32768);
    }

    private static void opens(String pulls) {
        HOST.stubFor(get(urlPathEqualTo(API + "/pull-requests"))
                .withQueryParam("at", equalTo("refs/heads/change"))
                .withQueryParam("state", equalTo("OPEN"))
                .willReturn(okJson(values(pulls))));
    }

    /** What is told of the pull request, one time after the other; the last stays. */
    private static void inTurn(String... pulls) {
        for (int i = 0; i < pulls.length; i++) {
            var stub = get(PULL)
                    .inScenario("turns")
                    .whenScenarioStateIs(i == 0 ? "Started" : "turn " + i)
                    .willReturn(okJson(pulls[i]));
            HOST.stubFor(i == pulls.length - 1 ? stub : stub.willSetStateTo("turn " + (i + 1)));
        }
    }

    private static String values(String values) {
        return "{\"values\": [" + values + "], \"isLastPage\": true}";
    }

    private static Draft draft(String title, String... reviewers) {
        return new Draft("change", "main", title, "Body", List.of(reviewers), Set.of("ignored"));
    }

    private static String reviewer(String name, boolean approved, String commit) {
        return "{\"user\": {\"name\": \"%s\"}, \"approved\": %s, \"lastReviewedCommit\": \"%s\"}"
                .formatted(name, approved, commit);
    }

    private static String pull(String state, String reviewers) {
        return """
                {"id": 7, "version": 3, "state": "%s", "title": "Promote shop", "description": "Body", "closedDate": 1795348800000,
                 "fromRef": {"id": "refs/heads/change", "latestCommit": "%s", "repository": {"id": 5}},
                 "toRef": {"id": "refs/heads/main", "repository": {"id": 5}},
                 "author": {"user": {"name": "bot"}}, "reviewers": [%s], "participants": [],
                 %s
                 "links": {"self": [{"href": "https://git.example.com/pull-requests/7"}]}}
                """.formatted(
                state,
                HEAD,
                reviewers,
                state.equals("MERGED") ? "\"properties\": {\"mergeCommit\": {\"id\": \"" + MERGED_AS + "\"}}," : "");
    }
}
