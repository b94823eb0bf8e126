package dev.gitops.forge.talk;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import dev.gitops.api.InvalidInputException;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.azure.AzureProvider;
import dev.gitops.http.Patience;
import dev.gitops.spi.CommitStatus;
import dev.gitops.spi.CommitStatus.State;
import dev.gitops.spi.Forge;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Threads and statuses of Azure DevOps, by its documents. */
class AzureTalkTest extends TalkContract {

    private static final String PULL = "/org/Team%20One/_apis/git/repositories/infra/pullrequests/7";

    @Override
    Forge open(Patience patience) {
        HOST.stubFor(
                get(urlPathEqualTo("/org/_apis/connectionData"))
                        .willReturn(
                                okJson(
                                        "{\"authenticatedUser\": {\"providerDisplayName\": \"The Bot\", \"properties\": {\"Account\": {\"$value\": \"bot\"}}}}")));
        HOST.stubFor(get(urlPathEqualTo(PULL + "/iterations")).willReturn(okJson("""
                {"value": [{"id": 1, "sourceRefCommit": {"commitId": "%s"}},
                           {"id": 2, "sourceRefCommit": {"commitId": "%s"}}]}
                """.formatted("2".repeat(40), HEAD))));
        return open(new AzureProvider(patience), "https://user@dev.azure.com/org/Team%20One/_git/infra");
    }

    /** It tells all threads at once. What stands beside a line, and what answers somebody, is no comment of the tool's. */
    @Override
    void has(List<Remark> comments) {
        HOST.stubFor(get(urlPathEqualTo(PULL + "/threads"))
                .willReturn(okJson(comments.stream()
                        .map(AzureTalkTest::thread)
                        .collect(Collectors.joining(", ", "{\"value\": [", "]}")))));
    }

    private static String thread(Remark remark) {
        String author = remark.author() == null ? "null" : "{\"uniqueName\": " + quoted(remark.author()) + "}";
        return """
                {"id": %d, "status": "closed", "threadContext": null, "properties": {},
                 "comments": [{"id": 1, "parentCommentId": 0, "author": %s, "content": %s, "commentType": "text"},
                              {"id": 2, "parentCommentId": 1, "author": {"uniqueName": "bot"}, "content": "[gitops/review]: #\\n an answer"}]}
                """.formatted(remark.id(), author, quoted(remark.text()));
    }

    @Override
    MappingBuilder writing() {
        return post(urlPathEqualTo(PULL + "/threads"));
    }

    @Override
    MappingBuilder rewriting(Remark comment) {
        return patch(urlPathEqualTo(PULL + "/threads/" + comment.id() + "/comments/1"));
    }

    @Override
    MappingBuilder setting() {
        return post(urlPathEqualTo(PULL + "/statuses"));
    }

    @Override
    String said(JsonNode body) {
        if (body.has("content")) {
            return body.path("content").asText();
        }
        assertThat(body.path("status").asText()).isEqualTo("closed");
        return body.at("/comments/0/content").asText();
    }

    @Override
    String status(JsonNode body) {
        assertThat(body.at("/context/genre").asText()).isEqualTo("gitops");
        assertThat(body.at("/context/name").asText()).isEqualTo("review");
        assertThat(body.path("iterationId").asInt()).isEqualTo(2);
        assertThat(body.path("targetUrl").asText()).isEqualTo(PAGE);
        return body.path("state").asText() + ": " + body.path("description").asText();
    }

    @Override
    String word(State state) {
        return state == State.FAILURE ? "failed" : state == State.SUCCESS ? "succeeded" : "pending";
    }

    @Override
    int longest() {
        return 150_000;
    }

    @Test
    void setsNoStatusOfACommitThatWasNotPushedToTheRequest() {
        Forge forge = open(new FakeTime().patience());
        assertThatThrownBy(() -> forge.status(
                        7,
                        "9".repeat(40),
                        new CommitStatus("gitops/review", State.SUCCESS, "passed", Optional.of(PAGE))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("9".repeat(40))
                .hasMessageContaining("pull request 7");
    }
}
