package dev.gitops.forge.recordings;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest.State;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.github.GitHubProvider;
import dev.gitops.http.ForgeException;
import dev.gitops.spi.Forge.Details;
import dev.gitops.spi.Forge.Draft;
import dev.gitops.spi.Forge.Mergeability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The right readings of GitHub's answers. */
final class GitHubReadings {

    private static final String TIME = "2026-11-22T10:00:00Z";

    private GitHubReadings() {}

    static Play play(Path folder) {
        return new Play(
                folder, "/api/v3/repos/recorded/repository", (FakeTime time) -> new GitHubProvider(time.patience()));
    }

    static Map<String, Consumer<Play>> all() {
        Map<String, Consumer<Play>> all = new LinkedHashMap<>();
        all.put("reviews-of-deleted-user.json", play -> {
            pull(play, "pull-of-deleted-reviewer.json")
                    .answers("pulls/1/reviews", play.recorded("reviews-of-deleted-user.json"));
            assertThat(play.forge().details(1).approvals()).isEmpty();
        });
        all.put("pull-of-deleted-reviewer.json", play -> {
            Details details =
                    pull(play, "pull-of-deleted-reviewer.json").forge().details(1);
            assertThat(details.request().state()).isEqualTo(State.CLOSED);
            assertThat(details.mergeCommit()).isEmpty();
        });
        all.put("pull-by-ghost.json", play -> {
            Details details = pull(play, "pull-by-ghost.json")
                    .answers(
                            "pulls/2/reviews",
                            Play.json("[" + review("ghost", "APPROVED", sha(play, "pull-by-ghost.json")) + "]"))
                    .answers("collaborators/ghost/permission", play.recorded("permission-admin.json"))
                    .forge()
                    .details(2);
            assertThat(details.author()).contains("ghost");
            assertThat(details.approvals()).isEmpty();
        });
        all.put("reviews-approved-collaborator.json", play -> {
            JsonNode reviews = play.recorded("reviews-approved-collaborator.json");
            approvable(play, reviews.path(0).path("commit_id").asText(), reviews)
                    .answers("collaborators/user-2/permission", play.recorded("permission-admin.json"));
            assertThat(play.forge().details(9).approvals())
                    .extracting(Approval::by)
                    .containsExactly("user-2");
            approvable(play, "9".repeat(40), reviews);
            assertThat(play.forge().details(9).approvals()).isEmpty();
        });
        all.put("reviews-pending.json", play -> {
            JsonNode reviews = play.recorded("reviews-pending.json");
            approvable(play, reviews.path(0).path("commit_id").asText(), reviews);
            assertThat(play.forge().details(9).approvals()).isEmpty();
        });
        all.put("review-commented.json", play -> {
            JsonNode remark = play.recorded("review-commented.json");
            String head = remark.path("commit_id").asText();
            ArrayNode reviews = (ArrayNode) Play.json("[" + review("user-3", "APPROVED", head) + "]");
            approvable(play, head, reviews.add(remark))
                    .answers("collaborators/user-3/permission", play.recorded("permission-admin.json"));
            assertThat(play.forge().details(9).approvals())
                    .extracting(Approval::by)
                    .containsExactly("user-3");
            approvable(play, head, Play.json("[]").deepCopy());
            assertThat(play.forge().details(9).approvals()).isEmpty();
        });
        all.put("review-dismissed.webhook.json", play -> {
            JsonNode told = play.recorded("review-dismissed.webhook.json");
            JsonNode review = told.has("review") ? told.path("review") : told;
            String head = review.path("commit_id").asText();
            ArrayNode reviews = (ArrayNode) Play.json("[" + review("user-4", "APPROVED", head) + "]");
            approvable(play, head, reviews.add(review))
                    .answers("collaborators/user-4/permission", play.recorded("permission-admin.json"));
            assertThat(play.forge().details(9).approvals()).isEmpty();
        });
        all.put("commit-pulls-two-open.json", play -> {
            JsonNode pulls = play.recorded("commit-pulls-two-open.json");
            String commit = pulls.path(0).path("head").path("sha").asText();
            play.answers(
                            "",
                            Play.json("{'id': "
                                    + pulls.path(0).path("base").path("repo").path("id")
                                    + ", 'default_branch': 'main'}"))
                    .answers("commits/" + commit + "/pulls", pulls);
            assertThat(play.forge().mergedWith(commit, "main")).isEmpty();
            String test = pulls.path(0).path("merge_commit_sha").asText();
            play.answers("commits/" + test + "/pulls", pulls);
            assertThat(play.forge().mergedWith(test, "main")).isEmpty();
        });
        all.put("pull-with-requested-team.json", play -> {
            requested(play, "dummy-team");
            assertThat(play.asked(postRequestedFor(urlPathEqualTo(play.path("pulls/449/requested_reviewers")))))
                    .isZero();
        });
        all.put("requested-reviewers-answer.json", play -> {
            play.answers("pulls/449/requested_reviewers", play.recorded("requested-reviewers-answer.json"));
            assertThat(requested(play, "somebody").notices()).isEmpty();
        });
        all.put("pull-draft-mergeable-null.json", play -> blocked(play, "pull-draft-mergeable-null.json"));
        all.put("pull-behind.json", play -> blocked(play, "pull-behind.json"));
        all.put("pull-blocked-auto-merge.json", play -> blocked(play, "pull-blocked-auto-merge.json"));
        all.put("pull-deleted-fork.json", play -> {
            JsonNode pull = play.recorded("pull-deleted-fork.json");
            play.answers("pulls", ((ArrayNode) Play.json("[]")).add(pull));
            assertThat(play.forge().open("master", "master")).isEmpty();
        });
        all.put("rules-of-branch.json", play -> {
            play.answers("rules/branches/main", play.recorded("rules-of-branch.json"))
                    .answers("rulesets/1170520", Play.json("{'bypass_actors': []}"))
                    .answers("branches/main", Play.json("{'protected': false}"));
            assertThat(play.forge().protection("main")).hasValueSatisfying(told -> {
                assertThat(told.againstEverybody()).isTrue();
                assertThat(told.requiredApprovals()).isEqualTo(1);
                assertThat(told.codeOwners()).isFalse();
            });
        });
        all.put("protection-full.json", play -> {
            classic(play, "protection-full.json");
            assertThat(play.forge().protection("main")).hasValueSatisfying(told -> {
                assertThat(told.againstEverybody()).isTrue();
                assertThat(told.requiredApprovals()).isEqualTo(2);
                assertThat(told.codeOwners()).isTrue();
            });
        });
        all.put("protection-without-reviews.json", play -> {
            classic(play, "protection-without-reviews.json");
            assertThat(play.forge().protection("main"))
                    .hasValueSatisfying(
                            told -> assertThat(told.protectedBranch()).isFalse());
        });
        all.put(
                "permission-admin.json",
                play -> assertThat(permitted(play, "permission-admin.json")).hasSize(1));
        all.put(
                "permission-read.json",
                play -> assertThat(permitted(play, "permission-read.json")).isEmpty());
        all.put("create-422-exists.json", play -> {
            JsonNode pull = play.recorded("pull-with-requested-team.json");
            play.turns("GET", "pulls", aResponse().withBody("[]"), aResponse().withBody("[" + pull + "]"))
                    .answers("POST", "pulls", play.whole("create-422-exists.json"))
                    .answers("pulls/449/reviews", Play.json("[]"))
                    .answers("PATCH", "pulls/449", aResponse().withBody(pull.toString()));
            assertThat(play.forge()
                            .request(new Draft("test/stable", "main", "t", "b", List.of(), Set.of()))
                            .changeRequest()
                            .number())
                    .isEqualTo(449);
        });
        all.put("update-422-base-missing.json", play -> {
            JsonNode pull = play.recorded("pull-with-requested-team.json");
            play.answers("GET", "pulls", aResponse().withBody("[" + pull + "]"))
                    .answers("pulls/449/reviews", Play.json("[]"))
                    .answers("PATCH", "pulls/449", play.whole("update-422-base-missing.json"));
            assertThatThrownBy(
                            () -> play.forge().request(new Draft("test/stable", "main", "t", "b", List.of(), Set.of())))
                    .isInstanceOf(ForgeException.Rejected.class)
                    .hasMessageContaining("was not found");
        });
        all.put("limit-secondary-403.json", play -> limited(play, "limit-secondary-403.json"));
        all.put("limit-secondary-429.json", play -> limited(play, "limit-secondary-429.json"));
        all.put("merge-squash-200.json", play -> {
            String with = play.recorded("merge-squash-200.json")
                    .path("body")
                    .path("sha")
                    .asText();
            ObjectNode open = play.recorded("pull-with-requested-team.json").deepCopy();
            ObjectNode merged = open.deepCopy();
            merged.put("merged", true)
                    .put("merged_at", TIME)
                    .put("state", "closed")
                    .put("merge_commit_sha", with);
            play.answers("", Play.json("{'id': 1, 'allow_merge_commit': false, 'allow_squash_merge': true}"))
                    .answers("pulls/449/reviews", Play.json("[]"))
                    .turns(
                            "GET",
                            "pulls/449",
                            aResponse().withBody(open.toString()),
                            aResponse().withBody(merged.toString()))
                    .answers("PUT", "pulls/449/merge", play.whole("merge-squash-200.json"));
            Details details = play.forge().merge(449);
            assertThat(details.request().state()).isEqualTo(State.MERGED);
            assertThat(details.mergeCommit()).contains(with).isNotEqualTo(java.util.Optional.of(details.head()));
        });
        all.put("whoami-401.json", play -> {
            play.answers("GET", "/api/v3/user", play.whole("whoami-401.json"));
            assertThatThrownBy(() -> play.forge().whoAmI()).isInstanceOf(ForgeException.Unauthorised.class);
        });
        return all;
    }

    private static Play pull(Play play, String name) {
        JsonNode pull = play.recorded(name);
        String path = "pulls/" + pull.path("number");
        return play.answers(path, pull)
                .answers(path + "/reviews", Play.json("[]"))
                .answers("issues/" + pull.path("number") + "/timeline", Play.json("[]"));
    }

    private static String sha(Play play, String name) {
        return play.recorded(name).path("head").path("sha").asText();
    }

    /** A pull request with a head and reviews. */
    private static Play approvable(Play play, String head, JsonNode reviews) {
        ObjectNode pull = play.recorded("pull-behind.json").deepCopy();
        pull.put("number", 9);
        ((ObjectNode) pull.path("head")).put("sha", head);
        return play.answers("pulls/9", pull)
                .answers("pulls/9/reviews", reviews)
                .answers("issues/9/timeline", Play.json("[]"));
    }

    private static List<Approval> permitted(Play play, String permission) {
        String head = "8".repeat(40);
        approvable(play, head, Play.json("[" + review("alice", "APPROVED", head) + "]"))
                .answers("collaborators/alice/permission", play.recorded(permission));
        return play.forge().details(9).approvals();
    }

    private static void blocked(Play play, String name) {
        Details details = pull(play, name)
                .forge()
                .merge(play.recorded(name).path("number").asLong());
        assertThat(details.mergeability()).isEqualTo(Mergeability.BLOCKED);
        assertThat(details.obstacle()).isPresent();
        assertThat(play.time().sleeps()).isEmpty();
    }

    private static dev.gitops.spi.Forge.Requested requested(Play play, String reviewer) {
        JsonNode pull = play.recorded("pull-with-requested-team.json");
        play.answers("GET", "pulls", aResponse().withBody("[" + pull + "]"))
                .answers("pulls/449/reviews", Play.json("[]"));
        return play.forge()
                .request(new Draft(
                        "test/stable",
                        "main",
                        pull.path("title").asText(),
                        pull.path("body").asText(),
                        List.of(reviewer),
                        Set.of()));
    }

    private static void classic(Play play, String name) {
        play.answers("rules/branches/main", Play.json("[]"))
                .answers("branches/main", Play.json("{'protected': true}"))
                .answers("branches/main/protection", play.recorded(name));
    }

    private static void limited(Play play, String name) {
        String reset =
                String.valueOf(FakeTime.START.plus(Duration.ofMinutes(48)).getEpochSecond());
        var answer = play.whole(name);
        if (play.recorded(name).path("headers").has("X-RateLimit-Reset")) {
            answer.withHeader("X-RateLimit-Reset", reset);
        }
        play.turns("GET", "/api/v3/user", answer, aResponse().withBody("{\"login\": \"bot\"}"));
        assertThat(play.forge().whoAmI()).isEqualTo("bot");
        assertThat(play.time().sleeps()).containsExactly(Duration.ofMinutes(1));
    }

    private static String review(String user, String state, String commit) {
        return "{'user': {'login': '%s'}, 'state': '%s', 'commit_id': '%s', 'submitted_at': '2016-01-01T00:00:00Z'}"
                .formatted(user, state, commit);
    }
}
