package dev.gitops.forge.talk;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.gitops.forge.FakeTime;
import dev.gitops.forge.PlayedHost;
import dev.gitops.forge.azure.AzureProvider;
import dev.gitops.forge.bitbucket.BitbucketProvider;
import dev.gitops.forge.bitbucketcloud.BitbucketCloudProvider;
import dev.gitops.forge.gitlab.GitLabProvider;
import dev.gitops.spi.Forge;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Approvals of an earlier head, by the shapes that the hosts' documents have: OLD was pushed at nine, HEAD at eleven. */
class EarlierApprovalsTest {

    private static final String OLD = "2".repeat(40);
    private static final String HEAD = "1".repeat(40);

    @RegisterExtension
    static final WireMockExtension HOST = WireMockExtension.newInstance()
            .options(wireMockConfig().dynamicPort())
            .build();

    private static void has(String path, String json) {
        HOST.stubFor(get(urlPathEqualTo(path))
                .willReturn(okJson(json.replace('\'', '"').replace("OLD", OLD).replace("HEAD", HEAD))));
    }

    private static String at(String time) {
        return "2026-11-22T" + time + ":00Z";
    }

    private static List<String> told(Forge forge) {
        return forge.earlierApprovals(7).stream()
                .map(one -> one.approval().by() + " " + one.head().charAt(0))
                .toList();
    }

    @Nested
    class OfGitLab {

        private static final String MERGE = "/api/v4/projects/platform%2Finfra/merge_requests/7";
        private Forge forge;

        @BeforeEach
        void open() {
            forge = PlayedHost.open(
                    HOST, new GitLabProvider(new FakeTime().patience()), "git@git.example.com:platform/infra.git");
            has(MERGE, "{'iid': 7, 'web_url': 'https://x/7'}");
            has(MERGE + "/notes", "[]");
            has(MERGE + "/versions", """
                    [{'id': 2, 'head_commit_sha': 'HEAD', 'created_at': '%s'},
                     {'id': 1, 'head_commit_sha': 'OLD', 'created_at': '%s'}]
                    """.formatted(at("11:00"), at("09:00")));
        }

        private void approved(String time) {
            has(
                    MERGE + "/approvals",
                    "{'approved_by': [{'user': {'username': 'alice'}, 'approved_at': '%s'}]}".formatted(time));
        }

        @ParameterizedTest
        @CsvSource({"10:00, alice 2", "12:00,", "08:00,", "09:00,", "11:00, alice 2"})
        void areOfTheHeadThatWasTheNewestThen(String time, String told) {
            approved(at(time));
            assertThat(told(forge)).isEqualTo(told == null ? List.of() : List.of(told));
        }

        @Test
        void areNoneFromBeforeTheTargetWasChanged() {
            approved(at("10:00"));
            has(MERGE + "/notes", """
                    [{'id': 5, 'system': true, 'author': {'username': 'mallory'}, 'created_at': '%s',
                      'body': 'changed target branch from `sandbox` to `main`'}]
                    """.formatted(at("10:30")));
            assertThat(told(forge)).isEmpty();
        }

        @Test
        void areNoneWhereNobodyKnowsWhen() {
            has(MERGE + "/approvals", "{'approved_by': [{'user': {'username': 'alice'}}]}");
            assertThat(told(forge)).isEmpty();
        }
    }

    @Nested
    class OfBitbucketDataCenter {

        private static final String PULL = "/rest/api/1.0/projects/PLAT/repos/infra/pull-requests/7";
        private Forge forge;

        @BeforeEach
        void open() {
            forge = PlayedHost.open(
                    HOST, new BitbucketProvider(new FakeTime().patience()), HOST.baseUrl() + "/scm/PLAT/infra.git");
            approved("OLD");
        }

        private void approved(String commit) {
            has(PULL, """
                    {'id': 7, 'state': 'OPEN', 'fromRef': {'latestCommit': 'HEAD'}, 'links': {'self': [{'href': 'https://x/7'}]},
                     'reviewers': [{'user': {'name': 'alice'}, 'approved': true, 'status': 'APPROVED', 'lastReviewedCommit': '%s'},
                                   {'user': {'name': 'bob'}, 'approved': false, 'status': 'NEEDS_WORK', 'lastReviewedCommit': 'OLD'}]}
                    """.formatted(commit));
        }

        private void changed(String hashes) {
            has(PULL + "/activities", """
                    {'isLastPage': true, 'values': [
                      {'id': 3, 'action': 'RESCOPED', 'createdDate': 1763809200000, 'fromHash': 'HEAD', 'previousFromHash': 'OLD', %s},
                      {'id': 2, 'action': 'APPROVED', 'createdDate': 1763805600000, 'user': {'name': 'alice'}}]}
                    """.formatted(hashes));
        }

        @Test
        void areOfTheCommitThatWasReviewedLast() {
            changed("'toHash': 'c', 'previousToHash': 'c'");
            assertThat(told(forge)).containsExactly("alice 2");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {"'toHash': 'c', 'previousToHash': 'd'", "'toHash': 'c'", "'x': 1"})
        void areNoneWhereTheTargetMayHaveChanged(String hashes) {
            changed(hashes);
            assertThat(told(forge)).isEmpty();
        }

        @Test
        void areNoneOfThePresentHead() {
            approved("HEAD");
            changed("'toHash': 'c', 'previousToHash': 'c'");
            assertThat(told(forge)).isEmpty();
        }
    }

    @Nested
    class OfBitbucketCloud {

        private static final String API = "/2.0/repositories/platform/infra";
        private static final String PULL = API + "/pullrequests/7";
        private Forge forge;

        @BeforeEach
        void open() {
            forge = PlayedHost.open(
                    HOST,
                    new BitbucketCloudProvider(new FakeTime().patience()),
                    "git@bitbucket.org:platform/infra.git");
            has(PULL, """
                    {'id': 7, 'state': 'OPEN', 'links': {'html': {'href': 'https://x/7'}},
                     'participants': [{'user': {'account_id': 'alice'}, 'approved': true, 'state': 'approved'},
                                      {'user': {'account_id': 'bob'}, 'approved': false, 'state': null}]}
                    """);
            has(API + "/commit/222222222222", "{'hash': 'OLD'}");
        }

        private void approved(String time, String earlierTarget) {
            has(PULL + "/activity", """
                    {'values': [
                      {'update': {'date': '%s', 'source': {'commit': {'hash': '111111111111'}}, 'destination': {'branch': {'name': 'main'}}}},
                      {'approval': {'date': '%s', 'user': {'account_id': 'alice'}}},
                      {'comment': {'id': 1}},
                      {'update': {'date': '%s', 'source': {'commit': {'hash': '222222222222'}}, 'destination': {'branch': {'name': '%s'}}}}]}
                    """.formatted(at("11:00"), at(time), at("09:00"), earlierTarget));
        }

        @ParameterizedTest
        @CsvSource({"10:00, alice 2", "12:00,", "08:00,"})
        void areOfTheHeadThatWasTheNewestThen(String time, String told) {
            approved(time, "main");
            assertThat(told(forge)).isEqualTo(told == null ? List.of() : List.of(told));
        }

        @Test
        void areNoneFromBeforeTheTargetWasChanged() {
            approved("10:00", "sandbox");
            assertThat(told(forge)).isEmpty();
        }
    }

    @Nested
    class OfAzure {

        private static final String PULL = "/org/Team%20One/_apis/git/repositories/infra/pullrequests/7";
        private Forge forge;

        @BeforeEach
        void open() {
            forge = PlayedHost.open(
                    HOST,
                    new AzureProvider(new FakeTime().patience()),
                    "https://user@dev.azure.com/org/Team%20One/_git/infra");
            has(PULL, """
                    {'pullRequestId': 7, 'status': 'active', 'repository': {'webUrl': 'https://x'},
                     'reviewers': [{'id': 'a1', 'uniqueName': 'alice@example.com', 'vote': 10},
                                   {'id': 'b1', 'uniqueName': 'bob@example.com', 'vote': -5},
                                   {'id': 'g1', 'uniqueName': 'group', 'vote': 10, 'isContainer': true}]}
                    """);
            pushed("'reason': 'push'");
        }

        private void pushed(String why) {
            has(PULL + "/iterations", """
                    {'value': [{'id': 1, 'createdDate': '%s', 'reason': 'create', 'sourceRefCommit': {'commitId': 'OLD'}},
                               {'id': 2, 'createdDate': '%s', %s, 'sourceRefCommit': {'commitId': 'HEAD'}}]}
                    """.formatted(at("09:00"), at("11:00"), why));
        }

        private void voted(String time, int vote) {
            has(PULL + "/threads", """
                    {'value': [{'id': 3, 'publishedDate': '%s', 'identities': {'1': {'id': 'a1'}},
                      'properties': {'CodeReviewThreadType': {'$value': 'VoteUpdate'}, 'CodeReviewVoteResult': {'$value': '%d'},
                                     'CodeReviewVotedByIdentity': {'$value': '1'}}}]}
                    """.formatted(at(time), vote));
        }

        @ParameterizedTest
        @CsvSource({
            "10:00, 10, alice@example.com 2",
            "10:00, 5, alice@example.com 2",
            "10:00, -5,",
            "12:00, 10,",
            "08:00, 10,"
        })
        void areOfTheHeadThatWasTheNewestThen(String time, int vote, String told) {
            voted(time, vote);
            assertThat(told(forge)).isEqualTo(told == null ? List.of() : List.of(told));
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "'reason': 'retarget'",
                    "'reason': 'push', 'newTargetRefName': 'refs/heads/main'",
                    "'reason': 'unknown'",
                    "'reason': null"
                },
                quoteCharacter = '`')
        void areNoneWhereTheTargetMayHaveChanged(String why) {
            pushed(why);
            voted("10:00", 10);
            assertThat(told(forge)).isEmpty();
        }
    }
}
