package dev.gitops.jobdsl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.CiSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Inventory;
import dev.gitops.api.model.JenkinsSpec;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JobPlanDiffTest {

    private final JobPlan shop = JobPlan.of(Sample.shop());

    @Nested
    class BetweenTheSame {

        @Test
        void findsNothing() {
            JobPlanDiff diff = JobPlanDiff.between(shop, JobPlan.of(Sample.shop()));

            assertThat(diff.nothing()).isTrue();
            assertThat(diff.unchanged()).isEqualTo(24);
            assertThat(diff.inWords()).isEqualTo("24 unchanged\n");
            assertThat(diff.json())
                    .isEqualTo("{\"create\":[],\"change\":[],\"disable\":[],\"remove\":[],\"unchanged\":24}");
        }
    }

    @Nested
    class FromNothing {

        @Test
        void createsEverything() {
            JobPlanDiff diff = JobPlanDiff.fromNothing(shop);

            assertThat(diff.create())
                    .hasSize(24)
                    .contains("gitops/seed", "gitops/deliver/shop/deploy-dev")
                    .isSorted();
            assertThat(diff.nothing()).isFalse();
        }
    }

    @Nested
    class AfterAChange {

        @Test
        void createsTheJobsOfANewApplication() {
            Inventory more = Sample.inventory()
                    .putApps("shop", Sample.app("shop").build())
                    .putApps("cart", Sample.app("cart").build())
                    .build();

            JobPlanDiff diff = JobPlanDiff.between(shop, JobPlan.of(more));

            assertThat(diff.create())
                    .containsExactly(
                            "gitops/build/cart",
                            "gitops/deliver/cart",
                            "gitops/deliver/cart/deploy-dev",
                            "gitops/deliver/cart/deploy-production",
                            "gitops/deliver/cart/deploy-staging",
                            "gitops/deliver/cart/hold",
                            "gitops/deliver/cart/promote",
                            "gitops/deliver/cart/release",
                            "gitops/deliver/cart/rollback",
                            "gitops/deliver/train");
            assertThat(diff.change())
                    .containsExactly(new JobPlanDiff.Change("gitops/team-payments", java.util.List.of("regex")));
        }

        @Test
        void disablesTheJobsOfARemovedApplicationAndRemovesItsTeamsView() {
            JobPlanDiff diff =
                    JobPlanDiff.between(shop, JobPlan.of(Sample.inventory().build()));

            assertThat(diff.disable())
                    .containsExactly(
                            "gitops/build/shop",
                            "gitops/deliver/shop/deploy-dev",
                            "gitops/deliver/shop/deploy-production",
                            "gitops/deliver/shop/deploy-staging",
                            "gitops/deliver/shop/hold",
                            "gitops/deliver/shop/promote",
                            "gitops/deliver/shop/release",
                            "gitops/deliver/shop/rollback");
            assertThat(diff.remove()).containsExactly("gitops/team-payments");
        }

        @Test
        void namesTheFieldsThatDiffer() {
            Inventory changed = Sample.inventory()
                    .putApps(
                            "shop",
                            Sample.app("shop")
                                    .ci(new CiSpec("ci/Jenkinsfile", Map.of("trunk", EnvironmentName.DEV)))
                                    .build())
                    .build();

            JobPlanDiff diff = JobPlanDiff.between(shop, JobPlan.of(changed));

            assertThat(diff.inWords()).isEqualTo("""
                            change   gitops/build/shop: jenkinsfile
                            change   gitops/deliver/shop/release: data.builders.gitops/build/shop/main, data.builders.gitops/build/shop/trunk
                            22 unchanged
                            """);
        }

        @Test
        void changesEveryPipelineWhereTheAgentDoes() {
            Inventory changed = Sample.inventory()
                    .jenkins(new JenkinsSpec("gitops", "other", null, Sample.CREDENTIALS))
                    .putApps("shop", Sample.app("shop").build())
                    .build();

            JobPlanDiff diff = JobPlanDiff.between(shop, JobPlan.of(changed));

            assertThat(diff.change())
                    .hasSize(13)
                    .allSatisfy(item -> assertThat(item.fields()).containsExactly("agent"));
        }
    }
}
