package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOps.AppEnvironment;
import dev.gitops.api.HistoryEntry;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.LineStop;
import dev.gitops.api.Operation;
import dev.gitops.api.OrderedDeployment;
import dev.gitops.api.Pipeline;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Train;
import dev.gitops.api.TrainOutcome;
import dev.gitops.api.TrainPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three applications go from staging to production in one commit: the web after the shop, the shop after its database. On real bare Git. */
class TrainStoryTest {

    private static final Train TRAIN = Train.from(STAGING).to(PRODUCTION).because("SHOP-42");

    @TempDir
    Path folder;

    private TestWorld world;
    private GitOps gitops;

    private void open(String production) throws Exception {
        world = new TestWorld(folder)
                .withEnvironments("""
                dev: { cluster: dev, delivery: rendered }
                staging: { cluster: staging, promotesFrom: [dev], delivery: rendered }
                production: { cluster: production, promotesFrom: [staging], delivery: rendered%s }
                """.formatted(production))
                .withAppLine("""
                after: [db]
                    team: payments
                  - name: db
                    image: registry.example.com/db
                    manifests: { plain: "apps/db/{environment}" }
                    environments: [dev, staging, production]
                    team: payments
                  - name: web
                    image: registry.example.com/web
                    manifests: { plain: "apps/web/{environment}" }
                    environments: [dev, staging, production]
                    after: [shop]
                """.strip());
        for (String app : List.of("db", "web")) {
            for (String environment : List.of("dev", "staging", "production")) {
                put(app, environment, "1.0.0");
            }
        }
        gitops = world.as("carol");
    }

    @AfterEach
    void close() {
        gitops.close();
    }

    private void put(String app, String environment, String tag) throws Exception {
        String image = app.equals("shop") ? TestWorld.IMAGE : "registry.example.com/" + app;
        world.push("carol", Map.of("apps/" + app + "/" + environment + "/deployment.yaml", """
                        apiVersion: apps/v1
                        kind: Deployment
                        metadata: { name: %s }
                        spec: { template: { spec: { containers: [{ name: %s, image: "%s:%s" }] } } }
                        """.formatted(
                        app, app, image, tag)));
    }

    /** A new release that staging has and has verified. */
    private void verified(String app, String tag) throws Exception {
        put(app, "staging", tag);
        assertThat(deploy(app, STAGING)).isInstanceOf(DeploymentOutcome.Verified.class);
    }

    private DeploymentOutcome deploy(String app, EnvironmentName environment) {
        return Pipeline.forApp(gitops.app(app)).deploy(environment).execute();
    }

    private void allVerified() throws Exception {
        verified("db", "2.0.0");
        verified("shop", "2.0.0");
        verified("web", "2.0.0");
    }

    private static List<String> apps(List<ChangeOutcome> outcomes) {
        return outcomes.stream().map(outcome -> outcome.summary().app()).toList();
    }

    private List<DeploymentRecord> promotions(String app) {
        return gitops.records()
                .search(RecordQuery.builder()
                        .app(app)
                        .environment(PRODUCTION)
                        .addOperations(Operation.PROMOTE)
                        .build())
                .records();
    }

    private EnvironmentStatus status(String app) {
        return gitops.app(app).status().stream()
                .filter(status -> status.environment().equals(PRODUCTION))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class WhereTheBranchTakesPushes {

        @Test
        void landsAsOneCommitThatEachApplicationReadsItsOwnPartOf() throws Exception {
            open("");
            allVerified();
            TrainOutcome planned = gitops.plan(TRAIN).expected();
            assertThat(apps(planned.changes())).containsExactly("db", "shop", "web");
            assertThat(planned.parts().get(0).diff()).contains("apps/db/production", "apps/web/production");
            String before = world.tip("main");

            TrainOutcome outcome = gitops.plan(TRAIN).execute();

            assertThat(outcome.word()).isEqualTo("committed");
            assertThat(outcome.leftOut()).isEmpty();
            assertThat(outcome.parts()).hasSize(1);
            String commit = outcome.parts().get(0).ending().madeCommit().orElseThrow();
            assertThat(world.tip("main")).isEqualTo(commit).isNotEqualTo(before);
            assertThat(world.message("main"))
                    .startsWith("promote(production): db 2.0.0, shop 2.0.0, web 2.0.0 from staging\n")
                    .containsSubsequence(
                            "GitOps-App: db\n",
                            "GitOps-Image: db=registry.example.com/db:2.0.0\n",
                            "Reason: SHOP-42\n",
                            "GitOps-App: shop\n",
                            "GitOps-Image: shop=registry.example.com/payments/shop:2.0.0\n",
                            "GitOps-App: web\n");
            for (String app : List.of("db", "shop", "web")) {
                assertThat(promotions(app)).singleElement().satisfies(record -> {
                    assertThat(record.commit()).contains(commit);
                    assertThat(record.outcome()).isEqualTo("committed");
                    assertThat(record.images())
                            .singleElement()
                            .satisfies(image -> assertThat(image.name()).isEqualTo(app));
                });
                HistoryEntry newest = gitops.app(app).history(PRODUCTION, 1).get(0);
                assertThat(newest.operation()).isEqualTo(Operation.PROMOTE);
                assertThat(newest.reason()).isEqualTo("SHOP-42");
                assertThat(newest.by()).isEqualTo("carol");
                assertThat(status(app).wanted().commit()).isEqualTo(commit);
            }
            assertThat(gitops.affected(before, commit))
                    .containsExactlyInAnyOrder(
                            new AppEnvironment("db", PRODUCTION),
                            new AppEnvironment("shop", PRODUCTION),
                            new AppEnvironment("web", PRODUCTION));
            TrainOutcome again = gitops.plan(TRAIN).execute();
            assertThat(again.word()).isEqualTo("upToDate");
            assertThat(again.leftOut()).hasSize(3).allMatch(ChangeOutcome.UpToDate.class::isInstance);
            assertThat(world.tip("main")).isEqualTo(commit);
        }

        @Test
        void isDeployedInTheOrderOfAfter() throws Exception {
            open("");
            allVerified();
            TrainOutcome outcome = gitops.plan(TRAIN).execute();
            List<AppEnvironment> landed = new ArrayList<>(gitops.landed(outcome));
            Collections.reverse(landed);

            List<OrderedDeployment> deployed = gitops.deploy(landed, "SHOP-42");

            assertThat(deployed).extracting(each -> each.place().app()).containsExactly("db", "shop", "web");
            assertThat(deployed)
                    .allSatisfy(
                            each -> assertThat(each.outcome()).get().isInstanceOf(DeploymentOutcome.Verified.class));
            assertThat(gitops.landed(gitops.plan(TRAIN).execute())).isEmpty();
        }

        @Test
        void stopsWhatComesAfterOneThatFailsAndSaysWhatWentAndWhatDidNot() throws Exception {
            open("");
            allVerified();
            TrainOutcome outcome = gitops.plan(TRAIN).execute();
            world.push(
                    "carol", Map.of("apps/shop/production/deployment.yaml", "apiVersion: v1\nkind: List\nitems: []\n"));

            List<OrderedDeployment> deployed = gitops.deploy(gitops.landed(outcome));

            assertThat(deployed.get(0).outcome()).get().isInstanceOf(DeploymentOutcome.Verified.class);
            assertThat(deployed.get(1).outcome()).get().isNotInstanceOf(DeploymentOutcome.Verified.class);
            assertThat(deployed.get(2).outcome())
                    .get()
                    .isInstanceOfSatisfying(
                            DeploymentOutcome.Refused.class,
                            refused -> assertThat(refused.reasons().get(0)).startsWith("web comes after shop"));
            put("shop", "production", "2.0.0");
            List<OrderedDeployment> again =
                    gitops.deploy(gitops.landed(gitops.plan(TRAIN).execute()));
            assertThat(again)
                    .extracting(each -> each.place().app() + " "
                            + each.outcome().orElseThrow().word())
                    .containsExactly("shop verified", "web verified");
        }

        @Test
        void leavesOutWhatIsNotReadyWithItsReasonAndWhatComesAfterIt() throws Exception {
            open("");
            allVerified();
            Pipeline.forApp(gitops.app("shop"))
                    .hold(PRODUCTION)
                    .because("incident 7")
                    .execute();

            TrainOutcome outcome = gitops.plan(TRAIN).execute();

            assertThat(apps(outcome.changes())).containsExactly("db");
            assertThat(outcome.keptBack())
                    .extracting(each -> each.summary().app())
                    .containsExactly("shop", "web");
            assertThat(outcome.keptBack().get(0).reasons().get(0)).contains("incident 7", "--release");
            assertThat(outcome.keptBack().get(1).reasons())
                    .singleElement()
                    .asString()
                    .contains("web comes after shop, which does not go along", "gitops promote web");
            assertThat(world.message("main")).doesNotContain("GitOps-App: web");
            assertThat(promotions("shop")).isEmpty();
        }

        @Test
        void goesWholeOrNotAtAllWhereThatIsAsked() throws Exception {
            open("");
            allVerified();
            Pipeline.forApp(gitops.app("shop")).hold(PRODUCTION).execute();
            String before = world.tip("main");

            TrainOutcome outcome = gitops.plan(TRAIN.wholeOrNothing()).execute();

            assertThat(outcome.word()).isEqualTo("refused");
            assertThat(outcome.parts()).isEmpty();
            assertThat(apps(outcome.leftOut())).containsExactlyInAnyOrder("db", "shop", "web");
            assertThat(world.tip("main")).isEqualTo(before);
        }

        @Test
        void takesNothingThatNoRecordSaysIsVerified() throws Exception {
            open("");
            verified("db", "2.0.0");
            put("db", "staging", "3.0.0");
            put("shop", "staging", "3.0.0");

            TrainOutcome outcome = gitops.plan(TRAIN).execute();

            assertThat(apps(outcome.changes())).containsExactly("db");
            assertThat(world.file("main", "apps/db/production/deployment.yaml")).contains("db:2.0.0");
            assertThat(outcome.keptBack().get(0).reasons().get(0))
                    .contains("no deployment of shop in staging was verified yet", "gitops deploy shop staging");
        }

        @Test
        void leavesOutWhatIsHeldBetweenThePlanAndItsExecution() throws Exception {
            open("");
            allVerified();
            TrainPlan plan = gitops.plan(TRAIN);
            assertThat(plan.expected().changes()).hasSize(3);
            try (GitOps bob = world.as("bob")) {
                Pipeline.forApp(bob.app("web")).hold(PRODUCTION).execute();
            }
            assertThat(apps(plan.execute().changes())).containsExactly("db", "shop");
            assertThat(world.file("main", "apps/web/production/deployment.yaml"))
                    .contains("web:1.0.0");
        }

        @Test
        void landsOnceHoweverManyAskForItAtOnce() throws Exception {
            open("");
            allVerified();
            List<CompletableFuture<String>> asked = new ArrayList<>();
            for (String person : List.of("dave", "erin", "frank")) {
                GitOps other = world.as(person);
                asked.add(CompletableFuture.supplyAsync(() -> {
                    try (other) {
                        return other.plan(TRAIN).execute().word();
                    }
                }));
            }
            assertThat(asked.stream().map(CompletableFuture::join))
                    .containsExactlyInAnyOrder("committed", "upToDate", "upToDate");
            assertThat(promotions("db")).hasSize(1);
        }

        @Test
        void passesAnotherPushAndStaysWhole() throws Exception {
            open("");
            allVerified();
            CompletableFuture<Void> pushes = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 5; i++) {
                    try {
                        put("web", "dev", "9." + i);
                    } catch (Exception lost) {
                        // the train was first
                    }
                }
            });
            TrainOutcome outcome = gitops.plan(TRAIN).execute();
            pushes.join();
            assertThat(outcome.word()).isEqualTo("committed");
            for (String app : List.of("db", "shop", "web")) {
                assertThat(world.file("main", "apps/" + app + "/production/deployment.yaml"))
                        .contains(app + ":2.0.0");
            }
        }

        @Test
        void tellsHowFarAnEnvironmentIsBehindByTheReleasesOfEachApplication() throws Exception {
            open("");
            for (String app : List.of("db", "shop", "web")) {
                deploy(app, PRODUCTION);
            }
            allVerified();
            assertThat(status("web").behind()).isNotNull();
            gitops.deploy(gitops.landed(gitops.plan(TRAIN).execute()));
            assertThat(status("web").behind()).isEmpty();
            assertThat(status("web").deployed().images())
                    .singleElement()
                    .satisfies(image -> assertThat(image.toString()).isEqualTo("web=registry.example.com/web:2.0.0"));
        }

        @Test
        void stopsWithTheLine() throws Exception {
            open("");
            allVerified();
            try (GitOps bob = world.as("bob")) {
                bob.stop(LineStop.ALL.in(PRODUCTION), "incident 42");
            }
            TrainOutcome outcome = gitops.plan(TRAIN).execute();
            assertThat(outcome.parts()).isEmpty();
            assertThat(outcome.keptBack().get(0).reasons().get(0)).contains("incident 42");
        }

        @Test
        void leavesNothingButItsOwnInAnApplicationThatIsRolledBackOutOfIt() throws Exception {
            open("");
            for (String app : List.of("db", "shop", "web")) {
                deploy(app, PRODUCTION);
            }
            allVerified();
            gitops.deploy(gitops.landed(gitops.plan(TRAIN).execute()));

            ChangeOutcome back = Pipeline.forApp(gitops.app("shop"))
                    .rollback(PRODUCTION)
                    .toPrevious()
                    .execute();

            assertThat(back).isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(world.file("main", "apps/shop/production/deployment.yaml"))
                    .contains("shop:1.0.0");
            assertThat(world.file("main", "apps/db/production/deployment.yaml")).contains("db:2.0.0");
            assertThat(world.file("main", "apps/web/production/deployment.yaml"))
                    .contains("web:2.0.0");
            assertThat(gitops.app("shop").history(PRODUCTION, 1).get(0).operation())
                    .isEqualTo(Operation.ROLLBACK);
            assertThat(gitops.app("web").history(PRODUCTION, 1).get(0).operation())
                    .isEqualTo(Operation.PROMOTE);
        }

        @Test
        void makesUpForRecordsThatAProcessLeftOut() throws Exception {
            open("");
            allVerified();
            String recorded = world.tip("gitops/audit");
            gitops.plan(TRAIN).execute();
            close();
            world.reset("gitops/audit", recorded);
            gitops = world.as("dave");
            gitops.plan(TRAIN).execute();
            for (String app : List.of("db", "shop", "web")) {
                assertThat(promotions(app))
                        .as(app)
                        .singleElement()
                        .satisfies(record ->
                                assertThat(record.images().get(0).name()).isEqualTo(app));
            }
        }

        @Test
        void takesATeamAloneOrEachTeamInACommitOfItsOwn() throws Exception {
            open("");
            allVerified();
            TrainOutcome mine = gitops.plan(TRAIN.ofTeam("payments")).expected();
            assertThat(apps(mine.changes())).containsExactly("db", "shop");
            TrainOutcome each = gitops.plan(TRAIN.eachTeamAlone()).execute();
            assertThat(each.parts())
                    .extracting(part -> part.team().orElse("none") + " " + apps(part.changes()))
                    .containsExactly("payments [db, shop]", "none [web]");
            assertThatThrownBy(() -> gitops.plan(TRAIN.ofTeam("payment")))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("did you mean payments?");
        }
    }

    @Nested
    class WhereTheEnvironmentIsProtected {

        @Test
        void asksOnceForAllAndLandsWithTheMerge() throws Exception {
            open(", protected: true");
            allVerified();
            String before = world.tip("main");

            TrainOutcome outcome = gitops.plan(TRAIN).execute();

            String branch = "gitops/train/production/_";
            assertThat(outcome.word()).isEqualTo("requested");
            assertThat(outcome.parts().get(0).branch()).isEqualTo(branch);
            assertThat(world.tip("main")).isEqualTo(before);
            assertThat(status("db").pending()).isEqualTo(branch);
            assertThat(status("web").pending()).isEqualTo(branch);
            String asked = world.tip(branch);
            assertThat(gitops.plan(TRAIN).execute().word()).isEqualTo("requested");
            assertThat(world.tip(branch)).as("the same wish").isEqualTo(asked);
            world.merge(branch);
            assertThat(status("db").pending()).isNull();
            assertThat(gitops.plan(TRAIN).execute().word()).isEqualTo("upToDate");
            assertThat(world.branches()).doesNotContain(branch);
            assertThat(gitops.app("web").history(PRODUCTION, 1).get(0).operation())
                    .isEqualTo(Operation.PROMOTE);
        }

        @Test
        void asksForWhatIsWantedNowInPlaceOfWhatWasWantedBefore() throws Exception {
            open(", protected: true");
            allVerified();
            gitops.plan(TRAIN).execute();
            Pipeline.forApp(gitops.app("web")).hold(PRODUCTION).execute();
            verified("db", "3.0.0");

            TrainOutcome outcome = gitops.plan(TRAIN).execute();

            assertThat(apps(outcome.changes())).containsExactly("db", "shop");
            assertThat(world.message("gitops/train/production/_"))
                    .contains("db:3.0.0")
                    .doesNotContain("GitOps-App: web");
            assertThat(status("web").pending()).isNull();
        }
    }
}
