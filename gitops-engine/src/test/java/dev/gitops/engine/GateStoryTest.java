package dev.gitops.engine;

import static dev.gitops.api.EnvironmentName.DEV;
import static dev.gitops.api.EnvironmentName.STAGING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.App;
import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.GitOps;
import dev.gitops.api.ImageRef;
import dev.gitops.api.Operation;
import dev.gitops.api.Pipeline;
import dev.gitops.api.RecordQuery;
import dev.gitops.api.Refusal;
import dev.gitops.gate.GateServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An outside system is asked before a promotion and before a deployment. On real bare Git and a real port. */
class GateStoryTest {

    private static final String YES = "{\"verdict\": \"yes\", \"reason\": \"CHG-42\"}";
    private static final String NO = "{\"verdict\": \"no\", \"reason\": \"CHG-42 is rejected\"}";

    @TempDir
    Path folder;

    private GateServer server;
    private TestWorld world;
    private GitOps gitops;
    private App shop;

    @BeforeEach
    void open() throws Exception {
        server = new GateServer();
    }

    @AfterEach
    void close() {
        gitops.close();
        server.close();
    }

    private void gateBefore(String what) throws Exception {
        world = new TestWorld(folder)
                .withEnvironments("""
                        dev: { cluster: dev, delivery: rendered }
                        staging:
                          cluster: staging
                          promotesFrom: [dev]
                          delivery: rendered
                          gates: [{ name: ticket, http: "%s/{app}", before: %s, interval: 2s, deadline: 1s }]
                        production: { cluster: production, promotesFrom: [staging], delivery: rendered }
                        """.formatted(server.url(), what))
                .withVariables(Map.of("GITOPS_GATE_KEY", GateServer.KEY, "GITOPS_GATE_ORIGIN", server.url()));
        gitops = world.as("carol");
        shop = gitops.app("shop");
        release("1.1.0");
    }

    private void release(String tag) {
        Pipeline.forApp(shop)
                .release(ImageRef.parse(TestWorld.IMAGE + ":" + tag))
                .to(DEV)
                .plan()
                .execute();
        Pipeline.forApp(shop).deploy(DEV).execute();
    }

    private List<DeploymentRecord> records(Operation operation) {
        return gitops.records()
                .search(RecordQuery.builder()
                        .environment(STAGING)
                        .addOperations(operation)
                        .build())
                .records();
    }

    @Test
    void aPromotionIsAskedForOnceItIsDoneNotWhenItIsPlanned() throws Exception {
        gateBefore("promotion");
        server.says(200, NO).says(200, YES);
        var promotion = Pipeline.forApp(shop).promote(DEV, STAGING);
        assertThat(promotion.plan().expected()).isInstanceOf(ChangeOutcome.Committed.class);
        assertThat(promotion.plan().summary().notices()).contains("gate ticket is asked before it is done");
        assertThat(server.asked()).isEmpty();
        ChangeOutcome refused = promotion.plan().execute();
        assertThat(((ChangeOutcome.Refused) refused).refusals())
                .extracting(Refusal::kind)
                .containsExactly(Refusal.Kind.GATE);
        assertThat(refused.reasons()).singleElement().asString().contains("gate ticket says no (CHG-42 is rejected)");
        assertThat(promotion.plan().execute()).isInstanceOf(ChangeOutcome.Committed.class);
        assertThat(server.asked())
                .extracting(GateServer.Asked::id)
                .hasSize(2)
                .containsOnly(server.asked().get(0).id());
        assertThat(world.message("main")).contains("gate ticket said yes", "CHG-42");
        assertThat(records(Operation.PROMOTE).get(0).notices())
                .anySatisfy(notice -> assertThat(notice).contains("gate ticket said yes"));
        assertThat(promotion.plan().execute()).isInstanceOf(ChangeOutcome.UpToDate.class);
        assertThat(server.asked()).as("nothing to do, nobody asked").hasSize(2);
    }

    @Test
    void whatChangesWhileTheGateIsAskedDoesNotGo() throws Exception {
        gateBefore("promotion");
        server.says(200, YES).meanwhile(() -> release("1.2.0"));
        ChangeOutcome refused =
                Pipeline.forApp(shop).promote(DEV, STAGING).plan().execute();
        assertThat(refused).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(refused.reasons()).singleElement().asString().contains("was asked about another release");
        assertThat(world.file("main", "apps/shop/staging/deployment.yaml")).contains(":1.0.0");
    }

    @Test
    void aDeploymentAsksLastAndKeepsTheAnswer() throws Exception {
        gateBefore("deployment");
        server.says(200, NO).says(503, "").says(200, YES);
        Pipeline.forApp(shop).promote(DEV, STAGING).plan().execute();
        DeploymentOutcome refused = Pipeline.forApp(shop).deploy(STAGING).execute();
        assertThat(refused).isInstanceOf(DeploymentOutcome.Refused.class);
        assertThat(refused.reasons()).singleElement().asString().contains("CHG-42 is rejected");
        DeploymentOutcome silent = Pipeline.forApp(shop).deploy(STAGING).execute();
        assertThat(silent.reasons())
                .singleElement()
                .asString()
                .contains("did not answer (status 503 instead of 200) until its deadline of 1s, which is a no");
        assertThat(Pipeline.forApp(shop).deploy(STAGING).execute()).isInstanceOf(DeploymentOutcome.Verified.class);
        assertThat(records(Operation.DEPLOY).get(0).notices())
                .anySatisfy(notice -> assertThat(notice).contains("gate ticket said yes"));
        int asked = server.asked().size();
        assertThat(Pipeline.forApp(shop).deploy(STAGING).execute()).isInstanceOf(DeploymentOutcome.Unchanged.class);
        assertThat(server.asked()).hasSize(asked);
    }

    @Test
    void goingBackAndBreakGlassPass() throws Exception {
        gateBefore("deployment");
        server.says(200, YES).says(200, YES).says(200, NO);
        Pipeline.forApp(shop).promote(DEV, STAGING).plan().execute();
        Pipeline.forApp(shop).deploy(STAGING).execute();
        release("1.2.0");
        Pipeline.forApp(shop).promote(DEV, STAGING).plan().execute();
        Pipeline.forApp(shop).deploy(STAGING).execute();
        release("1.3.0");
        Pipeline.forApp(shop).promote(DEV, STAGING).plan().execute();
        assertThat(Pipeline.forApp(shop).deploy(STAGING).execute()).isInstanceOf(DeploymentOutcome.Refused.class);
        assertThat(Pipeline.forApp(shop)
                        .deploy(STAGING)
                        .breakingGlass("incident")
                        .execute())
                .isInstanceOf(DeploymentOutcome.Verified.class);
        Pipeline.forApp(shop).rollback(STAGING).toPrevious().execute();
        assertThat(Pipeline.forApp(shop).deploy(STAGING).execute()).isInstanceOf(DeploymentOutcome.Verified.class);
    }
}
