package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.Progress;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Failed;
import org.junit.jupiter.api.Test;

/** Quotas that come with what they bound: the server heeds them as their controller has seen them. */
class QuotaIT extends OnRealCluster {

    private static String quota(int objects) {
        return """
                apiVersion: v1
                kind: ResourceQuota
                metadata: { name: objects }
                spec: { hard: { count/configmaps: "%d", count/secrets: "%d" } }
                """.formatted(objects, objects);
    }

    @Test
    void aNewQuotaAndWhatItBoundsComeTogether() {
        for (int i = 0; i < 4; i++) {
            DeliveryResult result = delivery.deliver(
                    cluster.request(
                            "app" + i,
                            Texts.all(quota(20 + i).replace("objects", "objects-" + i), Texts.config("a" + i))),
                    Progress.SILENT);

            assertThat(result).isInstanceOf(Delivered.class);
        }
    }

    @Test
    void whatAQuotaHasNoRoomForIsToldWithTheWayOut() {
        cluster.create("v1", "resourcequotas", """
                {"apiVersion": "v1", "kind": "ResourceQuota", "metadata": {"name": "q"}, "spec": {"hard": {"count/configmaps": "3"}}}
                """);
        await(() -> cluster.get("v1", "resourcequotas", "q").path("status").has("hard"));

        DeliveryResult result = deliver(Texts.all(Texts.config("a"), Texts.config("b")));

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.failure().message()).contains("exceeded quota", "raise the quota"));
    }

    private static void await(java.util.function.BooleanSupplier what) {
        for (int i = 0; i < 100 && !what.getAsBoolean(); i++) {
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000);
        }
    }

    @Test
    void aQuotaIsRaisedTogetherWithWhatNeedsIt() {
        deliver(Texts.all(quota(3), Texts.config("a")));

        DeliveryResult result = deliver(
                Texts.all(quota(10), Texts.config("a"), Texts.config("b"), Texts.config("c"), Texts.config("d")));

        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(result.objects())
                .filteredOn(object -> object.kind().equals("ConfigMap"))
                .extracting("action")
                .containsExactlyInAnyOrder(Action.UNCHANGED, Action.CREATED, Action.CREATED, Action.CREATED);
    }
}
