package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Call;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Refused;
import dev.gitops.spi.ImmutableDeliveryRequest;
import dev.gitops.spi.Target;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Applications, environments and namespaces that get another name while their objects stay. */
class RenamedIT extends OnRealCluster {

    private static final String FOUR =
            Texts.all(Texts.config("a"), Texts.config("b"), Texts.config("c"), Texts.config("d"));

    private ImmutableDeliveryRequest.Builder request(String app, String yaml, BiPredicate<String, String> inventory) {
        return ImmutableDeliveryRequest.builder()
                .from(cluster.request(app, yaml))
                .inventory(inventory);
    }

    private boolean there(String name) {
        return !cluster.get("v1", "configmaps", name).isMissingNode();
    }

    @Nested
    class AnApplicationWithANewName {

        @Test
        void takesOverTheSetOfItsOldOneWhereTheInventoryHasThatNoLonger() {
            deliver(FOUR);

            DeliveryResult result = delivery.deliver(
                    request("store", FOUR, (app, environment) -> app.equals("store"))
                            .build(),
                    Progress.SILENT);

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Delivered.class,
                            delivered -> assertThat(delivered.notices())
                                    .anySatisfy(notice -> assertThat(notice).contains("shop/staging", "taken over")));
            assertThat(there("gitops.shop.staging")).isFalse();
            assertThat(there("gitops.store.staging")).isTrue();
        }

        @Test
        void takesNothingFromOneThatTheInventoryHas() {
            deliver(FOUR);

            assertThat(delivery.deliver(
                            request("store", FOUR, (app, environment) -> true).build(), Progress.SILENT))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reasons())
                                    .allSatisfy(reason ->
                                            assertThat(reason).contains("shop/staging", "the inventory has it")));
        }

        @Test
        void takesOverAPartOfASetOnlyUnderTheGuard() {
            deliver(FOUR);

            assertThat(delivery.deliver(
                            request("store", Texts.config("a"), (app, environment) -> app.equals("store"))
                                    .build(),
                            Progress.SILENT))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reasons())
                                    .singleElement()
                                    .asString()
                                    .contains("3 of 4 owned objects would be deleted"));
            assertThat(there("b")).isTrue();
        }

        @Test
        void takesOverWhatNobodyCanKnowOnlyByAPersonsWord() {
            deliver(FOUR);
            DeliveryRequest unknown = cluster.request("store", FOUR);

            assertThat(delivery.deliver(unknown, Progress.SILENT))
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reasons())
                                    .allSatisfy(reason -> assertThat(reason).contains("--adopt shop/staging")));
            assertThat(delivery.deliver(
                            ImmutableDeliveryRequest.builder()
                                    .from(unknown)
                                    .adopted(Set.of("shop/staging"))
                                    .build(),
                            Progress.SILENT))
                    .isInstanceOf(Delivered.class);
        }
    }

    @Nested
    class AnEnvironmentInANewNamespace {

        private String other() {
            return "o" + cluster.namespace.substring(1);
        }

        private DeliveryRequest moved(String yaml) {
            cluster.raw.call(Call.post("/api/v1/namespaces", "{\"metadata\": {\"name\": \"" + other() + "\"}}"));
            return ImmutableDeliveryRequest.builder()
                    .from(cluster.request("shop", yaml))
                    .target(new Target("shop", EnvironmentName.STAGING, other(), List.of()))
                    .build();
        }

        @Test
        void isPrunedInTheOldOne() {
            deliver(FOUR);

            DeliveryResult result = delivery.deliver(moved(FOUR), Progress.SILENT);
            cluster.raw.call(Call.delete("/api/v1/namespaces/" + other(), "{}"));

            assertThat(result).isInstanceOf(Delivered.class);
            assertThat(there("a")).isFalse();
            assertThat(there("gitops.shop.staging")).isFalse();
        }

        @Test
        void keepsItsDataInTheOldOneUntilAPersonSaysSo() {
            String claim = """
                    apiVersion: v1
                    kind: PersistentVolumeClaim
                    metadata: { name: data }
                    spec: { accessModes: [ReadWriteOnce], storageClassName: none, resources: { requests: { storage: 1Gi } } }
                    """;
            deliver(Texts.all(FOUR, claim));

            DeliveryResult result = delivery.deliver(moved(Texts.all(FOUR, claim)), Progress.SILENT);
            cluster.raw.call(Call.delete("/api/v1/namespaces/" + other(), "{}"));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.reasons())
                                    .anySatisfy(reason ->
                                            assertThat(reason).contains("--prune-confirm PersistentVolumeClaim/data")));
            assertThat(there("a")).isTrue();
        }
    }
}
