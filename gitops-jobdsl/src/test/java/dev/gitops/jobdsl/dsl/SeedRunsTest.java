package dev.gitops.jobdsl.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.ImmutableInventory;
import dev.gitops.api.Inventory;
import dev.gitops.jobdsl.Declaration;
import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.JobSource;
import dev.gitops.jobdsl.Sample;
import dev.gitops.jobdsl.dsl.FakeController.Removed;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Runs of the seed, one after the other, on a controller where Job DSL behaves as it was seen to. */
class SeedRunsTest {

    private static final String SEED = "gitops/seed";
    private static final String SCRIPT = "0123456789012345678901234567890123456789";

    private final FakeController controller = new FakeController();
    private @Nullable JobPlan last;
    private @Nullable String digest;

    private Declaration run(Inventory inventory) {
        return run(plan(inventory), false, false);
    }

    private Declaration run(JobPlan plan, boolean everything, boolean delete) {
        Declaration declaration = Declaration.of(new Declaration.Last(last, digest), plan, everything, delete);
        if (declaration.extent() != Declaration.Extent.nothing) {
            controller.run(SEED, declaration.plan().json(), Removed.IGNORE);
        }
        last = plan;
        digest = declaration.digest();
        return declaration;
    }

    private static JobPlan plan(Inventory inventory) {
        return plan(inventory, Map.of());
    }

    private static JobPlan plan(Inventory inventory, Map<String, String> scripts) {
        Map<String, String> all = new TreeMap<>(Map.of("jobs", SCRIPT, "common", SCRIPT, "deploy", SCRIPT));
        all.putAll(scripts);
        return JobPlan.of(inventory, JobSource.of(inventory).withFiles(Map.of("apps.yaml", SCRIPT), all));
    }

    private static Inventory with(String... apps) {
        ImmutableInventory.Builder inventory = Sample.inventory();
        for (String app : apps) {
            inventory.putApps(app, Sample.app(app).build());
        }
        return inventory.build();
    }

    private Set<String> jobsOf(String app) {
        return controller.paths().stream()
                .filter(path -> path.equals("gitops/build/" + app) || path.startsWith("gitops/deliver/" + app + "/"))
                .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
    }

    @AfterEach
    void forgetItems() {
        Jenkins.get().has(Set.of());
    }

    @BeforeEach
    void firstRun() {
        assertThat(run(with("cart", "shop")).extent()).isEqualTo(Declaration.Extent.everything);
    }

    @Nested
    class WhereNothingChanged {

        @Test
        void declareNothingAndLoseNothing() {
            Declaration declaration = run(with("cart", "shop"));

            assertThat(declaration.extent()).isEqualTo(Declaration.Extent.nothing);
            assertThat(declaration.dispatchers()).isEmpty();
            assertThat(controller.disabled()).isEmpty();
        }

        @Test
        void putBackAtNightWhatWasDisabledByHand() {
            controller.disabledByHand("gitops/build/shop");
            controller.disabledByHand("gitops/deliver/shop/deploy-dev");

            Declaration declaration = run(plan(with("cart", "shop")), true, false);

            assertThat(declaration.extent()).isEqualTo(Declaration.Extent.everything);
            assertThat(declaration.dispatchers()).as("they know what they poll").isEmpty();
            assertThat(controller.disabled()).isEmpty();
        }
    }

    @Nested
    class WhereAnApplicationIsAdded {

        @Test
        void declareItsJobsAndDisableNoOther() {
            run(with("cart", "pay", "shop"));

            assertThat(jobsOf("pay")).hasSize(8);
            assertThat(controller.disabled()).isEmpty();
            assertThat(controller.declared())
                    .as("its 8 jobs and its folder, the view of its team, the four above them, and the seed")
                    .isLessThanOrEqualTo(16);
        }

        @Test
        void disableNothingInTheNextRunEither() {
            run(with("cart", "pay", "shop"));
            run(with("cart", "pay", "shop"));
            run(with("cart", "news", "pay", "shop"));

            assertThat(controller.disabled()).isEmpty();
            assertThat(controller.views()).contains("gitops/team-payments", "gitops/env-dev");
        }
    }

    @Nested
    class WhereAnApplicationIsRemoved {

        @Test
        void disableItsBuildsToo() {
            run(with("cart"));

            assertThat(controller.disabled())
                    .containsAll(jobsOf("shop"))
                    .contains("gitops/build/shop", "gitops/deliver/train")
                    .hasSize(jobsOf("shop").size() + 1);
        }

        @Test
        void enableThemWhenItComesBack() {
            run(with("cart"));
            run(with("cart", "shop"));

            assertThat(controller.disabled()).isEmpty();
        }

        @Test
        void deleteLaterWhatWasDisabledEarlier() {
            run(with("cart"));
            run(with("cart", "pay"));

            run(plan(with("cart", "pay")), false, true);

            assertThat(jobsOf("shop")).isEmpty();
            assertThat(controller.paths()).doesNotContain("gitops/deliver/shop");
            assertThat(jobsOf("cart")).hasSize(8);
            assertThat(controller.log()).contains("deleted: gitops/build/shop");
        }

        @Test
        void leaveJobsOfPeopleInTheSameFolders() {
            controller.byHand("gitops/build/my-own");
            controller.byHand("gitops/deliver/shop/my-own");

            run(with("cart"));
            run(plan(with("cart")), false, true);

            assertThat(controller.paths()).contains("gitops/build/my-own", "gitops/deliver/shop/my-own");
            assertThat(controller.disabled()).isEmpty();
        }

        @Test
        void removeTheViewOfATeamThatHasNoneLeft() {
            run(Sample.inventory().build());

            assertThat(controller.views())
                    .containsExactly("gitops/env-dev", "gitops/env-production", "gitops/env-staging");
        }
    }

    @Nested
    class AfterARunThatFailedHalfway {

        @Test
        void disableAtNightWhatNoInventoryAsksFor() {
            // It made pay's jobs and failed; the next good run compares with the one before, which knows nothing of
            // them.
            controller.run(SEED, plan(with("cart", "pay", "shop")).json(), Removed.IGNORE);

            assertThat(run(with("cart", "shop")).extent()).isEqualTo(Declaration.Extent.nothing);
            assertThat(controller.disabled()).isEmpty();
            run(plan(with("cart", "shop")), true, false);

            assertThat(controller.disabled()).isEqualTo(jobsOf("pay"));
        }
    }

    @Nested
    class WhereTheSeedItselfChanged {

        @Test
        void declareThePipelinesOfAScriptThatChanged() {
            Declaration declaration =
                    run(plan(with("cart", "shop"), Map.of("deploy", SCRIPT.replace('0', 'f'))), false, false);

            assertThat(declaration.extent()).isEqualTo(Declaration.Extent.changes);
            assertThat(declaration.diff().change())
                    .extracting(change -> change.job() + ' ' + change.fields())
                    .hasSize(6)
                    .contains("gitops/deliver/shop/deploy-dev [script]");
            assertThat(controller.disabled()).isEmpty();
        }

        @Test
        void declareEverythingWhereAnotherReleaseWouldHaveDeclaredOtherJobs() {
            digest = "sha256:of-another-release";

            Declaration declaration = run(with("cart", "shop"));

            assertThat(declaration.extent()).isEqualTo(Declaration.Extent.everything);
            assertThat(declaration.dispatchers()).containsExactly("gitops/deliver/dispatch");
        }
    }

    @Nested
    class OfAnotherSeed {

        @Test
        void areRefusedBeforeAnythingChanges() {
            run(with("cart", "pay", "shop"));
            Set<String> before = controller.paths();

            assertThatThrownBy(
                            () -> controller.run("other/seed", plan(with("x")).json(), Removed.IGNORE))
                    .hasMessage("Could not create item gitops, item is already managed by seed job gitops/seed");
            assertThat(controller.paths()).isEqualTo(before);
        }
    }

    /** What is relied on of Job DSL, and what is not. */
    @Nested
    class OfJobDslAlone {

        @Test
        void wouldDisableWhatARunDoesNotDeclare() {
            JobPlan one = plan(with("cart"));

            controller.run(SEED, one.json(), Removed.DISABLE);

            assertThat(controller.disabled())
                    .contains("gitops/deliver/shop/deploy-dev")
                    .doesNotContain("gitops/build/shop");
        }

        @Test
        void wouldForgetWhatItDisabled() {
            controller.run(SEED, plan(with("cart")).json(), Removed.DISABLE);
            controller.run(SEED, plan(with("cart")).json(), Removed.DELETE);

            assertThat(controller.paths()).contains("gitops/deliver/shop/deploy-dev");
        }
    }
}
