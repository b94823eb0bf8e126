package dev.gitops.forge.bitbucketcloud;

import static com.github.tomakehurst.wiremock.client.WireMock.created;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
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

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.PlayedHost;
import dev.gitops.forge.TestSettings;
import dev.gitops.spi.Forge;
import dev.gitops.spi.Forge.Draft;
import dev.gitops.spi.Forge.Mergeability;
import dev.gitops.spi.Forge.Protection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Documented shapes, no recorded ones. What is read of approvals and merges stands in the scenarios of the mutilated answers. */
class BitbucketCloudForgeTest {

    private static final String API = "/2.0/repositories/platform/infra";
    private static final String HEAD = "1".repeat(40);

    @RegisterExtension
    static final WireMockExtension HOST = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private Forge forge;

    @BeforeEach
    void open() {
        forge = PlayedHost.open(
                HOST,
                new BitbucketCloudProvider(new FakeTime().patience()),
                "git@bitbucket.org:platform/infra.git",
                TestSettings.of("GITOPS_FORGE_TOKEN", "secret", "GITOPS_FORGE_USER", "alice"));
        HOST.stubFor(get(API + "/commit/111111111111").willReturn(okJson("{\"hash\": \"" + HEAD + "\"}")));
    }

    @Test
    void opensOneAsTheUserOfTheToken() {
        HOST.stubFor(get(urlPathEqualTo(API + "/pullrequests")).willReturn(okJson("{\"values\": []}")));
        HOST.stubFor(post(API + "/pullrequests").willReturn(created().withBody(pull("OPEN", "{5}"))));

        assertThat(forge.request(new Draft("change", "main", "Promote", "Body", List.of(), Set.of()))
                        .changeRequest()
                        .number())
                .isEqualTo(7);
        HOST.verify(postRequestedFor(urlEqualTo(API + "/pullrequests"))
                .withHeader("Authorization", equalTo("Basic YWxpY2U6c2VjcmV0"))
                .withRequestBody(equalToJson("""
                        {"title": "Promote", "description": "Body", "source": {"branch": {"name": "change"}}, "destination": {"branch": {"name": "main"}}}
                        """)));
    }

    @Test
    void findsItsOwnOnALaterPageAndNoForks() {
        HOST.stubFor(get(urlPathEqualTo(API + "/pullrequests"))
                .willReturn(okJson("{\"values\": [" + pull("OPEN", "{6}") + "], \"next\": \"" + HOST.baseUrl() + API
                        + "/pullrequests?page=2\"}")));
        HOST.stubFor(get(urlPathEqualTo(API + "/pullrequests"))
                .withQueryParam("page", equalTo("2"))
                .willReturn(okJson("{\"values\": [" + pull("OPEN", "{5}").replace("\"id\": 7", "\"id\": 8") + "]}")));

        assertThat(forge.open("change", "main"))
                .hasValueSatisfying(open -> assertThat(open.number()).isEqualTo(8));
    }

    @Test
    void tellsWhyItDoesNotMerge() {
        HOST.stubFor(get(API + "/pullrequests/7").willReturn(okJson(pull("OPEN", "{5}"))));
        HOST.stubFor(post(API + "/pullrequests/7/merge")
                .willReturn(jsonResponse("{\"error\": {\"message\": \"1 more approval is needed\"}}", 400)));

        assertThat(forge.merge(7).obstacle()).contains("1 more approval is needed");
    }

    @Test
    void doesNotWaitForADraft() {
        HOST.stubFor(get(API + "/pullrequests/7")
                .willReturn(okJson(pull("OPEN", "{5}").replace("\"draft\": false", "\"draft\": true"))));

        assertThat(forge.merge(7).mergeability()).isEqualTo(Mergeability.BLOCKED);
    }

    @Test
    void namesWhomARestrictionExemptsButTheTool() {
        HOST.stubFor(get("/2.0/user").willReturn(okJson("{\"account_id\": \"tool\"}")));
        HOST.stubFor(get(urlPathEqualTo(API + "/branch-restrictions")).willReturn(okJson("""
                {"values": [{"kind": "push", "branch_match_kind": "glob", "pattern": "ma*", "groups": [],
                             "users": [{"account_id": "tool"}, {"account_id": "e1", "display_name": "Eve"}]},
                            {"kind": "require_approvals_to_merge", "branch_match_kind": "glob", "pattern": "main", "value": 2}]}
                """)));

        assertThat(forge.protection("main"))
                .contains(new Protection(true, 2, false, List.of("the user Eve (e1)"), List.of()));
    }

    private static String pull(String state, String from) {
        return """
                {"id": 7, "state": "%s", "title": "Promote", "description": "Body", "draft": false, "participants": [],
                 "author": {"account_id": "tool"}, "source": {"branch": {"name": "change"}, "commit": {"hash": "111111111111"}, "repository": {"uuid": "%s"}},
                 "destination": {"branch": {"name": "main"}, "repository": {"uuid": "{5}"}}, "links": {"html": {"href": "https://x/7"}}}
                """.formatted(state, from);
    }
}
