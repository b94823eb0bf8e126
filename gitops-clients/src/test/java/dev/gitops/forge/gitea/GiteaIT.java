package dev.gitops.forge.gitea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.ChangeRequest.State;
import dev.gitops.forge.TestSettings;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Patience;
import dev.gitops.spi.Forge;
import dev.gitops.spi.Forge.Details;
import dev.gitops.spi.Forge.Draft;
import dev.gitops.spi.Forge.Mergeability;
import dev.gitops.testing.GiteaServer;
import dev.gitops.testing.GiteaServer.Repository;
import dev.gitops.testing.GiteaServer.User;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Change requests on a real Gitea. */
class GiteaIT {

    private static final String BRANCH = "gitops/change/shop/production";
    private static final String FILE = "apps/shop/image.yaml";

    private static GiteaServer gitea;
    private static String organisation;
    private static User bot;
    private static User alice;

    private Repository repository;

    @BeforeAll
    static void makeUsers() {
        gitea = GiteaServer.required();
        organisation = gitea.organisation("platform");
        bot = gitea.user("bot");
        alice = gitea.user("alice");
        gitea.team(organisation, "Releases", alice);
    }

    @BeforeEach
    void makeRepository() {
        repository = gitea.repository(organisation, "infra");
        gitea.collaborator(repository, bot, "write");
        gitea.commit(repository, "main", FILE, "image: shop:1\n");
    }

    @Test
    void tellsWhoseTokenItIs() {
        assertThat(forge(bot).whoAmI()).isEqualTo(bot.name());
    }

    @Nested
    class WithAChangeOnABranch {

        private String head;

        @BeforeEach
        void commit() {
            head = gitea.commit(repository, BRANCH, FILE, "image: shop:2\n");
        }

        @Test
        void opensOneChangeRequestAndFindsIt() {
            Forge forge = forge(bot);

            Forge.Requested requested = forge.request(draft("Promote shop", alice.name()));

            assertThat(requested.notices()).isEmpty();
            assertThat(requested.changeRequest().state()).isEqualTo(State.OPEN);
            assertThat(forge.open(BRANCH, "main")).contains(requested.changeRequest());
            assertThat(forge.open("main", BRANCH)).isEmpty();
            Details details = forge.details(requested.changeRequest().number());
            assertThat(details.author()).contains(bot.name());
            assertThat(details.head()).isEqualTo(head);
            assertThat(details.sourceBranch()).isEqualTo(BRANCH);
            assertThat(details.targetBranch()).isEqualTo("main");
            assertThat(details.mergeCommit()).isEmpty();
            assertThat(details.approvals()).isEmpty();
        }

        /** Gitea works off some time after a push that a branch is gone, and closes then what comes from a branch of that name. */
        @Test
        void aRequestFromANewBranchStaysOpenThoughOneOfTheSameNameWasDeletedJustBefore() throws Exception {
            Forge forge = forge(bot);
            forge.request(draft("Promote shop", alice.name()));

            forge.deleting(BRANCH, () -> gitea.call("DELETE", repository.path() + "/branches/" + BRANCH, null));
            JsonNode activity = gitea.call("GET", repository.path() + "/activities/feeds?limit=50", null);
            assertThat(activity.findValuesAsText("op_type")).contains("delete_branch");

            gitea.commit(repository, BRANCH, FILE, "image: shop:3\n");
            ChangeRequest next = forge.request(draft("Go back", alice.name())).changeRequest();
            TimeUnit.SECONDS.sleep(2);
            assertThat(forge.details(next.number()).request().state()).isEqualTo(State.OPEN);
        }

        @Test
        void asksUsersAndTeamsAndTellsWhoCouldNotBeAsked() {
            Forge.Requested requested = forge(bot).request(draft("Promote shop", alice.name(), "Releases", "nobody"));

            assertThat(requested.notices()).singleElement().asString().contains("nobody");
            var pull = pull(requested.changeRequest());
            assertThat(pull.path("requested_reviewers").findValuesAsText("login"))
                    .containsExactly(alice.name());
            assertThat(pull.path("requested_reviewers_teams"))
                    .extracting(team -> team.path("name").asText())
                    .containsExactly("Releases");
        }

        @Test
        void makesLabelsWhereThereAreNoneAndUsesThemTheNextTime() {
            Forge forge = forge(bot);
            ChangeRequest first = forge.request(draft("Promote shop")).changeRequest();
            forge.request(draft("Promote shop again"));

            assertThat(pull(first).path("labels").findValuesAsText("name"))
                    .containsExactlyInAnyOrder("gitops", "production");
        }

        @Test
        void updatesTheOpenOneAndDismissesApprovals() {
            gitea.collaborator(repository, bot, "admin");
            Forge forge = forge(bot);
            ChangeRequest first = forge.request(draft("Promote shop 2")).changeRequest();
            gitea.approve(repository, first.number(), alice, "fine");
            assertThat(forge.details(first.number()).approvals()).hasSize(1);

            gitea.commit(repository, BRANCH, FILE, "image: shop:3\n");
            Forge.Requested second = forge.request(draft("Promote shop 3"));

            assertThat(second.changeRequest().number()).isEqualTo(first.number());
            assertThat(forge.details(first.number()).approvals()).isEmpty();
            assertThat(pull(first).path("title").asText()).isEqualTo("Promote shop 3");
            assertThat(reviews(first))
                    .allMatch(review -> review.path("dismissed").asBoolean());
        }

        @Test
        void asksAgainWhoWantedAnEarlierStateChanged() {
            gitea.collaborator(repository, bot, "admin");
            Forge forge = forge(bot);
            ChangeRequest first =
                    forge.request(draft("Promote shop 2", alice.name())).changeRequest();
            gitea.refuse(repository, first.number(), alice, "not this one");
            gitea.commit(repository, BRANCH, FILE, "image: shop:3\n");

            forge.request(draft("Promote shop 3", alice.name()));

            assertThat(reviews(first))
                    .filteredOn(review -> review.path("state").asText().equals("REQUEST_REVIEW"))
                    .extracting(review -> review.path("user").path("login").asText())
                    .containsExactly(alice.name());
        }

        @Test
        void opensAnewWhereTheTokenMayNotDismissApprovals() {
            Forge forge = forge(bot);
            ChangeRequest first = forge.request(draft("Promote shop 2")).changeRequest();
            gitea.approve(repository, first.number(), alice, "fine");

            gitea.commit(repository, BRANCH, FILE, "image: shop:3\n");
            Forge.Requested second = forge.request(draft("Promote shop 3"));

            assertThat(second.changeRequest().number()).isNotEqualTo(first.number());
            assertThat(second.notices()).singleElement().asString().contains("could not be withdrawn");
            assertThat(forge.details(first.number()).request().state()).isEqualTo(State.CLOSED);
            assertThat(forge.open(BRANCH, "main")).contains(second.changeRequest());
        }

        @Test
        void keepsAnApprovalOfThePresentHeadWhereNothingChanged() {
            Forge forge = forge(bot);
            ChangeRequest first =
                    forge.request(draft("Promote shop", alice.name())).changeRequest();
            gitea.approve(repository, first.number(), alice, "fine");

            Forge.Requested again = forge.request(draft("Promote shop", alice.name()));

            assertThat(again).isEqualTo(new Forge.Requested(first, List.of()));
            assertThat(forge.details(first.number()).approvals())
                    .extracting(Approval::by, Approval::note)
                    .containsExactly(tuple(alice.name(), "fine"));
        }

        @Test
        void mergesAndTellsBywhomWhenAndWithWhat() {
            Forge forge = forge(bot);
            ChangeRequest request = forge.request(draft("Promote shop")).changeRequest();

            Details merged = forge.merge(request.number());

            assertThat(merged.request().state()).isEqualTo(State.MERGED);
            assertThat(merged.mergedBy()).contains(bot.name());
            assertThat(merged.mergedAt()).isNotNull();
            assertThat(merged.mergeCommit()).contains(gitea.tip(repository, "main"));
            assertThat(merged.obstacle()).isEmpty();
            assertThat(forge.merge(request.number()).request().state()).isEqualTo(State.MERGED);
        }

        @Test
        void closesUnmergedWithAComment() {
            Forge forge = forge(bot);
            ChangeRequest request = forge.request(draft("Promote shop")).changeRequest();

            forge.close(request.number(), "superseded by 1.4.3");

            assertThat(forge.details(request.number()).request().state()).isEqualTo(State.CLOSED);
            assertThat(forge.open(BRANCH, "main")).isEmpty();
            assertThat(forge.merge(request.number()).request().state()).isEqualTo(State.CLOSED);
            assertThat(gitea.call("GET", path() + "/issues/" + request.number() + "/comments", null)
                            .findValuesAsText("body"))
                    .containsExactly("superseded by 1.4.3");
        }

        @Test
        void tellsThatItConflicts() {
            Forge forge = forge(bot);
            ChangeRequest request = forge.request(draft("Promote shop")).changeRequest();
            gitea.commit(repository, "main", FILE, "image: shop:9\n");

            Details details = forge.merge(request.number());

            assertThat(details.request().state()).isEqualTo(State.OPEN);
            assertThat(details.mergeability()).isEqualTo(Mergeability.CONFLICTING);
            assertThat(details.obstacle())
                    .hasValueSatisfying(words -> assertThat(words).contains("conflicts"));
        }

        @Test
        void hearsAWebhookWhenOpenedAndWhenMerged() throws Exception {
            BlockingQueue<String> heard = new LinkedBlockingQueue<>();
            HttpServer listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            listener.createContext("/", exchange -> {
                heard.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            listener.start();
            try {
                URI target =
                        URI.create("http://127.0.0.1:" + listener.getAddress().getPort() + "/hook");
                gitea.webhook(repository, target, "secret", "pull_request");
                Forge forge = forge(bot);
                ChangeRequest request =
                        forge.request(plainDraft("Promote shop")).changeRequest();
                assertThat(heard.poll(20, TimeUnit.SECONDS))
                        .contains("\"action\": \"opened\"")
                        .contains(BRANCH);
                forge.merge(request.number());
                assertThat(heard.poll(20, TimeUnit.SECONDS))
                        .contains("\"action\": \"closed\"")
                        .contains("\"merged\": true");
            } finally {
                listener.stop(0);
            }
        }

        @Test
        void refusesATokenThatMayOnlyRead() {
            User reader = gitea.user("reader", List.of("read:repository", "read:issue"));
            gitea.collaborator(repository, reader, "read");

            assertThatThrownBy(() -> forge(reader).request(draft("Promote shop")))
                    .isInstanceOf(ForgeException.Forbidden.class)
                    .hasMessageContaining("cannot open a pull request from " + BRANCH + " to main")
                    .hasMessageContaining("write:repository")
                    .message()
                    .doesNotContain(reader.token());
        }

        @Test
        void refusesATokenThatTheHostDoesNotKnow() {
            User stranger = new User("stranger", "", "0123456789012345678901234567890123456789");

            assertThatThrownBy(() -> forge(stranger).details(1))
                    .isInstanceOf(ForgeException.Unauthorised.class)
                    .hasMessageContaining("GITOPS_FORGE_TOKEN");
        }
    }

    @Nested
    class WithAProtectedBranch {

        private ChangeRequest request;

        @BeforeEach
        void open() {
            gitea.protect(repository, "main", 1);
            gitea.commit(repository, BRANCH, FILE, "image: shop:2\n");
            request = forge(bot).request(draft("Promote shop", alice.name())).changeRequest();
        }

        @Test
        void readsTheProtection() {
            assertThat(forge(bot).protection("main")).hasValueSatisfying(protection -> {
                assertThat(protection.protectedBranch()).isTrue();
                assertThat(protection.requiredApprovals()).isEqualTo(1);
                assertThat(protection.unread()).singleElement().asString().contains("administrators");
            });
            assertThat(forge(bot).protection(BRANCH)).contains(Forge.Protection.NONE);

            gitea.collaborator(repository, bot, "admin");
            assertThat(forge(bot).protection("main")).contains(new Forge.Protection(true, 1, false));
        }

        @Test
        void refusesToMergeForWantOfAnApproval() {
            Details details = forge(bot).merge(request.number());

            assertThat(details.request().state()).isEqualTo(State.OPEN);
            assertThat(details.obstacle())
                    .hasValueSatisfying(words -> assertThat(words).contains("approvals"));
        }

        @Test
        void mergesWhatASecondUserApproved() {
            gitea.approve(repository, request.number(), alice, "looks right");

            Details details = forge(bot).merge(request.number());

            assertThat(details.request().state()).isEqualTo(State.MERGED);
            assertThat(details.approvals()).singleElement().satisfies(approval -> {
                assertThat(approval.by()).isEqualTo(alice.name());
                assertThat(approval.note()).contains("looks right");
                assertThat(approval.url()).startsWith(request.url());
            });
        }
    }

    @Nested
    class WhereAFirstLookMisleads {

        @Test
        void doesNotTakeAForksBranchOfThatNameForItsOwn() {
            String elsewhere = gitea.organisation("elsewhere");
            gitea.call("POST", path() + "/forks", json("{'organization': '" + elsewhere + "'}"));
            Repository fork = new Repository(elsewhere, repository.name(), "");
            gitea.commit(fork, BRANCH, FILE, "image: evil:1\n");
            long foreign = gitea.call(
                            "POST",
                            path() + "/pulls",
                            json("{'title': 'Promote shop', 'head': '" + elsewhere + ":" + BRANCH
                                    + "', 'base': 'main'}"))
                    .path("number")
                    .asLong();
            Forge forge = forge(bot);

            assertThat(forge.open(BRANCH, "main")).isEmpty();

            gitea.commit(repository, BRANCH, FILE, "image: shop:2\n");
            assertThat(forge.request(draft("Promote shop")).changeRequest().number())
                    .isNotEqualTo(foreign);
        }

        @Test
        void doesNotCountApprovalsFromBeforeTheTargetWasChanged() throws InterruptedException {
            gitea.call("POST", path() + "/branches", json("{'new_branch_name': 'dev', 'old_branch_name': 'main'}"));
            gitea.commit(repository, BRANCH, FILE, "image: shop:2\n");
            Forge forge = forge(bot);
            long number =
                    forge.request(plainDraft("Promote shop")).changeRequest().number();
            gitea.approve(repository, number, alice, "fine for main");
            assertThat(forge.details(number).approvals()).hasSize(1);

            Thread.sleep(1100); // Gitea tells whole seconds
            gitea.call("PATCH", path() + "/pulls/" + number, json("{'base': 'dev'}"));
            assertThat(forge.details(number).targetBranch()).isEqualTo("dev");
            assertThat(forge.details(number).approvals()).isEmpty();

            Thread.sleep(1100);
            gitea.approve(repository, number, alice, "fine for dev too");
            assertThat(forge.details(number).approvals()).hasSize(1);
        }

        @Test
        void doesNotBelieveWhoMarksAPushedCommitAsAMerge() {
            gitea.call("PATCH", path(), json("{'has_pull_requests': true, 'allow_manual_merge': true}"));
            gitea.commit(repository, BRANCH, FILE, "image: shop:2\n");
            long number = forge(bot)
                    .request(plainDraft("Promote shop"))
                    .changeRequest()
                    .number();
            gitea.approve(repository, number, alice, "fine");
            String pushed = gitea.commit(repository, "main", FILE, "image: evil:1\n");

            gitea.call(
                    "POST",
                    path() + "/pulls/" + number + "/merge",
                    json("{'Do': 'manually-merged', 'MergeCommitID': '" + pushed + "'}"));

            assertThat(forge(bot).details(number).mergeCommit()).contains(pushed);
            assertThat(forge(bot).mergedWith(pushed, "main")).isEmpty();
        }

        @Test
        void believesAMergeThatSomebodyMadeByHand() throws Exception {
            gitea.call("PATCH", path(), json("{'has_pull_requests': true, 'allow_manual_merge': true}"));
            String head = gitea.commit(repository, BRANCH, FILE, "image: shop:2\n");
            long number = forge(bot)
                    .request(plainDraft("Promote shop"))
                    .changeRequest()
                    .number();
            git("clone", "-q", cloneUrl(), ".");
            git(
                    "-c",
                    "user.name=Bot",
                    "-c",
                    "user.email=bot@example.com",
                    "merge",
                    "-q",
                    "--no-ff",
                    "-m",
                    "By hand",
                    "origin/" + BRANCH);
            git("push", "-q", "origin", "HEAD:main");
            String merge = gitea.tip(repository, "main");

            gitea.call(
                    "POST",
                    path() + "/pulls/" + number + "/merge",
                    json("{'Do': 'manually-merged', 'MergeCommitID': '" + merge + "'}"));

            assertThat(forge(bot).mergedWith(merge, "main")).hasSize(1);
            assertThat(forge(bot).mergedWith(head, "main")).hasSize(1);
        }

        @Test
        void knowsWhatAFastForwardBrought() {
            gitea.call("PATCH", path(), json("{'has_pull_requests': true, 'allow_fast_forward_only_merge': true}"));
            String below = gitea.commit(repository, BRANCH, FILE, "image: shop:2\n");
            String head = gitea.commit(repository, BRANCH, FILE, "image: shop:3\n");
            long number = forge(bot)
                    .request(plainDraft("Promote shop"))
                    .changeRequest()
                    .number();
            gitea.merge(repository, number, "fast-forward-only");

            assertThat(gitea.tip(repository, "main")).isEqualTo(head);
            assertThat(forge(bot).mergedWith(head, "main")).hasSize(1);
            assertThat(forge(bot).mergedWith(below, "main")).hasSize(1);
        }

        @Test
        void namesEverybodyWhoHadAHandInIt() {
            gitea.commit(repository, BRANCH, FILE, "image: shop:2\n");
            long number = forge(bot)
                    .request(plainDraft("Promote shop"))
                    .changeRequest()
                    .number();

            assertThat(forge(bot).contributors(number)).contains(bot.name(), "administrator");
        }

        private String cloneUrl() {
            return repository.url().replace("://", "://" + bot.name() + ":" + bot.password() + "@");
        }

        @TempDir
        private Path clone;

        private void git(String... arguments) throws Exception {
            List<String> command = new ArrayList<>(List.of("git"));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .directory(clone.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
    }

    @Nested
    class WithMergedChanges {

        @Test
        void knowsTheChangeRequestOfAMergeCommitAndOfTheCommitBelow() {
            String commit = gitea.commit(repository, BRANCH, FILE, "image: shop:2\n");
            long number = merged("merge");

            assertThat(broughtBy(commit, "main")).containsExactly(number);
            assertThat(broughtBy(gitea.tip(repository, "main"), "main")).containsExactly(number);
            assertThat(broughtBy(commit, "release")).isEmpty();
        }

        @Test
        void knowsTheChangeRequestOfASquashedCommit() {
            gitea.commit(repository, BRANCH, FILE, "image: shop:2\n");
            String left = gitea.commit(repository, BRANCH, FILE, "image: shop:3\n");
            long number = merged("squash");

            assertThat(broughtBy(gitea.tip(repository, "main"), "main")).containsExactly(number);
            assertThat(broughtBy(left, "main")).isEmpty();
        }

        @Test
        void knowsTheChangeRequestOfEveryRebasedCommit() {
            gitea.commit(repository, BRANCH, FILE, "image: shop:2\n");
            gitea.commit(repository, BRANCH, FILE, "image: shop:3\n");
            String pushed = gitea.commit(repository, "main", "README.md", "moved on\n");
            long number = merged("rebase");
            String tip = gitea.tip(repository, "main");
            String below = gitea.call("GET", path() + "/git/commits/" + tip, null)
                    .path("parents")
                    .path(0)
                    .path("sha")
                    .asText();

            assertThat(broughtBy(tip, "main")).containsExactly(number);
            assertThat(broughtBy(below, "main")).containsExactly(number);
            assertThat(broughtBy(pushed, "main")).isEmpty();
        }

        @Test
        void knowsThatAPushCameByNone() {
            gitea.commit(repository, BRANCH, FILE, "image: shop:2\n");
            merged("merge");
            String pushed = gitea.commit(repository, "main", "README.md", "moved on\n");

            assertThat(broughtBy(pushed, "main")).isEmpty();
            assertThat(broughtBy("0123456789012345678901234567890123456789", "main"))
                    .isEmpty();
        }

        private long merged(String style) {
            long number =
                    forge(bot).request(draft("Promote shop")).changeRequest().number();
            gitea.merge(repository, number, style);
            return number;
        }

        private List<Long> broughtBy(String commit, String branch) {
            return forge(bot).mergedWith(commit, branch).stream()
                    .map(details -> details.request().number())
                    .toList();
        }
    }

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Forge forge(User user) {
        Patience patience = new Patience(
                3,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                Duration.ofSeconds(4),
                Patience.STANDARD.clock(),
                Patience.STANDARD.sleeper());
        return new GiteaProvider(patience)
                .open(Optional.of(gitea.url()), repository.url(), TestSettings.withToken(user.token()));
    }

    private static Draft draft(String title, String... reviewers) {
        return new Draft(
                BRANCH, "main", title, "Asked by *alice*.", List.of(reviewers), Set.of("gitops", "production"));
    }

    private static Draft plainDraft(String title) {
        return new Draft(BRANCH, "main", title, "Asked by *alice*.", List.of(), Set.of());
    }

    private JsonNode pull(ChangeRequest request) {
        return gitea.call("GET", path() + "/pulls/" + request.number(), null);
    }

    private JsonNode reviews(ChangeRequest request) {
        return gitea.call("GET", path() + "/pulls/" + request.number() + "/reviews", null);
    }

    private String path() {
        return "repos/" + repository.owner() + "/" + repository.name();
    }
}
