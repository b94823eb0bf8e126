package dev.gitops.forge.recordings;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest.State;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.bitbucket.BitbucketProvider;
import dev.gitops.forge.gitea.GiteaProvider;
import dev.gitops.forge.gitlab.GitLabProvider;
import dev.gitops.http.ForgeException;
import dev.gitops.spi.Forge.Details;
import dev.gitops.spi.Forge.Draft;
import dev.gitops.spi.Forge.Mergeability;
import dev.gitops.spi.Forge.Protection;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The right readings of GitLab's, Bitbucket's and Gitea's answers. */
final class OtherReadings {

    private static final String PERMISSIONS =
            "/rest/branch-permissions/2.0/projects/recorded/repos/repository/restrictions";
    private static final String MODEL = "/rest/branch-utils/1.0/projects/recorded/repos/repository/branchmodel";

    private OtherReadings() {}

    static Play gitLab(Path folder) {
        return new Play(
                folder,
                "/api/v4/projects/recorded%2Frepository",
                (FakeTime time) -> new GitLabProvider(time.patience()));
    }

    static Play bitbucket(Path folder) {
        return new Play(
                folder,
                "/rest/api/1.0/projects/recorded/repos/repository",
                (FakeTime time) -> new BitbucketProvider(time.patience()));
    }

    static Play gitea(Path folder) {
        return new Play(
                folder, "/api/v1/repos/recorded/repository", (FakeTime time) -> new GiteaProvider(time.patience()));
    }

    static Map<String, Consumer<Play>> ofGitLab() {
        Map<String, Consumer<Play>> all = new LinkedHashMap<>();
        all.put("merged.json", play -> {
            Details details = merge(play, "merged.json", "[]").forge().details(27117);
            assertThat(details.request().state()).isEqualTo(State.MERGED);
            assertThat(details.mergedBy()).contains("user-13");
        });
        all.put("approvals-without-time.json", play -> {
            approvedBeforeAndAfter(play, "2019-04-09T06:00:00Z", 2);
            approvedBeforeAndAfter(play, "2019-04-09T10:00:00Z", 1);
            approvedBeforeAndAfter(play, "2019-04-09T15:00:00Z", 0);
        });
        all.put("notes.json", play -> {
            approvedBeforeAndAfter(play, "2019-04-09T06:45:00Z", 2);
            approvedBeforeAndAfter(play, "2019-04-09T06:48:00Z", 1);
            approvedBeforeAndAfter(play, "2019-04-09T13:55:00Z", 1);
            approvedBeforeAndAfter(play, "2019-04-09T13:57:30Z", 0);
        });
        all.put("opened.json", play -> {
            Details details = merge(play, "opened.json", "[]").forge().merge(14656);
            assertThat(details.mergeability()).isEqualTo(Mergeability.CONFLICTING);
            assertThat(play.time().sleeps()).isEmpty();
        });
        all.put("versions.json", play -> {
            merge(
                            play,
                            "merged.json",
                            "{'approved_by': ["
                                    + "{'user': {'username': 'early'}, 'approved_at': '2016-07-26T00:00:00Z'},"
                                    + "{'user': {'username': 'late'}, 'approved_at': '2016-07-27T00:00:00Z'}]}")
                    .answers("merge_requests/27117/versions", play.recorded("versions.json"))
                    .answers("merge_requests/27117/notes", Play.json("[]"));
            assertThat(play.forge().details(27117).approvals())
                    .extracting(Approval::by)
                    .containsExactly("late");
        });
        all.put("protected-branch.json", play -> {
            play.answers(
                            "protected_branches",
                            ((ArrayNode) Play.json("[]")).add(play.recorded("protected-branch.json")))
                    .answers("approval_rules", Play.json("[]"))
                    .answers("/api/v4/user", Play.json("{'id': 1, 'username': 'bot'}"));
            assertThat(play.forge().protection("develop"))
                    .hasValueSatisfying(told ->
                            assertThat(told.exempt()).containsExactly("everybody with the role Maintainer or above"));
        });
        all.put("approval-rule.json", play -> {
            JsonNode rule = play.recorded("approval-rule.json");
            play.answers("protected_branches", Play.json("[]"))
                    .answers("approval_rules", ((ArrayNode) Play.json("[]")).add(rule));
            assertThat(play.forge().protection("main").map(Protection::requiredApprovals))
                    .contains(1);
            assertThat(play.forge().protection("dev").map(Protection::requiredApprovals))
                    .contains(0);
            ObjectNode report = rule.deepCopy();
            play.answers(
                    "approval_rules", ((ArrayNode) Play.json("[]")).add(report.put("rule_type", "report_approver")));
            assertThat(play.forge().protection("main").map(Protection::requiredApprovals))
                    .contains(0);
        });
        return all;
    }

    private static void approvedBeforeAndAfter(Play play, String pushed, int expected) {
        merge(play, "merged.json", "[]")
                .answers("merge_requests/27117/approvals", play.recorded("approvals-without-time.json"))
                .answers("merge_requests/27117/notes", play.recorded("notes.json"))
                .answers("merge_requests/27117/versions", Play.json("[{'id': 1, 'created_at': '" + pushed + "'}]"));
        assertThat(play.forge().details(27117).approvals()).hasSize(expected);
    }

    private static Play merge(Play play, String name, String approvals) {
        JsonNode merge = play.recorded(name);
        String path = "merge_requests/" + merge.path("iid");
        return play.answers("", Play.json("{'id': 1, 'merge_trains_enabled': false}"))
                .answers(path, merge)
                .answers(path + "/approvals", Play.json(approvals));
    }

    static Map<String, Consumer<Play>> ofBitbucket() {
        Map<String, Consumer<Play>> all = new LinkedHashMap<>();
        all.put(
                "pull-open.json",
                play -> assertThat(pull(play, "pull-open.json").request().state())
                        .isEqualTo(State.OPEN));
        all.put("pull-from-fork.json", play -> {
            play.answers("pull-requests", values(play.recorded("pull-from-fork.json")));
            assertThat(play.forge().open("feature/BB-2", "main")).isEmpty();
        });
        all.put(
                "pull-approved-before-push.json",
                play -> assertThat(pull(play, "pull-approved-before-push.json").approvals())
                        .isEmpty());
        all.put(
                "pull-needs-work.webhook.json",
                play -> assertThat(pull(play, "pull-needs-work.webhook.json").approvals())
                        .isEmpty());
        all.put(
                "pull-unapproved.webhook.json",
                play -> assertThat(pull(play, "pull-unapproved.webhook.json").approvals())
                        .isEmpty());
        all.put("pull-approved.webhook.json", play -> {
            Details details = pull(play, "pull-approved.webhook.json");
            assertThat(details.approvals()).extracting(Approval::by).containsExactly("A Person");
            assertThat(details.request().url()).isEmpty();
        });
        all.put("pull-merged.webhook.json", play -> {
            Details details = pull(play, "pull-merged.webhook.json");
            assertThat(details.request().state()).isEqualTo(State.MERGED);
            assertThat(details.mergeCommit()).isPresent();
            assertThat(details.mergedAt()).isNotNull();
        });
        all.put("pull-opened-10.webhook.json", play -> {
            assertThat(pull(play, "pull-opened-10.webhook.json").request().state())
                    .isEqualTo(State.OPEN);
            ObjectNode merged = request(play, "pull-opened-10.webhook.json").deepCopy();
            merged.put("state", "MERGED")
                    .put("closedDate", merged.path("createdDate").asText());
            play.answers("pull-requests/1", merged);
            assertThat(play.forge().details(1).mergedAt())
                    .isEqualTo(merged.path("createdDate").asText());
        });
        all.put("activities-rescoped.json", play -> {
            JsonNode activities = play.recorded("activities-rescoped.json");
            long pushed = 0;
            for (JsonNode activity : activities.path("values").isArray() ? activities.path("values") : activities) {
                if (activity.path("action").asText().equals("RESCOPED")) {
                    pushed = activity.path("createdDate").asLong();
                }
            }
            assertThat(pushed).isPositive();
            rescoped(play, activities, pushed - 1000, List.of());
            rescoped(play, activities, pushed + 1000, List.of("A Person"));
        });
        all.put("merge-409-retry.json", play -> merges(play, "merge-409-retry.json"));
        all.put("change-409-out-of-date.json", play -> merges(play, "change-409-out-of-date.json"));
        all.put("create-409-empty.json", play -> {
            play.answers("GET", "pull-requests", aResponse().withBody(values().toString()))
                    .answers(
                            "POST",
                            "pull-requests",
                            aResponse()
                                    .withStatus(409)
                                    .withBody(play.recorded("create-409-empty.json")
                                            .toString()));
            assertThatThrownBy(() -> play.forge().request(new Draft("a", "b", "t", "b", List.of(), Set.of())))
                    .isInstanceOf(ForgeException.Conflict.class)
                    .hasMessageContaining("already up-to-date");
        });
        all.put("restrictions.json", play -> {
            protectedBy(play, play.recorded("restrictions.json"));
            assertThat(play.forge().protection("master").map(Protection::protectedBranch))
                    .contains(false);
        });
        all.put("settings.json", play -> {
            protectedBy(play, values());
            assertThat(play.forge().protection("master").map(Protection::requiredApprovals))
                    .contains(2);
        });
        all.put("branch-model.json", play -> {
            protectedBy(play, values(model("development")));
            assertThat(play.forge().protection("master").map(Protection::againstEverybody))
                    .contains(true);
            assertThat(play.forge().protection("other").map(Protection::protectedBranch))
                    .contains(false);
            protectedBy(play, values(model("production")));
            assertThat(play.forge().protection("master").map(Protection::protectedBranch))
                    .contains(false);
        });
        all.put("can-merge-veto.json", play -> {
            JsonNode open = request(play, "pull-open.json");
            play.answers("pull-requests/1", open)
                    .answers("pull-requests/1/merge", play.recorded("can-merge-veto.json"));
            Details details = play.forge().merge(1);
            assertThat(details.mergeability()).isEqualTo(Mergeability.BLOCKED);
            assertThat(details.obstacle()).contains("You may not merge after 6pm on a Friday.");
        });
        return all;
    }

    private static JsonNode request(Play play, String name) {
        JsonNode told = play.recorded(name);
        return told.has("pullRequest") ? told.path("pullRequest") : told;
    }

    private static Details pull(Play play, String name) {
        JsonNode pull = request(play, name);
        String path = "pull-requests/" + pull.path("id");
        play.answers(path, pull)
                .answers(path + "/merge", Play.json("{'canMerge': true}"))
                .answers(
                        path + "/activities",
                        values(Play.json(
                                "{'action': 'APPROVED', 'user': {'name': 'A Person'}, 'createdDate': 1893456000000}")));
        return play.forge().details(pull.path("id").asLong());
    }

    private static void rescoped(Play play, JsonNode activities, long approved, List<String> expected) {
        JsonNode pull = request(play, "pull-approved.webhook.json");
        ArrayNode all = (ArrayNode)
                Play.json("[{'action': 'APPROVED', 'user': {'name': 'A Person'}, 'createdDate': " + approved + "}]");
        (activities.path("values").isArray() ? activities.path("values") : activities).forEach(all::add);
        ObjectNode page = (ObjectNode) Play.json("{'isLastPage': true}");
        page.set("values", all);
        play.answers("pull-requests/1", pull)
                .answers("pull-requests/1/merge", Play.json("{'canMerge': true}"))
                .answers("pull-requests/1/activities", page);
        assertThat(play.forge().details(1).approvals()).extracting(Approval::by).isEqualTo(expected);
    }

    private static void merges(Play play, String refusal) {
        ObjectNode open = request(play, "pull-approved.webhook.json").deepCopy();
        ((ArrayNode) open.path("reviewers")).removeAll();
        ObjectNode merged = open.deepCopy();
        merged.put("state", "MERGED").put("closedDate", 1_893_456_000_000L);
        play.answers("GET", "pull-requests/1", aResponse().withBody(open.toString()))
                .answers("GET", "pull-requests/1/merge", aResponse().withBody("{\"canMerge\": true}"))
                .answers("pull-requests/1/activities", values())
                .turns(
                        "POST",
                        "pull-requests/1/merge",
                        aResponse()
                                .withStatus(409)
                                .withBody(play.recorded(refusal).toString()),
                        aResponse().withBody(merged.toString()));
        Details details = play.forge().merge(1);
        assertThat(details.obstacle()).isEqualTo(Optional.empty());
        assertThat(play.time().sleeps()).hasSize(1);
    }

    private static void protectedBy(Play play, JsonNode restrictions) {
        play.answers(PERMISSIONS, restrictions)
                .answers(MODEL, play.recorded("branch-model.json"))
                .answers("settings/pull-requests", play.recorded("settings.json"));
    }

    private static JsonNode model(String id) {
        return Play.json("{'type': 'pull-request-only', 'users': [], 'groups': [], 'matcher': {'id': '" + id
                + "', 'type': {'id': 'MODEL_BRANCH'}}}");
    }

    private static ObjectNode values(JsonNode... values) {
        ObjectNode page = (ObjectNode) Play.json("{'isLastPage': true}");
        ArrayNode list = page.putArray("values");
        List.of(values).forEach(list::add);
        return page;
    }

    static Map<String, Consumer<Play>> ofGitea() {
        Map<String, Consumer<Play>> all = new LinkedHashMap<>();
        all.put("pull.json", play -> {
            JsonNode pull = play.recorded("pull.json");
            play.answers("pulls", ((ArrayNode) Play.json("[]")).add(pull));
            assertThat(play.forge().open("feature", "master"))
                    .hasValueSatisfying(open -> assertThat(open.state()).isEqualTo(State.OPEN));
        });
        all.put("reviews.json", play -> {
            ObjectNode pull = play.recorded("pull.json").deepCopy();
            JsonNode reviews = play.recorded("reviews.json");
            ((ObjectNode) pull.path("head"))
                    .put("sha", reviews.path(0).path("commit_id").asText());
            play.answers("pulls/1", pull)
                    .answers("pulls/1/reviews", reviews)
                    .answers("issues/1/timeline", Play.json("[]"));
            assertThat(play.forge().details(1).approvals()).isEmpty();
        });
        return all;
    }
}
