package dev.gitops.forge.talk;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.gitlab.GitLabProvider;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Patience;
import dev.gitops.spi.CommitStatus;
import dev.gitops.spi.CommitStatus.State;
import dev.gitops.spi.Forge;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Notes and commit statuses of GitLab, by its documents. */
class GitLabTalkTest extends TalkContract {

    private static final String API = "/api/v4/projects/platform%2Finfra";
    private static final String MERGE = API + "/merge_requests/7";

    @Override
    Forge open(Patience patience) {
        HOST.stubFor(get("/api/v4/user").willReturn(okJson("{\"username\": \"bot\", \"id\": 9}")));
        from(3);
        return open(new GitLabProvider(patience), "git@git.example.com:platform/infra.git");
    }

    private static void from(int project) {
        HOST.stubFor(get(MERGE)
                .willReturn(okJson(
                        "{\"iid\": 7, \"source_project_id\": %d, \"target_project_id\": 3}".formatted(project))));
    }

    @Override
    void has(List<Remark> comments) {
        hasLinkedPages(MERGE + "/notes", comments, GitLabTalkTest::note);
    }

    private static String note(Remark remark) {
        String author = remark.author() == null ? "null" : "{\"username\": " + quoted(remark.author()) + "}";
        return "{\"id\": %d, \"author\": %s, \"body\": %s, \"system\": false, \"resolvable\": false}"
                .formatted(remark.id(), author, quoted(remark.text()));
    }

    @Override
    MappingBuilder writing() {
        return post(MERGE + "/notes");
    }

    @Override
    MappingBuilder rewriting(Remark comment) {
        return put(urlPathEqualTo(MERGE + "/notes/" + comment.id()));
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
        return status(body, "name", "target_url");
    }

    @Override
    String word(State state) {
        return state == State.FAILURE ? "failed" : state == State.SUCCESS ? "success" : "pending";
    }

    @Override
    int longest() {
        return 1_048_576;
    }

    private static CommitStatus status(State state) {
        return new CommitStatus("gitops/review", state, "words", Optional.of(PAGE));
    }

    @Test
    void setsTheStatusOfARequestFromAForkInTheFork() {
        Forge forge = open(new FakeTime().patience());
        from(44);
        HOST.stubFor(post("/api/v4/projects/44/statuses/" + HEAD).willReturn(jsonResponse("{}", 201)));
        forge.status(7, HEAD, status(State.SUCCESS));
        HOST.verify(1, postRequestedFor(urlEqualTo("/api/v4/projects/44/statuses/" + HEAD)));
    }

    @Test
    void takesAStatusThatIsThereAlreadyForSetAndNoOther() {
        HOST.stubFor(setting()
                .willReturn(jsonResponse(
                        "{\"message\": \"Cannot transition status via :enqueue from :pending (Reason(s): Status cannot transition via \\\"enqueue\\\")\"}",
                        400)));
        Forge forge = open(new FakeTime().patience());
        forge.status(7, HEAD, status(State.PENDING));
        assertThatThrownBy(() -> forge.status(7, HEAD, status(State.FAILURE)))
                .isInstanceOf(ForgeException.Rejected.class)
                .hasMessageContaining("Cannot transition");
    }
}
