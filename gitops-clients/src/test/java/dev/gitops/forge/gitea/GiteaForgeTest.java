package dev.gitops.forge.gitea;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.created;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.gitops.api.Approval;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real Gitea cannot be made to do; the rest is in {@link GiteaIT}. */
class GiteaForgeTest {

    private static final String API = "/api/v1/repos/platform/infra";
    private static final String HEAD = "1".repeat(40);

    @RegisterExtension
    static final WireMockExtension HOST = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private final FakeTime time = new FakeTime();
    private Forge forge;

    @BeforeEach
    void open() {
        forge = new GiteaProvider(time.patience())
                .open(
                        Optional.of(URI.create(HOST.baseUrl())),
                        HOST.baseUrl() + "/platform/infra.git",
                        TestSettings.withToken("token"));
        HOST.stubFor(get(urlPathEqualTo(API + "/pulls/7/reviews")).willReturn(okJson("[]")));
        HOST.stubFor(get(API).willReturn(okJson("{\"allow_merge_commits\": false, \"allow_rebase\": true}")));
    }

    @Test
    void opensNoSecondWhereTheAnswerWasLost() {
        HOST.stubFor(get(urlPathEqualTo(API + "/pulls")).inScenario("lost").willReturn(okJson("[]")));
        HOST.stubFor(get(urlPathEqualTo(API + "/pulls"))
                .inScenario("lost")
                .whenScenarioStateIs("opened")
                .willReturn(okJson("[" + pull("open", true) + "]")));
        HOST.stubFor(post(API + "/pulls")
                .inScenario("lost")
                .willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
                .willSetStateTo("opened"));

        assertThat(forge.request(draft(Set.of())).changeRequest().number()).isEqualTo(7);
        HOST.verify(1, postRequestedFor(urlEqualTo(API + "/pulls")));
    }

    @Test
    void tellsThatThereIsNothingToMerge() {
        HOST.stubFor(get(urlPathEqualTo(API + "/pulls")).willReturn(okJson("[]")));
        HOST.stubFor(post(API + "/pulls")
                .willReturn(
                        jsonResponse("{\"message\": \"There are no changes between the head and the base\"}", 422)));

        assertThatThrownBy(() -> forge.request(draft(Set.of())))
                .isInstanceOf(ForgeException.Rejected.class)
                .hasMessageContaining("no changes between");
    }

    @Test
    void usesLabelsOfTheOrganisationAndMakesOthers() {
        HOST.stubFor(get(urlPathEqualTo(API + "/pulls")).willReturn(okJson("[]")));
        HOST.stubFor(post(API + "/pulls").willReturn(created().withBody(pull("open", true))));
        HOST.stubFor(get(urlPathEqualTo("/api/v1/orgs/platform/labels"))
                .willReturn(okJson("[{\"id\": 3, \"name\": \"gitops\"}]")));
        HOST.stubFor(get(urlPathEqualTo(API + "/labels")).willReturn(okJson("[]")));
        HOST.stubFor(post(API + "/labels").willReturn(created().withBody("{\"id\": 9}")));
        HOST.stubFor(post(API + "/issues/7/labels").willReturn(okJson("[]")));

        assertThat(forge.request(draft(Set.of("gitops", "promote"))).notices()).isEmpty();
        HOST.verify(postRequestedFor(urlEqualTo(API + "/issues/7/labels"))
                .withRequestBody(equalToJson("{\"labels\": [3, 9]}", true, false)));
    }

    @Test
    void waitsWhileGiteaChecksAndTriesAgain() {
        inTurn(pull("open", false), pull("open", true), pull("open", true), merged());
        HOST.stubFor(post(API + "/pulls/7/merge")
                .inScenario("merge")
                .willReturn(jsonResponse("{\"message\": \"Please try again later\"}", 405))
                .willSetStateTo("checked"));
        HOST.stubFor(post(API + "/pulls/7/merge")
                .inScenario("merge")
                .whenScenarioStateIs("checked")
                .willReturn(aResponse()));

        Details details = forge.merge(7);

        assertThat(details.request().state()).isEqualTo(State.MERGED);
        assertThat(time.sleeps()).hasSize(2);
        HOST.verify(
                2,
                postRequestedFor(urlEqualTo(API + "/pulls/7/merge"))
                        .withRequestBody(equalToJson("{\"Do\": \"rebase\", \"head_commit_id\": \"" + HEAD + "\"}")));
    }

    @ParameterizedTest
    @CsvSource({
        "409, '{\"message\": \"head out of date\"}', READY, head out of date",
        "409, '{\"Style\": \"merge\", \"StdOut\": \"CONFLICT\"}', CONFLICTING, it conflicts with its target",
        "405, '{\"message\": \"Does not have enough approvals\"}', READY, Does not have enough approvals"
    })
    void tellsWhyItDoesNotMerge(int status, String body, Mergeability mergeability, String obstacle) {
        inTurn(pull("open", true));
        HOST.stubFor(post(API + "/pulls/7/merge").willReturn(jsonResponse(body, status)));

        Details details = forge.merge(7);

        assertThat(details.mergeability()).isEqualTo(mergeability);
        assertThat(details.obstacle()).contains(obstacle);
    }

    @Test
    void takesNoApprovalOfSomebodyWhoMayNotGiveOne() {
        inTurn(pull("open", true));
        HOST.stubFor(get(urlPathEqualTo(API + "/issues/7/timeline")).willReturn(okJson("[]")));
        HOST.stubFor(get(urlPathEqualTo(API + "/pulls/7/reviews"))
                .willReturn(okJson("[" + review("alice", true, HEAD, false) + "," + review("bob", false, HEAD, false)
                        + "," + review("carol", true, "2".repeat(40), false) + "," + review("dave", true, HEAD, true)
                        + "]")));

        assertThat(forge.details(7).approvals()).singleElement().satisfies(approval -> {
            assertThat(approval.by()).isEqualTo("alice");
        });
    }

    /** Gitea tells where the source branch is now, also of what was merged long ago. */
    @ParameterizedTest
    @CsvSource({"'[{0}]'", "'{0}'"})
    void knowsTheHeadThatWasMergedWhereverItsBranchIsNow(String form) {
        String mergedHead = "2".repeat(40);
        String squash = "3".repeat(40);
        inTurn(merged().replace("\"mergeable\"", "\"merge_commit_sha\": \"" + squash + "\", \"mergeable\""));
        HOST.stubFor(get(urlPathEqualTo(API + "/git/commits/" + squash)).willReturn(okJson("{\"parents\": []}")));
        HOST.stubFor(get(API + "/git/refs/pull/7/head")
                .willReturn(okJson(form.replace(
                        "{0}", "{\"ref\": \"refs/pull/7/head\", \"object\": {\"sha\": \"" + mergedHead + "\"}}"))));
        HOST.stubFor(get(urlPathEqualTo(API + "/issues/7/timeline")).willReturn(okJson("[]")));
        HOST.stubFor(get(urlPathEqualTo(API + "/pulls/7/reviews"))
                .willReturn(okJson("[" + review("alice", true, HEAD, false) + ","
                        + review("bob", true, mergedHead, false) + "]")));

        Details details = forge.details(7);

        assertThat(details.head()).isEqualTo(mergedHead);
        assertThat(details.approvals()).extracting(Approval::by).containsExactly("bob");
        assertThat(forge.earlierApprovals(7))
                .singleElement()
                .satisfies(earlier -> assertThat(earlier.head()).isEqualTo(HEAD));
    }

    @Test
    void doesNotTakeAMissingRepositoryForAnAnswer() {
        HOST.stubFor(get(API).willReturn(aResponse().withStatus(404)));

        assertThatThrownBy(() -> forge.mergedWith(HEAD, "main")).isInstanceOf(ForgeException.NotFound.class);
    }

    @ParameterizedTest
    @CsvSource({"true, false, true", "true, true, false", "false, true, false"})
    void readsProtectionAsFarAsATokenWithoutAdministrationMay(boolean isProtected, boolean canPush, boolean expected) {
        HOST.stubFor(get(API + "/branches/release%2F1").willReturn(okJson("""
                        {"protected": %s, "user_can_push": %s, "required_approvals": 0, "effective_branch_protection_name": "release/*"}
                        """.formatted(isProtected, canPush))));
        HOST.stubFor(get(API + "/branch_protections/release%2F%2A")
                .willReturn(aResponse().withStatus(403)));

        Optional<Protection> protection = forge.protection("release/1");

        assertThat(protection.map(Protection::protectedBranch).orElse(false)).isEqualTo(expected);
        assertThat(protection.map(Protection::againstEverybody).orElse(false)).isFalse();
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

    private static Draft draft(Set<String> labels) {
        return new Draft("change", "main", "Promote shop", "Body", List.of(), labels);
    }

    private static String merged() {
        return pull("closed", false)
                .replace("\"merged\": false", "\"merged\": true, \"merged_at\": \"2026-11-22T11:00:00Z\"");
    }

    private static String pull(String state, boolean mergeable) {
        return """
                {"number": 7, "state": "%s", "merged": false, "title": "Promote shop", "body": "Body", "html_url": "https://x/7",
                 "user": {"login": "bot"}, "head": {"ref": "change", "sha": "%s", "repo_id": 1}, "base": {"ref": "main", "repo_id": 1},
                 "mergeable": %s, "requested_reviewers": null}
                """.formatted(state, HEAD, mergeable);
    }

    private static String review(String user, boolean official, String commit, boolean dismissed) {
        return """
                {"id": 1, "user": {"login": "%s"}, "state": "APPROVED", "submitted_at": "2026-11-22T10:00:00Z", "official": %s, "commit_id": "%s", "dismissed": %s}
                """.formatted(user, official, commit, dismissed);
    }
}
