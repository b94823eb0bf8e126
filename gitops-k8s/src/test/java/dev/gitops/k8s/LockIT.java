package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Deployments of one application that meet, and one that dies in the middle. */
class LockIT {

    private RealCluster cluster;

    @BeforeEach
    void start() {
        cluster = RealCluster.start();
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void twoAtOnceAreSerialised() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (Delivery one = RealCluster.apply();
                Delivery two = RealCluster.apply()) {
            CompletableFuture<DeliveryResult> slow = CompletableFuture.supplyAsync(
                    () -> one.deliver(cluster.request("shop", Texts.deployment("web", "slow:1", 1)), Progress.SILENT));
            while (cluster.get("apps/v1", "deployments", "web").isMissingNode()) {
                Thread.sleep(20);
            }
            DeliveryResult second =
                    two.deliver(cluster.request("shop", Texts.deployment("web", "shop:2", 1)), told::add);

            assertThat(slow).succeedsWithin(java.time.Duration.ofSeconds(5)).isInstanceOf(Delivered.class);
            assertThat(second).isInstanceOf(Delivered.class);
            assertThat(told).anySatisfy(line -> assertThat(line).contains("waits for the deployment of alice/"));
            assertThat(Json.text(cluster.get("apps/v1", "deployments", "web"))).contains("shop:2");
        }
    }

    @Test
    void oneThatIsKilledInTheMiddleIsFinishedByTheNext() throws Exception {
        Process victim = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        cluster.namespace)
                .redirectErrorStream(true)
                .start();
        while (victim.isAlive() && cluster.get("apps/v1", "deployments", "web").isMissingNode()) {
            Thread.sleep(20);
        }
        assertThat(victim.isAlive()).as(() -> output(victim)).isTrue();
        victim.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        String holder = Json.at(
                        cluster.get("coordination.k8s.io/v1", "leases", "gitops-shop"), "spec", "holderIdentity")
                .asText();
        assertThat(holder).startsWith("victim/");

        try (Delivery next = RealCluster.apply()) {
            DeliveryResult result = next.deliver(
                    cluster.request("shop", Texts.all(Texts.deployment("web", "shop:2", 1), Texts.config("a"))),
                    Progress.SILENT);

            assertThat(result).isInstanceOf(Delivered.class);
            assertThat(Json.text(cluster.get("apps/v1", "deployments", "web"))).contains("shop:2");
        }
    }

    private static String output(Process process) {
        try {
            return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (java.io.IOException unreadable) {
            return "";
        }
    }

    /** A process of its own that deploys something slow, to be killed. */
    static final class Victim {

        public static void main(String[] namespace) {
            try (RealCluster raw = RealCluster.in(namespace[0]);
                    Delivery delivery = RealCluster.apply()) {
                delivery.deliver(
                        dev.gitops.spi.ImmutableDeliveryRequest.builder()
                                .from(raw.request(
                                        "shop", Texts.all(Texts.deployment("web", "missing:1", 1), Texts.config("a"))))
                                .actor("victim")
                                .build(),
                        Progress.SILENT);
            }
        }
    }
}
