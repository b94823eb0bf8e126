package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cli.CommandWorld.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exit codes and JSON keys of the contract, on real repositories. */
class CommandLineTest {

    private static final String NEXT = CommandWorld.IMAGE + ":1.1.0";
    private static final String PLAIN_NEXT = "registry.example.com/payments/plain:1.1.0";

    @TempDir
    private Path folder;

    private CommandWorld world;

    @BeforeEach
    void makeRepositories() throws Exception {
        world = CommandWorld.in(folder);
    }

    private static List<String> keys(JsonNode node) {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static Set<String> texts(JsonNode array, String key) {
        Set<String> texts = new TreeSet<>();
        array.forEach(node -> texts.add(node.path(key).asText()));
        return texts;
    }

    private Said json(int code, String... arguments) {
        String[] words = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, words, 0, arguments.length);
        words[arguments.length] = "-o";
        words[arguments.length + 1] = "json";
        Said said = world.run(words);
        assertThat(said.code()).as(said.out() + said.err()).isEqualTo(code);
        return said;
    }

    @Nested
    class AChange {

        @Test
        void isPlannedWithoutEffect() throws Exception {
            String before = world.refs();
            JsonNode plan = json(0, "release", "shop", "--image", NEXT, "--to", "dev", "--dry-run")
                    .json();
            assertThat(plan.path("planned").asBoolean()).isTrue();
            assertThat(plan.path("diff").asText()).contains("-    newTag: 1.0.0", "+    newTag: 1.1.0");
            assertThat(world.refs()).isEqualTo(before);
        }

        @Test
        void tellsOutcomeImagesCommitAndDiff() {
            JsonNode released = json(0, "release", "shop", "--image", NEXT, "--to", "dev", "--build", "7")
                    .json();
            assertThat(keys(released))
                    .contains("outcome", "app", "environment", "operation", "images", "commit", "reasons", "diff");
            assertThat(released.path("outcome").asText()).isEqualTo("committed");
            assertThat(keys(released.path("images").get(0))).contains("name", "before", "after");
            assertThat(json(0, "release", "shop", "--image", NEXT, "--to", "dev")
                            .json()
                            .path("outcome")
                            .asText())
                    .isEqualTo("upToDate");
        }

        @Test
        void isSupersededByANewerBuild() {
            json(0, "release", "shop", "--image", NEXT, "--to", "dev", "--build", "7");
            JsonNode late = json(
                            4,
                            "release",
                            "shop",
                            "--image",
                            CommandWorld.IMAGE + ":1.0.9",
                            "--to",
                            "dev",
                            "--build",
                            "6")
                    .json();
            assertThat(late.path("outcome").asText()).isEqualTo("superseded");
            assertThat(late.path("reasons")).isNotEmpty();
        }

        @Test
        void isRefusedWhereAnEnvironmentIsPromotedInto() {
            JsonNode refused = json(3, "release", "shop", "--image", NEXT, "--to", "production")
                    .json();
            assertThat(refused.path("outcome").asText()).isEqualTo("refused");
            assertThat(refused.path("reasons")).isNotEmpty();
        }

        @Test
        void becomesABranchWhereTheEnvironmentIsProtected() throws Exception {
            json(0, "release", "shop", "--image", NEXT, "--to", "dev");
            json(0, "deploy", "shop", "dev");
            json(0, "promote", "shop", "--from", "dev", "--to", "staging");
            json(0, "deploy", "shop", "staging");
            JsonNode requested = json(0, "promote", "shop", "--from", "staging", "--to", "production")
                    .json();
            assertThat(requested.path("outcome").asText()).isEqualTo("requested");
            assertThat(requested.path("from").asText()).isEqualTo("staging");
            assertThat(world.refs()).contains("refs/heads/gitops/change/shop/production");
        }

        @Test
        void isHeldBackUntilTheHoldIsLifted() {
            json(0, "hold", "plain", "--in", "dev", "--reason", "looking");
            json(3, "release", "plain", "--image", PLAIN_NEXT, "--to", "dev");
            json(0, "hold", "plain", "--in", "dev", "--release");
            json(0, "release", "plain", "--image", PLAIN_NEXT, "--to", "dev");
        }

        @Test
        void setsNoValuesWhereThereAreNone() {
            assertThat(json(2, "set", "plain", "dev", "a.b=1")
                            .json()
                            .path("error")
                            .path("code")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    @Nested
    class ADeployment {

        @Test
        void tellsWhatWasDeliveredAndIsRecorded() {
            JsonNode deployed = json(0, "deploy", "plain", "dev").json();
            assertThat(keys(deployed))
                    .contains("outcome", "app", "environment", "commit", "delivery", "objects", "verify", "record");
            assertThat(deployed.path("outcome").asText()).isEqualTo("verified");
            JsonNode found = json(0, "audit", "search", "--app", "plain").json();
            assertThat(found.path("total").asLong()).isPositive();
            assertThat(found.path("records")).isNotEmpty();
            assertThat(keys(json(0, "audit", "verify").json())).contains("valid", "records");
        }

        @Test
        void isReportedWithWhatItChangedAndWithoutTheSecret() throws Exception {
            world.commit(
                    "apps/shop/base/kustomization.yaml",
                    "resources: [deployment.yaml]\nsecretGenerator: [{ name: db, literals: [password=hunter2] }]\n");
            json(0, "deploy", "shop", "dev");
            world.commit(
                    "apps/shop/base/kustomization.yaml",
                    "resources: [deployment.yaml]\nsecretGenerator: [{ name: db, literals: [password=hunter3] }]\n");
            json(0, "release", "shop", "--image", NEXT, "--to", "dev");
            json(0, "deploy", "shop", "dev");
            Path out = folder.resolve("report");
            json(0, "report", "--out", out.toString(), "--drift");
            String page = Files.readString(out.resolve("apps/shop.html"));
            assertThat(page)
                    .contains("What it changed", "image: registry.example.com/payments/shop:1.1.0", "(hidden, ")
                    .doesNotContain("hunter", "aHVudGVy");
            json(0, "report", "--out", out.toString(), "--diffs", "0");
            assertThat(Files.readString(out.resolve("apps/shop.html"))).doesNotContain("What it changed");
        }

        @Test
        void isReportedWithWhatIsWantedDeployedAndHeld() throws Exception {
            json(0, "deploy", "shop", "dev");
            json(0, "release", "shop", "--image", NEXT, "--to", "dev");
            json(
                    0,
                    "hold",
                    "shop",
                    "--in",
                    "dev",
                    "--reason",
                    "errors at checkout",
                    "--actor",
                    "alice <a@example.com>");
            Path out = folder.resolve("report");
            json(0, "report", "--out", out.toString());
            assertThat(Files.readString(out.resolve("index.html")))
                    .contains(">newer wanted<", "runs 1.0.0", ">by alice: errors at checkout<")
                    .contains("href=\"https://registry.example.com/v2/payments/shop/tags/list\"")
                    .doesNotContain("a@example.com>");
            assertThat(Files.readString(out.resolve("apps/shop.html")))
                    .contains("<code class=\"copy\">gitops hold shop --in dev --release</code>")
                    .contains("<code class=\"copy\">gitops deploy shop dev</code>");
            assertThat(out.resolve("environments/dev.html")).exists();
            assertThat(out.resolve("compare/dev--staging.html")).exists();
        }

        @Test
        void isMeasuredOverAPeriodThatCanBeAskedForAgain() {
            json(0, "deploy", "plain", "dev");
            JsonNode now = json(0, "audit", "metrics", "--by", "all").json();
            assertThat(now.path("figures").get(0).path("deployments").asInt()).isEqualTo(1);
            JsonNode march = json(0, "audit", "metrics", "--period", "7d", "--until", "2026-03-09")
                    .json();
            assertThat(march.path("from").asText()).isEqualTo("2026-03-02T00:00:00Z");
            assertThat(march.path("to").asText()).isEqualTo("2026-03-09T00:00:00Z");
            assertThat(world.run("audit", "metrics").out()).contains("HOP BY HOP");
            assertThat(world.run("audit", "metrics", "--until", "soon").code()).isEqualTo(2);
        }

        @Test
        void isPlannedWithItsDigest() {
            JsonNode plan = json(0, "deploy", "plain", "dev", "--dry-run").json();
            assertThat(keys(plan)).contains("commit", "diff", "diffDigest", "reasons", "approval");
        }

        @Test
        void isFollowedByARollbackThatHolds() {
            json(0, "deploy", "shop", "dev");
            json(0, "release", "shop", "--image", NEXT, "--to", "dev");
            json(0, "deploy", "shop", "dev");
            JsonNode back = json(0, "rollback", "shop", "--in", "dev", "--reason", "1.1.0 answers 500")
                    .json();
            assertThat(back.path("operation").asText()).isEqualTo("rollback");
            assertThat(back.path("images").get(0).path("after").asText()).endsWith(":1.0.0");
            JsonNode status = json(0, "status", "shop").json();
            assertThat(status.get(0).path("held").asBoolean()).isTrue();
        }
    }

    @Nested
    class AQuestion {

        @Test
        void aboutTheStatusHasAnEntryAnEnvironment() {
            JsonNode status = json(0, "status").json();
            assertThat(status).hasSize(5);
            assertThat(keys(status.get(0)))
                    .contains("app", "environment", "images", "commit", "verified", "held", "frozen");
            assertThat(world.run("status").out()).contains("ENVIRONMENT", "plain");
        }

        @Test
        void aboutTheHistoryHasTheCommits() {
            json(0, "release", "shop", "--image", NEXT, "--to", "dev", "--actor", "alice");
            JsonNode history =
                    json(0, "history", "shop", "--in", "dev", "--limit", "5").json();
            assertThat(keys(history.get(0)))
                    .contains("commit", "time", "operation", "images", "by", "outcome", "verified");
            assertThat(history.get(0).path("operation").asText()).isEqualTo("release");
            assertThat(world.run("history", "shop").out()).contains("alice");
        }

        @Test
        void aboutTheHistoryOfAllEnvironmentsHasTheNewestOfThem() {
            json(0, "release", "shop", "--image", NEXT, "--to", "dev", "--actor", "alice");
            JsonNode history = json(0, "history", "shop", "--limit", "2").json();
            assertThat(history).hasSize(2);
            assertThat(history.get(0).path("environment").asText()).isEqualTo("dev");
            assertThat(history.get(0).path("operation").asText()).isEqualTo("release");
            assertThat(history.get(1).path("outcome").asText()).isEqualTo("committed");
        }

        @Test
        void aboutWhatARangeTouchesTakesTheNewestCommitByName() {
            String before =
                    json(0, "status", "shop").json().get(0).path("commit").asText();
            json(0, "release", "shop", "--image", NEXT, "--to", "dev", "--actor", "alice");
            JsonNode affected =
                    json(0, "affected", "--from", before, "--to", "HEAD").json();
            assertThat(affected)
                    .singleElement()
                    .satisfies(pair ->
                            assertThat(pair.path("environment").asText()).isEqualTo("dev"));
        }

        @Test
        void aboutManifestsIsAnsweredInYaml() {
            assertThat(world.run("render", "shop", "staging").out())
                    .contains("namespace: staging", "image: registry.example.com/payments/shop:1.0.0");
        }

        @Test
        void aboutParityEndsWithSixWhereThereIsADifference() throws Exception {
            json(0, "parity", "shop", "dev", "staging");
            world.commit(
                    "apps/plain/staging/extra.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: extra }\n");
            JsonNode differing = json(6, "parity", "plain", "dev", "staging").json();
            assertThat(keys(differing.get(0))).contains("app", "kind", "name", "change", "fields");
            assertThat(world.run("parity", "plain", "dev", "staging").out()).isEqualTo("""
                    --- /dev/null
                    +++ plain staging: ConfigMap extra
                    @@ -0,0 +1 @@
                    +(the whole object)
                    """);
        }

        @Test
        void aboutDifferencesIsAnsweredBeforeAndAfterADeployment() {
            assertThat(world.run("diff", "plain", "dev").code()).isEqualTo(6);
            json(0, "deploy", "plain", "dev");
            json(0, "diff", "plain", "dev");
            json(0, "drift", "plain", "dev");
            json(0, "release", "plain", "--image", PLAIN_NEXT, "--to", "dev");
            assertThat(world.run("diff", "plain", "dev").out())
                    .startsWith("--- plain dev in the cluster: Deployment ")
                    .contains("+++ plain dev in Git: Deployment ", "@@ -1 +1 @@", "].image: \"" + PLAIN_NEXT + "\"");
        }

        @Test
        void aboutARangeNamesWhatItTouches() throws Exception {
            String from =
                    json(0, "status", "plain").json().get(0).path("commit").asText();
            world.commit(
                    "apps/shop/base/deployment.yaml",
                    Files.readString(world.work().resolve("apps/shop/base/deployment.yaml")) + "# more\n");
            String to = world.tip();
            JsonNode affected = json(0, "affected", "--from", from, "--to", to).json();
            assertThat(texts(affected, "app")).containsExactly("shop");
            assertThat(texts(affected, "environment")).containsExactly("dev", "production", "staging");
            assertThat(json(0, "affected", "--undeployed").json()).hasSize(5);
        }
    }

    @Nested
    class AFailure {

        @Test
        void isOneDocumentWithProblems() throws Exception {
            Files.writeString(
                    world.inventory(),
                    Files.readString(world.inventory()).replace("promotesFrom: [dev]", "promotesFrom: [dve]"));
            JsonNode error = json(2, "status").json().path("error");
            assertThat(error.path("code").asInt()).isEqualTo(2);
            JsonNode problem = error.path("problems").get(0);
            assertThat(keys(problem)).contains("file", "line", "column", "key", "value", "message", "hint");
            assertThat(problem.path("hint").asText()).contains("dev");
        }

        @Test
        void ofTheArgumentsIsOneDocumentToo() {
            for (String[] wrong : List.of(
                    new String[] {"release", "shop"},
                    new String[] {"no-such-command"},
                    new String[] {"status", "--no-such-option"},
                    new String[] {"history", "shop", "--limit", "many"},
                    new String[] {"history", "shop", "--limit", "0"},
                    new String[] {"audit", "search", "--limit", "-1"},
                    new String[] {"audit", "search", "--offset", "-1"},
                    new String[] {"audit", "search", "--since", "2026-03-03", "--until", "2026-03-01"},
                    new String[] {"drift", "--in", "nowhere"},
                    new String[] {"affected", "--undeployed", "--in", "nowhere"},
                    new String[] {"--inventory-home", "nowhere", "promote", "shop", "--from", "dev", "--to", "staging"
                    })) {
                JsonNode error = json(2, wrong).json().path("error");
                assertThat(error.path("problems")).isNotEmpty();
            }
        }

        @Test
        void namesTheNearestApplicationAndEnvironment() {
            assertThat(json(2, "status", "shpo").out()).contains("did you mean shop?");
            assertThat(json(2, "render", "shop", "stagin").out()).contains("did you mean staging?");
        }
    }

    @Nested
    class TheJobs {

        @Test
        void arePlannedRenderedAndUnchangedThen() {
            JsonNode plan = json(6, "jobs", "plan").json();
            assertThat(keys(plan)).contains("create", "change", "disable", "unchanged");
            assertThat(StreamSupport.stream(plan.path("create").spliterator(), false)
                            .map(JsonNode::asText))
                    .contains("gitops/deliver/shop/release");
            Path out = world.folder().resolve("jobs");
            json(0, "jobs", "render", "--out", out.toString());
            json(0, "jobs", "plan", "--against", out.resolve("jobs.json").toString());
        }

        @Test
        void differWhereTheSourceDoes() {
            Path out = world.folder().resolve("jobs");
            json(
                    0,
                    "jobs",
                    "render",
                    "--out",
                    out.toString(),
                    "--source",
                    "https://git.example.com/a.git",
                    "--source-path",
                    "b/apps.yaml");
            JsonNode plan = json(
                            6,
                            "jobs",
                            "plan",
                            "--against",
                            out.resolve("jobs.json").toString(),
                            "--source-branch",
                            "next")
                    .json();
            assertThat(plan.path("change").get(0).path("fields")).isNotEmpty();
            json(2, "jobs", "plan", "--against", out.resolve("none.json").toString());
            json(2, "jobs");
        }
    }

    @Nested
    class TheDoctor {

        @Test
        void findsWhatWorks() {
            JsonNode said = json(0, "doctor").json();
            assertThat(said.path("well").asBoolean()).isTrue();
            assertThat(texts(said.path("findings"), "subject"))
                    .contains("gitops", "java", "cache folder", "records in git");
        }

        @Test
        void saysWhatToDoAboutWhatDoesNot() throws Exception {
            Files.writeString(
                    world.inventory(),
                    Files.readString(world.inventory())
                            .replace("type: none", "type: gitea, url: \"http://127.0.0.1:1\"")
                            .replace(world.folder().resolve("config.git").toString(), "/no/such/repository.git"));
            Said said = world.run("doctor");
            assertThat(said.code()).isEqualTo(1);
            assertThat(said.out()).contains("BAD   config repository", "BAD   forge gitea", "look  clock", "      -> ");
        }
    }
}
