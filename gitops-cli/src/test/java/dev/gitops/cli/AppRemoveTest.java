package dev.gitops.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cli.CommandWorld.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that are taken out of their environments, on real Git. */
class AppRemoveTest {

    @TempDir
    private Path folder;

    private CommandWorld world;

    @BeforeEach
    void begin() throws IOException, GitAPIException {
        world = CommandWorld.in(folder);
        world.commit("apps.yaml", Files.readString(folder.resolve("apps.yaml")));
    }

    private Said run(String... arguments) {
        return world.run(arguments);
    }

    private String inventory() throws IOException {
        return world.file("main", "apps.yaml");
    }

    @Nested
    class AnApplicationOfOneLine {

        @Test
        void isToldWithAllThatGoesAndNothingIsDoneWithoutItsName() throws IOException, GitAPIException {
            String before = inventory();

            Said said = run("app", "remove", "plain");

            assertThat(said.code()).as(said.err()).isEqualTo(3);
            assertThat(said.out())
                    .contains("--confirm plain", "apps.yaml loses the application plain", "2 files go")
                    .contains("apps/plain/dev/deployment.yaml", "plain in dev: nothing was deployed");
            assertThat(inventory()).isEqualTo(before);
        }

        @Test
        void goesFromTheInventoryAndTheFoldersByteForByte() throws IOException, GitAPIException {
            String before = inventory();

            Said said = run("app", "remove", "plain", "--confirm", "plain", "--reason", "nobody uses it");

            assertThat(said.code()).as(said.err()).isZero();
            int at = before.indexOf("  - name: plain");
            assertThat(inventory()).isEqualTo(before.substring(0, at) + before.substring(before.indexOf("audit:")));
            assertThat(world.has("main", "apps/plain")).isFalse();
            assertThat(world.has("main", "apps/shop/base/deployment.yaml")).isTrue();
            assertThat(world.has("main", "CODEOWNERS")).isTrue();
            assertThat(world.message())
                    .startsWith("remove(dev, staging): plain")
                    .contains("GitOps-App: plain", "GitOps-Environment: dev", "GitOps-Environment: staging")
                    .contains("GitOps-Operation: remove", "Reason: nobody uses it");
        }

        @Test
        void isDoneOnceMoreWithoutEffect() throws IOException, GitAPIException {
            run("app", "remove", "plain", "--confirm", "plain");

            world.checkOut();
            Said again = run("app", "remove", "plain", "--confirm", "plain");

            assertThat(again.code()).as(again.err()).isZero();
            assertThat(again.out()).contains("up to date", "removed from dev, staging already");
        }
    }

    @Nested
    class AnApplicationThatRuns {

        @BeforeEach
        void deploy() throws IOException, GitAPIException {
            assertThat(run("deploy", "plain", "dev").code()).isZero();
            assertThat(run("deploy", "plain", "staging").code()).isZero();
        }

        @Test
        void isTakenOutOfOneEnvironmentAndItsObjectsFollow() throws IOException, GitAPIException {
            Said said = run("app", "remove", "plain", "--in", "staging", "--confirm", "plain");

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(inventory()).contains("environments: [dev] # words of people stay");
            assertThat(world.has("main", "apps/plain/dev/deployment.yaml")).isTrue();
            assertThat(world.has("main", "apps/plain/staging")).isFalse();
            assertThat(run("affected", "--removed").out()).isEqualTo("plain staging removed\n");

            Said taken = run("deploy", "plain", "--in", "staging", "--removed");

            assertThat(taken.code()).as(taken.err()).isZero();
            assertThat(taken.out()).startsWith("verified: plain in staging");
            assertThat(world.has("rendered/staging", "plain/manifests.yaml")).isFalse();
            assertThat(world.has("rendered/dev", "plain/manifests.yaml")).isTrue();
            assertThat(run("affected", "--removed").out()).isEmpty();
            assertThat(run("deploy", "plain", "--in", "staging", "--removed").out())
                    .startsWith("unchanged")
                    .contains("was taken out of its cluster already");
        }

        @Test
        void isTakenOutOfAllInOneGoAndKeepsItsHistory() throws IOException, GitAPIException {
            Said said = run("app", "remove", "plain", "--confirm", "plain", "--wait", "-o", "json");

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.json().path("deployments")).hasSize(2);
            assertThat(world.has("rendered/staging", "plain/manifests.yaml")).isFalse();
            assertThat(world.has("rendered/dev", "plain/manifests.yaml")).isFalse();
            world.checkOut();
            assertThat(run("status").out()).doesNotContain("plain");
            assertThat(run("history", "plain", "--in", "dev").out()).contains("dev", "verified");
            assertThat(run("audit", "search", "--app", "plain").out()).contains("undeploy", "remove", "deploy");
            assertThat(run("audit", "search", "--at", "2099-01-01T00:00:00Z").out())
                    .doesNotContain("plain");
            assertThat(run("check").out()).doesNotContain("plain");
        }

        @Test
        void isGoneOnWithWhereTheCommandEndedAfterTheCommit() throws IOException, GitAPIException {
            run("app", "remove", "plain", "--confirm", "plain");

            world.checkOut();
            Said again = run("app", "remove", "plain", "--confirm", "plain", "--wait");

            assertThat(again.code()).as(again.err()).isZero();
            assertThat(world.has("rendered/staging", "plain/manifests.yaml")).isFalse();
            assertThat(run("affected", "--removed").out()).isEmpty();
        }

        @Test
        void comesBackAsSomethingNew() throws IOException, GitAPIException {
            String before = inventory();
            String files = world.file("main", "apps/plain/dev/deployment.yaml");
            run("app", "remove", "plain", "--in", "dev", "--confirm", "plain", "--wait");

            world.commit("apps/plain/dev/deployment.yaml", files);
            world.commit("apps.yaml", before);

            assertThat(run("affected", "--undeployed").out()).contains("plain dev");
            assertThat(run("affected", "--removed").out()).isEmpty();
            assertThat(run("deploy", "plain", "dev").code()).isZero();
            assertThat(world.has("rendered/dev", "plain/manifests.yaml")).isTrue();
            assertThat(run("affected", "--undeployed").out()).doesNotContain("plain dev");
        }
    }

    @Nested
    class AnApplicationThatWasRemovedBefore {

        @BeforeEach
        void comeBack() throws IOException, GitAPIException {
            String before = inventory();
            String files = world.file("main", "apps/plain/dev/deployment.yaml");
            run("deploy", "plain", "dev");
            run("app", "remove", "plain", "--in", "dev", "--confirm", "plain", "--with-claims", "data", "--wait");
            world.commit("apps/plain/dev/deployment.yaml", files);
            world.commit("apps.yaml", before);
            assertThat(run("deploy", "plain", "dev").code()).isZero();
        }

        @Test
        void goesByWhatTookItOutLast() throws IOException, GitAPIException {
            world.commit(
                    "apps.yaml", inventory().replace("environments: [dev, staging] #", "environments: [staging] #"));
            world.checkOut();

            Said said = run("deploy", "plain", "--in", "dev", "--removed", "-o", "json");

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.json().path("outcome").asText()).isEqualTo("verified");
            assertThat(said.json().path("commit").asText()).isEqualTo(world.tip());
            assertThat(world.has("rendered/dev", "plain/manifests.yaml")).isFalse();
        }
    }

    @Nested
    class AChangeRequestThatTakesOutAndBringsBack {

        @Test
        void isNotTheRemovalThatFollows() throws IOException, GitAPIException {
            run("deploy", "plain", "dev");
            String before = inventory();
            String without = before.replace("environments: [dev, staging] #", "environments: [staging] #");
            world.branch("feature", "apps.yaml", without, """
                    Tidy

                    GitOps-App: plain
                    GitOps-Environment: dev
                    GitOps-Operation: remove
                    GitOps-Claim: data
                    """);
            world.branch("feature", "apps.yaml", before + "# a word\n", "Say a word");
            world.merge("feature");
            world.commit("apps.yaml", without + "# a word\n");
            world.checkOut();

            Said said = run("deploy", "plain", "--in", "dev", "--removed", "--dry-run");

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.out()).contains(world.tip()).doesNotContain("PersistentVolumeClaim");
        }
    }

    @Nested
    class AnApplicationWithApproversOfItsOwn {

        @BeforeEach
        void remove() throws IOException, GitAPIException {
            String own = inventory()
                    .replace(
                            "environments: [dev, staging] #",
                            "environments: { dev: {}, staging: { approvers: [erin] } } #");
            world.commit("apps.yaml", own);
            world.commit(
                    "apps.yaml",
                    own.replace("staging: { approvers: [erin] }", "")
                            .replace("namespace: staging,", "namespace: staging, timeout: 9m,"));
            world.checkOut();
        }

        @Test
        void keepsThemWhereTheEnvironmentHasOtherRulesSince() {
            Said said = run("deploy", "plain", "--in", "staging", "--removed");

            assertThat(said.code()).as(said.err()).isEqualTo(3);
            assertThat(said.out()).contains("it needs the approval of one of erin");
        }

        @Test
        void recordsThatBreakGlassPassedThem() {
            Said said = run("deploy", "plain", "--in", "staging", "--removed", "--break-glass", "INC-7", "-o", "json");

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.json().path("notices"))
                    .anySatisfy(notice -> assertThat(notice.asText())
                            .contains("break-glass passed: ", "it needs the approval of one of erin"));
        }
    }

    @Nested
    class TrailersOfAStranger {

        @Test
        void removeNothingAndStopNobody() throws IOException, GitAPIException {
            world.commit("apps.yaml", inventory() + "# a word\n", """
                    Word

                    GitOps-App: ../plain
                    GitOps-Environment: ../dev
                    GitOps-Environment: dev
                    GitOps-Operation: remove
                    """);

            Said said = run("affected", "--removed");

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.out()).isEmpty();
        }
    }

    @Nested
    class Claims {

        @Test
        void areNamedInTheCommitAndInWhatIsApproved() throws IOException, GitAPIException {
            run("deploy", "plain", "dev");
            run("app", "remove", "plain", "--in", "dev", "--confirm", "plain", "--with-claims", "data");

            assertThat(world.message()).contains("GitOps-Claim: data");
            assertThat(run("deploy", "plain", "--in", "dev", "--removed", "--dry-run")
                            .out())
                    .contains("-# with its data: PersistentVolumeClaim data");
        }

        @Test
        void areRefusedWhereTheyAreNoNames() throws IOException, GitAPIException {
            assertThat(run("app", "remove", "plain", "--confirm", "plain", "--with-claims", "../x")
                            .code())
                    .isEqualTo(2);
        }
    }

    @Nested
    class WhatSpeaksAgainstIt {

        @Test
        void isAnUnknownName() throws IOException, GitAPIException {
            Said said = run("app", "remove", "plian", "--confirm", "plian");

            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).contains("no such application", "did you mean plain?");
        }

        @Test
        void isAnApplicationThatComesAfterIt() throws IOException, GitAPIException {
            String text = Files.readString(folder.resolve("apps.yaml"))
                    .replace("  - name: shop\n", "  - name: shop\n    after: [plain]\n");
            Files.writeString(folder.resolve("apps.yaml"), text);
            world.commit("apps.yaml", text);

            Said said = run("app", "remove", "plain", "--confirm", "plain");

            assertThat(said.code()).isEqualTo(3);
            assertThat(said.out()).contains("shop depends on plain", "after");
        }

        @Test
        void isAHold() throws IOException, GitAPIException {
            run("hold", "plain", "--in", "staging", "--reason", "incident");

            Said said = run("app", "remove", "plain", "--confirm", "plain");

            assertThat(said.code()).isEqualTo(3);
            assertThat(said.out()).contains("is held", "incident");
            assertThat(world.has("main", "apps/plain")).isTrue();
        }

        @Test
        void isAPlaceThatTheInventoryStillHas() throws IOException, GitAPIException {
            Said said = run("deploy", "plain", "--in", "dev", "--removed");

            assertThat(said.code()).isEqualTo(2);
            assertThat(said.err()).contains("the inventory still has it", "gitops app remove plain --in dev");
        }
    }

    @Nested
    class AProtectedEnvironment {

        @Test
        void asksForAReviewAndSharedFilesStay() throws IOException, GitAPIException {
            Said said = run("app", "remove", "shop", "--in", "production", "--confirm", "shop");

            assertThat(said.code()).as(said.err()).isZero();
            assertThat(said.out()).contains("requested", "gitops/change/shop/production");
            assertThat(inventory()).contains("[dev, staging, production]");

            world.merge("gitops/change/shop/production");

            assertThat(inventory()).contains("environments: [dev, staging]\n");
            assertThat(world.has("main", "apps/shop/environments/production")).isFalse();
            assertThat(world.has("main", "apps/shop/base/deployment.yaml")).isTrue();
            assertThat(run("affected", "--removed").out()).isEqualTo("shop production removed\n");
        }

        @Test
        void goesWholeWithItsBase() throws IOException, GitAPIException {
            run("app", "remove", "shop", "--confirm", "shop");
            world.merge("gitops/change/shop/production");

            assertThat(world.has("main", "apps/shop")).isFalse();
            assertThat(world.has("main", "apps/plain/dev/deployment.yaml")).isTrue();
        }
    }
}
