package dev.gitops.forge.talk;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import dev.gitops.forge.github.GitHubProvider;
import dev.gitops.http.Patience;
import dev.gitops.spi.CommitStatus.State;
import dev.gitops.spi.Forge;
import java.util.List;
import java.util.Locale;

/** Issue comments and commit statuses of GitHub, by its documents. */
class GitHubTalkTest extends TalkContract {

    private static final String API = "/api/v3/repos/platform/infra";

    @Override
    Forge open(Patience patience) {
        HOST.stubFor(get("/api/v3/user").willReturn(okJson("{\"login\": \"bot\", \"id\": 9}")));
        return open(new GitHubProvider(patience), "git@git.example.com:platform/infra.git");
    }

    @Override
    void has(List<Remark> comments) {
        hasLinkedPages(API + "/issues/7/comments", comments, GitHubTalkTest::comment);
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
        return status(body, "context", "target_url");
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
