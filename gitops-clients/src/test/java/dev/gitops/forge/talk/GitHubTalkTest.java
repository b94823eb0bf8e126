package dev.gitops.forge.talk;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import dev.gitops.forge.TestSettings;
import dev.gitops.forge.github.GitHubProvider;
import dev.gitops.http.Patience;
import dev.gitops.spi.CommitStatus.State;
import dev.gitops.spi.Forge;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Issue comments and commit statuses of GitHub, by its documents. */
class GitHubTalkTest extends TalkContract {

    private static final String API = "/api/v3/repos/platform/infra";
    private static final int SIZE = 100;

    @Override
    Forge open(Patience patience) {
        HOST.stubFor(get("/api/v3/user").willReturn(okJson("{\"login\": \"bot\", \"id\": 9}")));
        return new GitHubProvider(patience)
                .open(
                        Optional.of(URI.create(HOST.baseUrl())),
                        "git@git.example.com:platform/infra.git",
                        TestSettings.withToken("secret"));
    }

    @Override
    void has(List<Remark> comments) {
        for (int page = 1; (page - 1) * SIZE <= comments.size(); page++) {
            int end = Math.min(comments.size(), page * SIZE);
            String next = "<" + HOST.baseUrl() + API + "/issues/7/comments?page=" + (page + 1) + ">; rel=\"next\"";
            HOST.stubFor(get(urlPathEqualTo(API + "/issues/7/comments"))
                    .withQueryParam("page", equalTo(Integer.toString(page)))
                    .willReturn(okJson(comments.subList((page - 1) * SIZE, end).stream()
                                    .map(GitHubTalkTest::comment)
                                    .collect(Collectors.joining(", ", "[", "]")))
                            .withHeader("Link", end < comments.size() ? next : "<x>; rel=\"first\"")));
        }
    }

    private static String comment(Remark remark) {
        String user = remark.author() == null ? "null" : "{\"login\": " + quoted(remark.author()) + ", \"id\": 3}";
        return "{\"id\": %d, \"user\": %s, \"body\": %s, \"created_at\": \"2026-11-22T12:00:00Z\"}"
                .formatted(remark.id(), user, quoted(remark.text()));
    }

    @Override
    MappingBuilder writing() {
        return post(API + "/issues/7/comments");
    }

    @Override
    MappingBuilder rewriting(Remark comment) {
        return patch(urlPathEqualTo(API + "/issues/comments/" + comment.id()));
    }

    @Override
    MappingBuilder setting() {
        return post(API + "/statuses/" + HEAD);
    }

    @Override
    String said(JsonNode body) {
        return body.path("body").asText();
    }

    @Override
    String status(JsonNode body) {
        assertThat(body.path("context").asText()).isEqualTo("gitops/review");
        assertThat(body.path("target_url").asText()).isEqualTo(PAGE);
        return body.path("state").asText() + ": " + body.path("description").asText();
    }

    @Override
    String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    @Override
    int longest() {
        return 65_536;
    }
}
