package dev.gitops.forge.talk;

import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import dev.gitops.forge.PlayedHost;
import dev.gitops.forge.TestSettings;
import dev.gitops.forge.bitbucketcloud.BitbucketCloudProvider;
import dev.gitops.http.Patience;
import dev.gitops.spi.Forge;
import java.util.List;
import java.util.stream.Collectors;

/** Comments and build statuses of Bitbucket Cloud, by its documents. */
class BitbucketCloudTalkTest extends BitbucketContract {

    private static final String API = "/2.0/repositories/platform/infra";
    private static final String PULL = API + "/pullrequests/7";
    private static final int SIZE = 100;

    @Override
    Forge open(Patience patience) {
        HOST.stubFor(get("/2.0/user").willReturn(okJson("{\"account_id\": \"bot\", \"display_name\": \"mallory\"}")));
        return PlayedHost.open(
                HOST,
                new BitbucketCloudProvider(patience),
                "git@bitbucket.org:platform/infra.git",
                TestSettings.of("GITOPS_FORGE_TOKEN", "secret", "GITOPS_FORGE_USER", "bot"));
    }

    @Override
    void has(List<Remark> comments) {
        for (int page = 1; (page - 1) * SIZE <= comments.size(); page++) {
            int end = Math.min(comments.size(), page * SIZE);
            String values = comments.subList((page - 1) * SIZE, end).stream()
                    .map(BitbucketCloudTalkTest::comment)
                    .collect(Collectors.joining(", ", "[", "]"));
            String next = end < comments.size()
                    ? ", \"next\": \"" + HOST.baseUrl() + PULL + "/comments?page=" + (page + 1) + "\""
                    : "";
            HOST.stubFor(get(urlPathEqualTo(PULL + "/comments"))
                    .withQueryParam("page", page == 1 ? absent() : equalTo(Integer.toString(page)))
                    .willReturn(okJson("{\"pagelen\": 100, \"values\": " + values + next + "}")));
        }
    }

    /** Whoever is gone has no account; the name that they show may be anybody's. */
    private static String comment(Remark remark) {
        String user = remark.author() == null
                ? "{\"display_name\": \"bot\", \"type\": \"user\"}"
                : "{\"display_name\": \"bot\", \"account_id\": " + quoted(remark.author()) + "}";
        return "{\"id\": %d, \"user\": %s, \"deleted\": false, \"content\": {\"raw\": %s, \"markup\": \"markdown\"}}"
                .formatted(remark.id(), user, quoted(remark.text()));
    }

    @Override
    MappingBuilder writing() {
        return post(PULL + "/comments");
    }

    @Override
    MappingBuilder rewriting(Remark comment) {
        return put(urlPathEqualTo(PULL + "/comments/" + comment.id()));
    }

    @Override
    MappingBuilder setting() {
        return post(API + "/commit/" + HEAD + "/statuses/build");
    }

    @Override
    String said(JsonNode body) {
        return body.at("/content/raw").asText();
    }

    @Override
    String status(JsonNode body) {
        assertThat(body.path("key").asText()).hasSizeLessThanOrEqualTo(40);
        return super.status(body);
    }
}
