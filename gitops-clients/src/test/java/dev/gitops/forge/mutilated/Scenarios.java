package dev.gitops.forge.mutilated;

import dev.gitops.forge.FakeTime;
import dev.gitops.forge.azure.AzureProvider;
import dev.gitops.forge.bitbucket.BitbucketProvider;
import dev.gitops.forge.bitbucketcloud.BitbucketCloudProvider;
import dev.gitops.forge.gitea.GiteaProvider;
import dev.gitops.forge.github.GitHubProvider;
import dev.gitops.forge.gitlab.GitLabProvider;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What hosts answer where something was reviewed, and where it only looks so. The shapes are the hosts', the values ours. */
final class Scenarios {

    private static final String HEAD = "1".repeat(40);
    private static final String MERGE = "2".repeat(40);
    private static final String BASE = "3".repeat(40);
    private static final String OLD = "4".repeat(40);

    private Scenarios() {}

    static List<Scenario> all() {
        return Stream.of(gitHub(), gitLab(), bitbucket(), gitea(), bitbucketCloud(), azure())
                .flatMap(List::stream)
                .toList();
    }

    private static String pull(String state, String extra) {
        return ("{'number': 7, 'state': '%s', 'title': 't', 'html_url': 'https://x/7', 'user': {'login': 'bot', 'id': 9}, 'draft': false,"
                        + " 'head': {'ref': 'change', 'sha': '%s', 'repo_id': 1, 'repo': {'id': 1}},"
                        + " 'base': {'ref': 'main', 'repo_id': 1, 'repo': {'id': 1}}, 'updated_at': '2026-11-22T12:00:00Z', %s}")
                .formatted(state, HEAD, extra);
    }

    private static String open() {
        return pull("open", "'merged': false, 'merged_at': null, 'mergeable': true, 'mergeable_state': 'clean'");
    }

    private static String merged(String with) {
        return pull(
                "closed",
                "'merged': true, 'merged_at': '2026-11-22T11:00:00Z', 'merged_by': {'login': 'bob'}, 'merge_commit_sha': '"
                        + with + "'");
    }

    private static String commit(String id, String... parents) {
        String all = String.join(
                ", ",
                Stream.of(parents)
                        .map(parent -> "{'sha': '" + parent + "', 'id': '" + parent + "'}")
                        .toList());
        return "{'sha': '%s', 'id': '%s', 'message': 'Promote', 'commit': {'message': 'Promote'}, 'parents': [%s], 'parent_ids': [%s]}"
                .formatted(
                        id,
                        id,
                        all,
                        String.join(
                                ", ",
                                Stream.of(parents)
                                        .map(parent -> "'" + parent + "'")
                                        .toList()));
    }

    private static String review(String state, String commit, String extra) {
        return "{'id': 1, 'user': {'login': 'alice'}, 'state': '%s', 'commit_id': '%s', 'submitted_at': '2026-11-22T10:00:00Z'%s}"
                .formatted(state, commit, extra);
    }

    private static List<Scenario> gitHub() {
        String root = "/api/v3/repos/platform/infra";
        GitHubProvider provider = new GitHubProvider(new FakeTime().patience());
        Scenario asked = Scenario.nothing("", provider, root, Scenario::approvals)
                .with("pulls/7", open())
                .with("issues/7/timeline", "[{'event': 'labeled', 'created_at': '2026-11-22T10:30:00Z'}]")
                .with("collaborators/alice/permission", "{'permission': 'write', 'user': {'login': 'alice'}}");
        Scenario approved = asked.with("pulls/7/reviews", "[" + review("APPROVED", HEAD, "") + "]");
        Scenario sought = Scenario.nothing("", provider, root, Scenario.brought(HEAD))
                .with("", "{'id': 1, 'default_branch': 'main'}")
                .with("pulls/7", merged(MERGE))
                .with("pulls/7/reviews", "[]")
                .with("pulls/7/commits", "[" + commit(HEAD, BASE) + "]")
                .with("git/commits/" + MERGE, commit(MERGE, BASE, HEAD));
        return List.of(
                approved.proves(
                        "approved",
                        Set.of("alice"),
                        ".*(/head/sha|reviews#/0/(user|user/login|state|commit_id|submitted_at)|timeline#(/0|/0/event)?|permission#(/permission)?)"),
                approved.with(
                                "issues/7/timeline",
                                "[{'event': 'base_ref_changed', 'created_at': '2026-11-22T10:30:00Z'}]")
                        .named("approved before the target was changed"),
                approved.with("collaborators/alice/permission", "{'permission': 'read'}")
                        .named("approved by a reader"),
                asked.with("pulls/7/reviews", "[" + review("APPROVED", OLD, "") + "]")
                        .named("approved before a push"),
                asked.with("pulls/7/reviews", "[" + review("PENDING", HEAD, "") + "]")
                        .named("not submitted"),
                asked.with("pulls/7/reviews", "[" + review("DISMISSED", HEAD, "") + "]")
                        .named("dismissed"),
                sought.with("commits/" + HEAD + "/pulls", "[" + merged(MERGE) + "]")
                        .proves(
                                "brought by a merge",
                                Set.of("7"),
                                ".*(pulls#/0/(merged_at|base|base/ref|base/repo|base/repo/id|head|head/sha|merge_commit_sha)|git/commits/2+#/parents(/1|/1/sha)?)"),
                sought.with("git/commits/" + MERGE, commit(MERGE, BASE))
                        .with("commits/" + HEAD + "/pulls", "[" + merged(MERGE) + "]")
                        .with("commits", "[" + commit(MERGE, BASE) + "]")
                        .with(
                                "commits/" + HEAD,
                                "{'files': [{'filename': 'a', 'status': 'modified', 'sha': '1', 'patch': '+a'}]}")
                        .with(
                                "commits/" + MERGE,
                                "{'files': [{'filename': 'a', 'status': 'modified', 'sha': '2', 'patch': '+b'}]}")
                        .named("left behind by a squash"),
                sought.with("commits/" + HEAD + "/pulls", "[" + open() + "]")
                        .with("pulls", "[]")
                        .named("still open"),
                sought.with(
                                "commits/" + HEAD + "/pulls",
                                "["
                                        + merged(MERGE)
                                                .replace("'repo': {'id': 1}}, 'updated", "'repo': {'id': 2}}, 'updated")
                                        + "]")
                        .named("merged elsewhere"));
    }

    private static List<Scenario> gitea() {
        String root = "/api/v1/repos/platform/infra";
        GiteaProvider provider = new GiteaProvider(new FakeTime().patience());
        String official = ", 'official': true, 'dismissed': false";
        Scenario asked = Scenario.nothing("", provider, root, Scenario::approvals)
                .with("pulls/7", open())
                .with("issues/7/timeline", "[{'type': 'label', 'created_at': '2026-11-22T10:30:00Z'}]");
        Scenario approved = asked.with("pulls/7/reviews", "[" + review("APPROVED", HEAD, official) + "]");
        Scenario sought = Scenario.nothing("", provider, root, Scenario.brought(HEAD))
                .with("", "{'id': 1}")
                .with("pulls/7", merged(MERGE))
                .with("pulls/7/reviews", "[]")
                .with("pulls/7/commits", "[" + commit(HEAD, BASE) + "]")
                .with("pulls", "[" + merged(MERGE) + "]")
                .with("git/commits/" + HEAD, commit(HEAD, BASE))
                .with("git/commits/" + MERGE, commit(MERGE, BASE, HEAD));
        return List.of(
                approved.proves(
                        "approved",
                        Set.of("alice"),
                        ".*(/head/sha|reviews#/0/(user|user/login|state|commit_id|submitted_at|official|dismissed)|timeline#(/0|/0/type)?)"),
                approved.with(
                                "issues/7/timeline",
                                "[{'type': 'change_target_branch', 'created_at': '2026-11-22T10:30:00Z'}]")
                        .named("approved before the target was changed"),
                asked.with("pulls/7/reviews", "[" + review("APPROVED", OLD, official) + "]")
                        .named("approved before a push"),
                asked.with(
                                "pulls/7/reviews",
                                "[" + review("APPROVED", HEAD, ", 'official': true, 'dismissed': true") + "]")
                        .named("dismissed"),
                asked.with(
                                "pulls/7/reviews",
                                "[" + review("APPROVED", HEAD, ", 'official': false, 'dismissed': false") + "]")
                        .named("approved by a reader"),
                sought.proves(
                        "brought by a merge",
                        Set.of("7"),
                        ".*/pulls#/0/(merged|base|base/ref|head|head/sha|merge_commit_sha)|.*git/commits/2+#/parents(/1|/1/sha)?"),
                sought.with("git/commits/" + MERGE, commit(MERGE, BASE))
                        .with("commits", "[" + commit(MERGE, BASE) + "]")
                        .with("pulls/7.diff", "'+a'")
                        .with("git/commits/" + HEAD + ".diff", "'+a'")
                        .with("git/commits/" + MERGE + ".diff", "'+b'")
                        .named("left behind by a squash"),
                sought.with("pulls", "[" + open() + "]").named("still open"));
    }

    private static String mergeRequest(String state, String extra) {
        return ("{'iid': 7, 'state': '%s', 'title': 't', 'web_url': 'https://x/7', 'source_branch': 'change', 'target_branch': 'main',"
                        + " 'source_project_id': 3, 'target_project_id': 3, 'author': {'id': 1, 'username': 'bot'}, 'sha': '%s', %s}")
                .formatted(state, HEAD, extra);
    }

    private static List<Scenario> gitLab() {
        String root = "/api/v4/projects/platform%2Finfra";
        GitLabProvider provider = new GitLabProvider(new FakeTime().patience());
        String approvedBy = "{'approved_by': [{'user': {'username': 'alice'}, 'approved_at': '2026-11-22T10:00:00Z'}]}";
        Scenario approved = Scenario.nothing("", provider, root, Scenario::approvals)
                .with("", "{'id': 3, 'merge_trains_enabled': false}")
                .with("merge_requests/7", mergeRequest("opened", "'detailed_merge_status': 'mergeable'"))
                .with("merge_requests/7/approvals", approvedBy)
                .with(
                        "merge_requests/7/notes",
                        "[{'system': true, 'body': 'requested review from @alice', 'created_at': '2026-11-22T11:00:00Z', 'author': {'username': 'bot'}}]")
                .with("merge_requests/7/versions", "[{'id': 1, 'created_at': '2026-11-22T09:00:00Z'}]");
        Scenario sought = Scenario.nothing("", provider, root, Scenario.brought(HEAD))
                .with("", "{'id': 3, 'merge_trains_enabled': false}")
                .with("merge_requests/7", mergeRequest("merged", "'merge_commit_sha': '" + MERGE + "'"))
                .with("merge_requests/7/approvals", "{'approved_by': []}")
                .with("merge_requests/7/commits", "[" + commit(HEAD, BASE) + "]")
                .with("repository/merge_base", commit(BASE))
                .with("repository/commits/" + MERGE, commit(MERGE, BASE, HEAD));
        String listed = "repository/commits/" + HEAD + "/merge_requests";
        return List.of(
                approved.proves(
                        "approved",
                        Set.of("alice"),
                        ".*(merge_requests/7#/sha|approved_by(/0|/0/user|/0/user/username|/0/approved_at)?|notes#(/0|/0/body)?|versions#(/0|/0/created_at)?)"),
                approved.with("merge_requests/7/versions", "[{'id': 2, 'created_at': '2026-11-22T10:30:00Z'}]")
                        .named("approved before a push"),
                approved.with(
                                "merge_requests/7/notes",
                                "[{'system': true, 'body': 'changed target branch from `dev` to `main`', 'created_at': '2026-11-22T11:00:00Z', 'author': {'username': 'bot'}}]")
                        .named("approved before the target was changed"),
                sought.with(
                                listed,
                                "["
                                        + mergeRequest(
                                                "merged",
                                                "'merge_commit_sha': '" + MERGE + "', 'squash_commit_sha': null")
                                        + "]")
                        .proves(
                                "brought by a merge",
                                Set.of("7"),
                                ".*merge_requests#/0/(state|target_branch|target_project_id|sha|merge_commit_sha)|.*commits/2+#/parent_ids(/1)?"),
                sought.with(
                                listed,
                                "["
                                        + mergeRequest(
                                                "merged",
                                                "'merge_commit_sha': null, 'squash_commit_sha': '" + MERGE + "'")
                                        + "]")
                        .with("repository/commits/" + MERGE, commit(MERGE, BASE))
                        .with("repository/commits", "[" + commit(MERGE, BASE) + "]")
                        .with(
                                "repository/commits/" + HEAD + "/diff",
                                "[{'old_path': 'a', 'new_path': 'a', 'diff': '+a'}]")
                        .with(
                                "repository/commits/" + MERGE + "/diff",
                                "[{'old_path': 'a', 'new_path': 'a', 'diff': '+b'}]")
                        .named("left behind by a squash"),
                sought.with(
                                listed,
                                "[" + mergeRequest("opened", "'merge_commit_sha': null, 'squash_commit_sha': null")
                                        + "]")
                        .named("still open"));
    }

    private static List<Scenario> bitbucket() {
        String root = "/rest/api/1.0/projects/platform/repos/infra";
        BitbucketProvider provider = new BitbucketProvider(new FakeTime().patience());
        String pull =
                "{'id': 7, 'version': 1, 'state': '%s', 'title': 't', 'closedDate': 1795348800000, 'draft': false,"
                        + " 'fromRef': {'id': 'refs/heads/change', 'latestCommit': '" + HEAD
                        + "', 'repository': {'id': 5}},"
                        + " 'toRef': {'id': 'refs/heads/main', 'repository': {'id': 5}}, 'author': {'user': {'name': 'bot'}},"
                        + " 'reviewers': [%s], 'participants': [], 'properties': {%s}, 'links': {'self': [{'href': 'https://x/7'}]}}";
        String reviewer = "{'user': {'name': 'alice'}, 'approved': %s, 'status': '%s', 'lastReviewedCommit': '%s'}";
        String approval = "{'id': 2, 'action': 'APPROVED', 'user': {'name': 'alice'}, 'createdDate': 1795348800000}";
        Scenario asked = Scenario.nothing("", provider, root, Scenario::approvals)
                .with("pull-requests/7/merge", "{'canMerge': true, 'conflicted': false}")
                .with("pull-requests/7/activities", page(approval));
        Scenario approved =
                asked.with("pull-requests/7", pull.formatted("OPEN", reviewer.formatted("true", "APPROVED", HEAD), ""));
        String merged = pull.formatted("MERGED", "", "'mergeCommit': {'id': '" + MERGE + "'}");
        Scenario sought = Scenario.nothing("", provider, root, Scenario.brought(HEAD))
                .with("", "{'id': 5}")
                .with("pull-requests", page(""))
                .with("commits/" + HEAD + "/pull-requests", page(merged))
                .with("pull-requests/7/commits", page(commit(HEAD, BASE)))
                .with("pull-requests/7/activities", page(""))
                .with("commits", page(commit(OLD)))
                .with("commits/" + MERGE, commit(MERGE, BASE, HEAD));
        return List.of(
                approved.proves(
                        "approved",
                        Set.of("alice"),
                        ".*(/fromRef/latestCommit|/reviewers(/0|/0/user|/0/user/name|/0/approved|/0/lastReviewedCommit)?|activities#/values(/0|/0/action|/0/user|/0/user/name|/0/createdDate)?)"),
                asked.with("pull-requests/7", pull.formatted("OPEN", reviewer.formatted("true", "APPROVED", OLD), ""))
                        .named("approved before a push"),
                asked.with(
                                "pull-requests/7",
                                pull.formatted("OPEN", reviewer.formatted("false", "NEEDS_WORK", HEAD), ""))
                        .named("needs work"),
                approved.with(
                                "pull-requests/7/activities",
                                page(
                                        "{'id': 3, 'action': 'RESCOPED', 'createdDate': 1795348900000, 'user': {'name': 'eve'}}, "
                                                + approval))
                        .named("approved before the target was changed"),
                sought.proves(
                        "brought by a merge",
                        Set.of("7"),
                        ".*pull-requests#/values/0/(state|toRef|toRef/id|toRef/repository|toRef/repository/id|fromRef|fromRef/latestCommit|properties/mergeCommit/id)|.*commits/2+#/parents(/1|/1/id)?"),
                sought.with("commits/" + MERGE, commit(MERGE, BASE)).named("left behind by a squash"),
                sought.with("commits/" + HEAD + "/pull-requests", page(pull.formatted("OPEN", "", "")))
                        .named("still open"));
    }

    private static List<Scenario> bitbucketCloud() {
        String root = "/2.0/repositories/platform/infra";
        BitbucketCloudProvider provider = new BitbucketCloudProvider(new FakeTime().patience());
        String pull = "{'id': 7, 'state': '%s', 'title': 't', 'draft': false, 'updated_on': '2026-11-22T12:00:00Z',"
                + " 'author': {'account_id': 'bot'}, 'source': {'branch': {'name': 'change'}, 'commit': {'hash': '111111111111'}, 'repository': {'uuid': '{5}'}},"
                + " 'destination': {'branch': {'name': 'main'}, 'repository': {'uuid': '{5}'}}, 'participants': [%s], 'merge_commit': %s,"
                + " 'links': {'html': {'href': 'https://x/7'}}}";
        String participant = "{'user': {'account_id': 'alice'}, 'approved': %s, 'state': '%s', 'role': 'REVIEWER'}";
        String update =
                "{'update': {'date': '%s', 'author': {'account_id': 'bot'}, 'source': {'commit': {'hash': '%s'}}, 'destination': {'branch': {'name': '%s'}}}}";
        String approval = "{'approval': {'date': '2026-11-22T10:00:00Z', 'user': {'account_id': 'alice'}}}";
        String opened = update.formatted("2026-11-22T09:00:00Z", "111111111111", "main");
        Scenario asked = Scenario.nothing("", provider, root, Scenario::approvals)
                .with("commit/111111111111", "{'hash': '" + HEAD + "'}")
                .with("pullrequests/7/activity", linked(approval + ", " + opened));
        Scenario approved =
                asked.with("pullrequests/7", pull.formatted("OPEN", participant.formatted("true", "approved"), "null"));
        String merged = pull.formatted("MERGED", "", "{'hash': '222222222222'}");
        Scenario sought = Scenario.nothing("", provider, root, Scenario.brought(HEAD))
                .with("", "{'uuid': '{5}'}")
                .with("pullrequests", linked(merged))
                .with("pullrequests/7", merged)
                .with("pullrequests/7/commits", linked("{'hash': '" + HEAD + "', 'message': 'Promote'}"))
                .with("commit/111111111111", "{'hash': '" + HEAD + "'}")
                .with("commit/222222222222", "{'hash': '" + MERGE + "'}")
                .with("commit/" + HEAD, "{'hash': '" + HEAD + "', 'parents': [{'hash': '" + BASE + "'}]}")
                .with(
                        "commit/" + MERGE,
                        "{'hash': '" + MERGE + "', 'parents': [{'hash': '" + BASE + "'}, {'hash': '" + HEAD + "'}]}");
        return List.of(
                approved.proves(
                        "approved",
                        Set.of("alice"),
                        ".*(/participants(/0|/0/user|/0/user/account_id|/0/approved|/0/state)?|activity#/values(/0|/0/approval|/0/approval/user|/0/approval/user/account_id|/0/approval/date|/1|/1/update|/1/update/date)?)"),
                approved.with(
                                "pullrequests/7/activity",
                                linked(update.formatted("2026-11-22T11:00:00Z", "111111111111", "main") + ", "
                                        + approval + ", "
                                        + update.formatted("2026-11-22T09:00:00Z", "444444444444", "main")))
                        .named("approved before a push"),
                approved.with(
                                "pullrequests/7/activity",
                                linked(update.formatted("2026-11-22T11:00:00Z", "111111111111", "main") + ", "
                                        + approval + ", "
                                        + update.formatted("2026-11-22T09:00:00Z", "111111111111", "dev")))
                        .named("approved before the target was changed"),
                asked.with(
                                "pullrequests/7",
                                pull.formatted("OPEN", participant.formatted("false", "changes_requested"), "null"))
                        .named("changes requested"),
                sought.proves(
                        "brought by a merge",
                        Set.of("7"),
                        ".*pullrequests#/values/0/(state|destination|destination/branch|destination/branch/name|destination/repository|destination/repository/uuid|merge_commit|merge_commit/hash)|.*commit/2{40}#/parents(/1|/1/hash)?"),
                sought.with("commit/" + MERGE, "{'hash': '" + MERGE + "', 'parents': [{'hash': '" + BASE + "'}]}")
                        .with("commits/" + MERGE, linked("{'hash': '" + MERGE + "', 'message': 'Promote'}"))
                        .with("diff/" + HEAD, "'+a'")
                        .with("diff/" + MERGE, "'+b'")
                        .named("left behind by a squash"));
    }

    private static String linked(String values) {
        return "{'values': [" + values + "], 'pagelen': 50}";
    }

    private static List<Scenario> azure() {
        String root = "/platform/infra/_apis/git/repositories/infra";
        AzureProvider provider = new AzureProvider(new FakeTime().patience());
        String pull =
                "{'pullRequestId': 7, 'status': '%s', 'title': 't', 'isDraft': false, 'mergeStatus': 'succeeded', 'repository': {'id': 'r5', 'webUrl': 'https://x'},"
                        + " 'sourceRefName': 'refs/heads/change', 'targetRefName': 'refs/heads/main', 'createdBy': {'uniqueName': 'bot'},"
                        + " 'lastMergeSourceCommit': {'commitId': '" + HEAD + "'}, 'lastMergeCommit': {'commitId': '"
                        + MERGE + "'}, 'reviewers': [%s]}";
        String vote = "{'id': 'a1', 'uniqueName': 'alice', 'vote': %d, 'isContainer': false}";
        String thread =
                "{'publishedDate': '2026-11-22T10:00:00Z', 'properties': {'CodeReviewThreadType': {'$value': 'VoteUpdate'},"
                        + " 'CodeReviewVoteResult': {'$value': '10'}, 'CodeReviewVotedByIdentity': {'$value': '1'}}, 'identities': {'1': {'id': 'a1'}}}";
        String iteration = "{'id': %d, 'createdDate': '%s', 'reason': '%s'}";
        Scenario approved = Scenario.nothing("", provider, root, Scenario::approvals)
                .with("pullrequests/7", pull.formatted("active", vote.formatted(10)))
                .with("pullrequests/7/threads", "{'value': [" + thread + "]}")
                .with(
                        "pullrequests/7/iterations",
                        "{'value': [" + iteration.formatted(1, "2026-11-22T09:00:00Z", "create") + "]}");
        Scenario sought = Scenario.nothing("", provider, root, Scenario.brought(HEAD))
                .with("", "{'id': 'r5'}")
                .with("pullrequestquery", "{'results': [{'" + HEAD + "': [{'pullRequestId': 7}]}]}")
                .with("pullrequests/7", pull.formatted("completed", ""))
                .with("pullrequests/7/commits", "{'value': [{'commitId': '" + HEAD + "', 'comment': 'Promote'}]}")
                .with("commits", "{'value': [{'commitId': '" + MERGE + "', 'comment': 'Promote'}]}")
                .with(
                        "commits/" + HEAD + "/changes",
                        "{'changes': [{'changeType': 'edit', 'item': {'path': '/a', 'objectId': '1'}}]}")
                .with(
                        "commits/" + MERGE + "/changes",
                        "{'changes': [{'changeType': 'edit', 'item': {'path': '/a', 'objectId': '2'}}]}")
                .with("commits/" + MERGE, "{'parents': ['" + BASE + "', '" + HEAD + "']}");
        return List.of(
                approved.proves(
                        "approved",
                        Set.of("alice"),
                        ".*(/reviewers(/0|/0/id|/0/uniqueName|/0/vote)?|threads#/value(/0(/properties.*|/identities.*|/publishedDate)?)?|iterations#/value(/0|/0/createdDate)?)"),
                approved.with(
                                "pullrequests/7/iterations",
                                "{'value': [" + iteration.formatted(2, "2026-11-22T11:00:00Z", "retarget") + "]}")
                        .named("approved before a push or a change of the target"),
                approved.with("pullrequests/7", pull.formatted("active", vote.formatted(-5)))
                        .named("waits for the author"),
                sought.proves(
                        "brought by a merge",
                        Set.of("7"),
                        ".*pullrequests/7#/(status|targetRefName|repository|repository/id|lastMergeCommit|lastMergeCommit/commitId|lastMergeSourceCommit|lastMergeSourceCommit/commitId)|.*commits/2+#/parents(/1)?"),
                sought.with("commits/" + MERGE, "{'parents': ['" + BASE + "']}").named("left behind by a squash"));
    }

    private static String page(String values) {
        return "{'values': [" + values + "], 'isLastPage': true, 'start': 0, 'nextPageStart': null}";
    }
}
