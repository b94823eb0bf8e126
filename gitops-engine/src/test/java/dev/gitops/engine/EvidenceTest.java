package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.PRODUCTION;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.App;
import dev.gitops.api.Approval;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Operation;
import dev.gitops.api.Pipeline;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Release;
import dev.gitops.api.ReleasedImage;
import dev.gitops.record.Ulid;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What records prove, and what they do not: anybody who may push a branch can write one. On real bare Git. */
class EvidenceTest {

    private static final String APPROVED = """
            dev: { cluster: dev, namespace: dev, delivery: rendered }
            staging: { cluster: staging, namespace: staging, promotesFrom: [dev], delivery: rendered }
            production: { cluster: production, namespace: production, promotesFrom: [staging], protected: true, approvers: [bob], fourEyes: true, delivery: rendered }
            """;

    @TempDir
    Path folder;

    private TestWorld world;
    private GitOps gitops;
    private App shop;

    @BeforeEach
    void open() throws Exception {
        world = new TestWorld(folder).withEnvironments(APPROVED);
        reopen("alice", Clock.systemUTC());
    }

    @AfterEach
    void close() {
        gitops.close();
    }

    private void reopen(String actor, Clock clock) throws Exception {
        if (gitops != null) {
            gitops.close();
        }
        gitops = world.as(actor, clock);
        shop = gitops.app("shop");
    }

    private DeploymentOutcome deploy(EnvironmentName environment) {
        return Pipeline.forApp(shop).deploy(environment).execute();
    }

    private DeploymentOutcome approved() {
        DeploymentPlan plan = Pipeline.forApp(shop).deploy(PRODUCTION).plan();
        return Pipeline.forApp(shop)
                .deploy(PRODUCTION)
                .approved(new Approval("bob", null, "https://jenkins.example.com/1", plan.diffDigest()))
                .execute();
    }

    private void onMain(String tag) throws Exception {
        world.push("carol", Map.of("apps/shop/production/deployment.yaml", TestWorld.deployment(tag)));
    }

    private static DeploymentRecord verified(EnvironmentName environment, String commit, Instant ended) {
        return DeploymentRecord.builder()
                .id(new Ulid(Clock.fixed(ended, ZoneOffset.UTC), new SecureRandom()).next())
                .app("shop")
                .environment(environment)
                .operation(Operation.DEPLOY)
                .outcome("verified")
                .requestedBy("gitops")
                .commit(commit)
                .started(ended)
                .ended(ended)
                .build();
    }

    @Nested
    class ARecordThatAnybodyCanHaveWritten {

        @Test
        void doesNotStandInForTheApprovalOfWhatItNames() throws Exception {
            onMain("6.6.6");
            world.pushRecord(verified(PRODUCTION, world.tip("main"), Instant.now()));
            assertThat(deploy(PRODUCTION))
                    .isInstanceOfSatisfying(
                            DeploymentOutcome.Refused.class,
                            refused -> assertThat(refused.toString())
                                    .contains("it needs the approval of one of bob", "it proves nothing here"));
            assertThat(world.branches()).doesNotContain("rendered/production");
        }

        @Test
        void doesNotHideWhatCameBeforeItFromTheApprover() throws Exception {
            onMain("1.0.1");
            assertThat(approved()).isInstanceOf(DeploymentOutcome.Verified.class);
            onMain("6.6.6");
            String evil = world.tip("main");
            world.push(
                    "carol",
                    Map.of(
                            "apps/shop/production/extra.yaml",
                            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: extra}\n"));
            world.pushRecord(verified(PRODUCTION, evil, Instant.now()));
            assertThat(Pipeline.forApp(shop).deploy(PRODUCTION).plan().diff()).contains("+", ":6.6.6");
        }

        @Test
        void needsNoSecondApprovalWhereTheEnvironmentHasWhatItSays() throws Exception {
            onMain("1.0.1");
            assertThat(approved()).isInstanceOf(DeploymentOutcome.Verified.class);
            assertThat(deploy(PRODUCTION)).isInstanceOf(DeploymentOutcome.Unchanged.class);
        }
    }

    @Nested
    class WhereTheInventoryNamesKeys {

        @BeforeEach
        void keys() throws Exception {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            Path pem = folder.resolve("audit.key");
            Files.writeString(
                    pem,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getEncoder()
                                    .encodeToString(pair.getPrivate().getEncoded())
                            + "\n-----END PRIVATE KEY-----\n",
                    StandardCharsets.UTF_8);
            world.withKeys("audit: { store: git, keys: [\""
                            + Base64.getEncoder()
                                    .encodeToString(pair.getPublic().getEncoded()) + "\"] }\n")
                    .withVariables(Map.of("GITOPS_AUDIT_KEY", pem.toString()));
            reopen("alice", Clock.systemUTC());
        }

        @Test
        void aSignedRecordCounts() throws Exception {
            onMain("1.0.1");
            assertThat(approved()).isInstanceOf(DeploymentOutcome.Verified.class);
            world.remove("rendered/production");
            assertThat(Pipeline.forApp(shop)
                            .deploy(PRODUCTION)
                            .plan()
                            .approval()
                            .required())
                    .isFalse();
        }

        @Test
        void anUnsignedOneCountsForNothing() throws Exception {
            onMain("1.0.1");
            approved();
            onMain("6.6.6");
            world.pushRecord(verified(PRODUCTION, world.tip("main"), Instant.now()));
            DeploymentPlan plan = Pipeline.forApp(shop).deploy(PRODUCTION).plan();
            assertThat(plan.approval().required()).isTrue();
            assertThat(plan.diff()).contains("-          image: " + TestWorld.IMAGE + ":1.0.1", ":6.6.6");
        }

        @Test
        void anUnsignedOneKeepsNothingFromBeingDeployed() throws Exception {
            onMain("1.0.1");
            approved();
            String deployed = world.tip("main");
            onMain("1.0.2");
            world.pushRecord(verified(PRODUCTION, world.tip("main"), Instant.now()));
            assertThat(gitops.undeployed()).anyMatch(pair -> pair.environment().equals(PRODUCTION));
            assertThat(inProduction(gitops.status()).current()).isFalse();
            assertThat(inProduction(gitops.status()).deployed().commit()).isEqualTo(deployed);
            assertThat(inProduction(shop.status())).isEqualTo(inProduction(gitops.status()));
        }

        private static EnvironmentStatus inProduction(List<EnvironmentStatus> statuses) {
            return statuses.stream()
                    .filter(status -> status.environment().equals(PRODUCTION))
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void anOlderCommitIsNotTheSameBecauseNewerRecordsWereTakenAway() throws Exception {
            onMain("1.0.1");
            approved();
            String older = world.tip("main");
            String records = world.tip("gitops/audit");
            onMain("1.0.2");
            approved();
            world.reset("gitops/audit", records);
            DeploymentPlan plan =
                    Pipeline.forApp(shop).deploy(PRODUCTION).at(older).plan();
            assertThat(plan.approval().required()).isTrue();
            assertThat(plan.diff()).contains("+          image: " + TestWorld.IMAGE + ":1.0.1");
            assertThat(plan.notices()).anyMatch(notice -> notice.contains("newer records may have been taken away"));
            assertThat(plan.execute()).isInstanceOf(DeploymentOutcome.Refused.class);
        }

        @Test
        void aPromotionTakesWhatASignedRecordSays() throws Exception {
            Pipeline.forApp(shop)
                    .release(ImageRef.parse(TestWorld.IMAGE + ":1.1.0"))
                    .to(DEV)
                    .execute();
            assertThat(deploy(DEV)).isInstanceOf(DeploymentOutcome.Verified.class);
            world.push("carol", Map.of("apps/shop/dev/deployment.yaml", TestWorld.deployment("6.6.6")));
            world.pushRecord(verified(DEV, world.tip("main"), Instant.now()));
            assertThat(Pipeline.forApp(shop).promote(DEV, STAGING).execute())
                    .isInstanceOf(ChangeOutcome.Committed.class);
            assertThat(world.file("main", "apps/shop/staging/deployment.yaml")).contains(":1.1.0 #");
        }

        @Test
        void aSignatureIsOfOneRecordOnly() throws Exception {
            onMain("1.0.1");
            approved();
            DeploymentRecord signed = gitops.records()
                    .search(RecordQuery.builder()
                            .environment(PRODUCTION)
                            .outcomes(Set.of("verified"))
                            .build())
                    .records()
                    .get(0);
            assertThat(signed.signature()).isPresent();
            onMain("6.6.6");
            world.pushRecord(DeploymentRecord.builder()
                    .from(verified(PRODUCTION, world.tip("main"), Instant.now()))
                    .signature(signed.signature())
                    .build());
            assertThat(Pipeline.forApp(shop)
                            .deploy(PRODUCTION)
                            .plan()
                            .approval()
                            .required())
                    .isTrue();
        }
    }

    @Nested
    class AMachineWhoseClockIsAhead {

        private final Clock ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(2));

        @Test
        void doesNotMakeItsDeploymentTheNewestForEver() throws Exception {
            Pipeline.forApp(shop)
                    .release(ImageRef.parse(TestWorld.IMAGE + ":1.1.0"))
                    .to(DEV)
                    .execute();
            reopen("dave", ahead);
            deploy(DEV);
            reopen("alice", Clock.systemUTC());
            world.push("carol", Map.of("apps/shop/dev/deployment.yaml", TestWorld.deployment("1.2.0")));
            DeploymentPlan second = Pipeline.forApp(shop).deploy(DEV).plan();
            assertThat(second.notices()).anyMatch(notice -> notice.contains("which is still to come"));
            assertThat(second.execute()).isInstanceOf(DeploymentOutcome.Verified.class);
            assertThat(Pipeline.forApp(shop).deploy(DEV).plan().diff()).isEmpty();
            assertThat(gitops.undeployed()).noneMatch(pair -> pair.environment().equals(DEV));
            assertThat(gitops.status())
                    .filteredOn(status -> status.environment().equals(DEV))
                    .singleElement()
                    .satisfies(status -> assertThat(status.current()).isTrue())
                    .isEqualTo(shop.status().get(0));
        }

        @Test
        void doesNotKeepLaterReleasesOut() throws Exception {
            reopen("dave", ahead);
            Pipeline.forApp(shop)
                    .release(ImageRef.parse(TestWorld.IMAGE + ":1.1.0"))
                    .to(DEV)
                    .execute();
            reopen("alice", Clock.systemUTC());
            assertThat(Pipeline.forApp(shop)
                            .release(ImageRef.parse(TestWorld.IMAGE + ":1.2.0"))
                            .to(DEV)
                            .execute())
                    .isInstanceOf(ChangeOutcome.Committed.class);
        }
    }

    @Nested
    class AChangeWhoseRecordIsMissing {

        @Test
        void getsItFromTheNextCommandOnce() throws Exception {
            Pipeline.forApp(shop)
                    .release(ImageRef.parse(TestWorld.IMAGE + ":1.1.0"))
                    .to(DEV)
                    .because("SHOP-42")
                    .execute();
            String commit = world.tip("main");
            world.remove("gitops/audit");
            reopen("erin", Clock.systemUTC());
            assertThat(Pipeline.forApp(shop)
                            .release(ImageRef.parse(TestWorld.IMAGE + ":1.1.0"))
                            .to(DEV)
                            .execute())
                    .isInstanceOf(ChangeOutcome.UpToDate.class);
            Pipeline.forApp(shop)
                    .release(ImageRef.parse(TestWorld.IMAGE + ":1.2.0"))
                    .to(DEV)
                    .execute();
            assertThat(gitops.records()
                            .search(RecordQuery.builder().commit(commit).build())
                            .records())
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.operation()).isEqualTo(Operation.RELEASE);
                        assertThat(record.outcome()).isEqualTo("committed");
                        assertThat(record.requestedBy()).isEqualTo("alice");
                        assertThat(record.reason()).contains("SHOP-42");
                        assertThat(record.images()).singleElement().asString().contains("1.0.0", "1.1.0");
                        assertThat(record.notices()).singleElement().asString().contains("written later");
                    });
        }
    }

    @Nested
    class AHoldWhoseRecordIsMissing {

        private void holdAndLoseTheRecord() throws Exception {
            Pipeline.forApp(shop).hold(DEV).because("the database moves").execute();
            world.remove("gitops/audit");
            reopen("erin", Clock.systemUTC());
        }

        private void isToldOnce() throws Exception {
            assertThat(gitops.records()
                            .search(RecordQuery.builder()
                                    .commit(world.tip("gitops/state"))
                                    .build())
                            .records())
                    .singleElement()
                    .satisfies(record -> {
                        assertThat(record.operation()).isEqualTo(Operation.HOLD);
                        assertThat(record.outcome()).isEqualTo("committed");
                        assertThat(record.requestedBy()).isEqualTo("alice");
                        assertThat(record.reason()).contains("the database moves");
                        assertThat(record.notices()).singleElement().asString().contains("written later");
                    });
        }

        @Test
        void getsItFromWhoeverHoldsItAgain() throws Exception {
            holdAndLoseTheRecord();
            assertThat(Pipeline.forApp(shop).hold(DEV).execute()).isInstanceOf(ChangeOutcome.UpToDate.class);
            isToldOnce();
            Pipeline.forApp(shop).hold(DEV).execute();
            isToldOnce();
        }

        @Test
        void getsItFromTheChangeThatItRefuses() throws Exception {
            holdAndLoseTheRecord();
            assertThat(Pipeline.forApp(shop)
                            .release(ImageRef.parse(TestWorld.IMAGE + ":1.1.0"))
                            .to(DEV)
                            .execute())
                    .isInstanceOf(ChangeOutcome.Refused.class);
            isToldOnce();
        }

        @Test
        void getsItFromTheNextDeployment() throws Exception {
            holdAndLoseTheRecord();
            Pipeline.forApp(shop).deploy(DEV).execute();
            isToldOnce();
        }

        @Test
        void ofARollbackIsToldByTheRecordOfThat() {
            Pipeline.forApp(shop)
                    .release(ImageRef.parse(TestWorld.IMAGE + ":1.1.0"))
                    .to(DEV)
                    .execute();
            Pipeline.forApp(shop).rollback(DEV).toPrevious().execute();
            Pipeline.forApp(shop).hold(DEV).execute();
            assertThat(gitops.records()
                            .search(RecordQuery.builder()
                                    .addOperations(Operation.HOLD)
                                    .build())
                            .total())
                    .isZero();
        }
    }

    @Test
    void anOlderBuildDoesNotReplaceANewerOneHoweverManyEditsByHandFollow() throws Exception {
        release(10);
        for (int edit = 0; edit < 25; edit++) {
            world.push(
                    "carol",
                    Map.of("apps/shop/dev/deployment.yaml", TestWorld.deployment("2.10.0") + "# note " + edit + "\n"));
        }
        assertThat(release(5)).isInstanceOf(ChangeOutcome.Superseded.class);
    }

    private ChangeOutcome release(long build) {
        return Pipeline.forApp(shop)
                .release(new Release(
                        List.of(new ReleasedImage("shop", ImageRef.parse(TestWorld.IMAGE + ":2." + build + ".0"))),
                        build,
                        null,
                        null))
                .to(DEV)
                .execute();
    }
}
