package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.UnexpectedAnswerException;
import dev.gitops.k8s.FaultProxy.Fault;
import dev.gitops.k8s.apply.ApplyDelivery;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.ImmutableDeliveryRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before the API server answers in its place, so that something seems not to be there: nothing may be forgotten by that. */
class ForeignAnswersIT {

    private static final String ROLE =
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: { name: old }\nrules: []\n";

    private RealCluster cluster;
    private FaultProxy proxy;
    private Delivery delivery;

    @BeforeEach
    void start() throws IOException {
        cluster = RealCluster.start();
        proxy = new FaultProxy(cluster.raw);
        delivery = new ApplyDelivery(Cluster.of(new ClusterAccess(
                "faulty", null, null, proxy.url(), null, false, Map.of("GITOPS_CLUSTER_TOKEN", "any"))));
        assertThat(delivery.deliver(cluster.request("shop", Texts.all(Texts.config("a"), ROLE)), Progress.SILENT))
                .isInstanceOf(Delivered.class);
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            delivery.close();
            proxy.close();
            cluster.close();
        }
    }

    private DeliveryRequest withoutTheRole() {
        return ImmutableDeliveryRequest.copyOf(cluster.request("shop", Texts.config("a")))
                .withPruneConfirmed(Set.of("Role/old"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"404 page not found", "<html>404 Not Found</html>", "{\"message\": \"no route\"}"})
    void aRouteThatIsNotThereIsNoParentThatIsNotThere(String page) {
        proxy.rule = (method, path) -> path.contains("/configmaps/gitops.") ? new Fault(false, 404, "", page) : null;

        assertThatThrownBy(() -> delivery.deliver(withoutTheRole(), Progress.SILENT))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessageContaining("answers in its place");

        proxy.rule = (method, path) -> null;
        assertThat(delivery.deliver(withoutTheRole(), Progress.SILENT)).isInstanceOf(Delivered.class);
        assertThat(cluster.get("rbac.authorization.k8s.io/v1", "roles", "old").isMissingNode())
                .isTrue();
    }

    @Test
    void anAnswerThatIsNoObjectOfTheApiIsNoEmptyList() {
        proxy.rule = (method, path) -> path.contains("labelSelector=applyset")
                ? new Fault(false, 200, "", "{\"message\": \"welcome\"}")
                : null;

        assertThatThrownBy(() -> delivery.drift(cluster.request("shop", Texts.all(Texts.config("a"), ROLE))))
                .isInstanceOf(UnexpectedAnswerException.class)
                .hasMessageContaining("no object of the API");
    }

    @Test
    void aListWhoseRestIsNoLongerKeptIsReadAnew() {
        AtomicBoolean once = new AtomicBoolean();
        proxy.rule = (method, path) -> path.contains("limit=1000") && once.compareAndSet(false, true)
                ? Fault.status(410, "Expired", "The provided continue parameter is too old")
                : null;

        assertThat(delivery.drift(cluster.request("shop", Texts.all(Texts.config("a"), ROLE))))
                .isEmpty();
        assertThat(once).isTrue();
    }

    @Test
    void aWebhookThatDoesNotAnswerForOneObjectHidesNoOther() {
        String all = Texts.all(Texts.config("a"), Texts.config("b"), ROLE);
        delivery.deliver(cluster.request("shop", all), Progress.SILENT);
        cluster.merge("v1", "configmaps", "a", "{\"data\": {\"a\": \"hand\"}}", "kubectl-patch");
        cluster.merge("v1", "configmaps", "b", "{\"data\": {\"a\": \"hand\"}}", "kubectl-patch");
        proxy.rule = (method, path) -> method.equals("PATCH") && path.contains("/configmaps/a?")
                ? Fault.status(500, "InternalError", "Internal error occurred: failed calling webhook")
                : null;

        assertThat(delivery.drift(cluster.request("shop", all)))
                .extracting("name")
                .containsExactlyInAnyOrder("a", "b");
    }
}
