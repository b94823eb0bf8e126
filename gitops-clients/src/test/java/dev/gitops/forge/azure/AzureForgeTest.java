package dev.gitops.forge.azure;

import static com.github.tomakehurst.wiremock.client.WireMock.created;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.TestSettings;
import dev.gitops.spi.Forge;
import dev.gitops.spi.Forge.Draft;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documented shapes, no recorded ones. What is read of approvals and merges stands in the scenarios of the mutilated answers. */
class AzureForgeTest {

    private static final String API = "/org/Team%20One/_apis/git/repositories/infra";
    private static final String HEAD = "1".repeat(40);

    @RegisterExtension
    static final WireMockExtension HOST = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private Forge forge;

    @BeforeEach
    void open() {
        forge = forge("https://user@dev.azure.com/org/Team%20One/_git/infra");
    }

    private static Forge forge(String repository) {
        return new AzureProvider(new FakeTime().patience())
                .open(Optional.of(URI.create(HOST.baseUrl())), repository, TestSettings.withToken("secret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://dev.azure.com/org/Team%20One/_git/infra",
                "git@ssh.dev.azure.com:v3/org/Team%20One/infra"
            })
    void knowsARepositoryByItsCloneUrls(String url) {
        HOST.stubFor(
                get(urlPathEqualTo(API + "/pullrequests")).willReturn(okJson("{\"value\": [" + pull("active") + "]}")));

        assertThat(forge(url).open("change", "main")).isPresent();
    }

    @Test
    void opensOneByAPersonalToken() {
        HOST.stubFor(get(urlPathEqualTo(API + "/pullrequests")).willReturn(okJson("{\"value\": []}")));
        HOST.stubFor(
                post(urlPathEqualTo(API + "/pullrequests")).willReturn(created().withBody(pull("active"))));

        assertThat(forge.request(new Draft("change", "main", "Promote", "Body", List.of(), Set.of()))
                        .changeRequest()
                        .url())
                .isEqualTo("https://x/pullrequest/7");
        HOST.verify(postRequestedFor(urlPathEqualTo(API + "/pullrequests"))
                .withQueryParam("api-version", equalTo("7.1"))
                .withHeader("Authorization", equalTo("Basic OnNlY3JldA=="))
                .withRequestBody(equalToJson("""
                        {"title": "Promote", "description": "Body", "sourceRefName": "refs/heads/change", "targetRefName": "refs/heads/main"}
                        """)));
    }

    @Test
    void doesNotTakeAForksForItsOwn() {
        HOST.stubFor(get(urlPathEqualTo(API + "/pullrequests"))
                .willReturn(okJson("{\"value\": ["
                        + pull("active")
                                .replace("\"pullRequestId\"", "\"forkSource\": {\"name\": \"x\"}, \"pullRequestId\"")
                        + "]}")));

        assertThat(forge.open("change", "main")).isEmpty();
    }

    @Test
    void completesTheHeadItLookedAtAndTellsWhyNot() {
        HOST.stubFor(get(urlPathEqualTo(API + "/pullrequests/7")).willReturn(okJson(pull("active"))));
        HOST.stubFor(patch(urlPathEqualTo(API + "/pullrequests/7"))
                .willReturn(jsonResponse("{\"message\": \"TF402455: a reviewer has not approved\"}", 409)));

        assertThat(forge.merge(7).obstacle()).contains("TF402455: a reviewer has not approved");
        HOST.verify(patchRequestedFor(urlPathEqualTo(API + "/pullrequests/7"))
                .withRequestBody(equalToJson("""
                {"status": "completed", "lastMergeSourceCommit": {"commitId": "%s"},
                 "completionOptions": {"mergeStrategy": "noFastForward", "deleteSourceBranch": false}}
                """.formatted(HEAD))));
    }

    @Test
    void readsThePoliciesThatBlockAndTellsWhatItCannotRead() {
        HOST.stubFor(get(urlPathEqualTo(API)).willReturn(okJson("{\"id\": \"r5\"}")));
        HOST.stubFor(get(urlPathEqualTo("/org/Team%20One/_apis/policy/configurations"))
                .willReturn(okJson("""
                {"value": [{"isEnabled": true, "isBlocking": true, "type": {"id": "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd"},
                            "settings": {"minimumApproverCount": 2, "scope": [{"repositoryId": "r5", "refName": "refs/heads/main", "matchKind": "Exact"}]}},
                           {"isEnabled": true, "isBlocking": false, "type": {"id": "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd"},
                            "settings": {"minimumApproverCount": 5, "scope": [{"repositoryId": null, "refName": "refs/heads/", "matchKind": "Prefix"}]}}]}
                """)));

        assertThat(forge.protection("main")).hasValueSatisfying(told -> {
            assertThat(told.protectedBranch()).isTrue();
            assertThat(told.requiredApprovals()).isEqualTo(2);
            assertThat(told.againstEverybody()).isFalse();
            assertThat(told.unread()).singleElement().asString().contains("Bypass policies");
        });
        assertThat(forge.protection("dev")).contains(Forge.Protection.NONE);
    }

    private static String pull(String status) {
        return """
                {"pullRequestId": 7, "status": "%s", "title": "Promote", "description": "Body", "isDraft": false, "mergeStatus": "succeeded", "reviewers": [],
                 "sourceRefName": "refs/heads/change", "targetRefName": "refs/heads/main", "createdBy": {"uniqueName": "bot@example.com"},
                 "lastMergeSourceCommit": {"commitId": "%s"}, "repository": {"id": "r5", "webUrl": "https://x"}}
                """.formatted(status, HEAD);
    }
}
