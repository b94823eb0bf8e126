package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest.Order;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.ImmutableDeliveryRequest;
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

    private static final String LEASE =
            "{\"apiVersion\": \"coordination.k8s.io/v1\", \"kind\": \"Lease\", \"metadata\": {\"name\": \"gitops-shop\"}, \"spec\": "
                    + "{\"holderIdentity\": \"%s\", \"leaseDurationSeconds\": 15, \"renewTime\": \"%s\"}}";

    private static String configs(String... names) {
        return java.util.Arrays.stream(names).map(Texts::config).collect(java.util.stream.Collectors.joining("---\n"));
    }

    @Test
    void oneThatLostItsLockWhileItWaitedPrunesNothingAndIsNotVerified() throws Exception {
        try (Delivery one = RealCluster.apply()) {
            one.deliver(
                    cluster.request(
                            "shop", Texts.all(configs("a", "b", "c", "d"), Texts.deployment("web", "shop:1", 1))),
                    Progress.SILENT);
            CompletableFuture<DeliveryResult> slow = CompletableFuture.supplyAsync(() -> one.deliver(
                    cluster.request("shop", Texts.all(configs("a", "b", "c"), Texts.deployment("web", "slow:1", 1))),
                    Progress.SILENT));
            while (!Json.text(cluster.get("apps/v1", "deployments", "web")).contains("slow:1")) {
                Thread.sleep(20);
            }
            cluster.raw.call(Call.delete(cluster.path("coordination.k8s.io/v1", "leases") + "/gitops-shop", "{}"));
            cluster.create(
                    "coordination.k8s.io/v1",
                    "leases",
                    LEASE.formatted("bob/1", java.time.Instant.now().toString().replaceFirst("\\.\\d+", ".000000")));

            assertThat(slow)
                    .succeedsWithin(java.time.Duration.ofSeconds(30))
                    .isInstanceOfSatisfying(DeliveryResult.Failed.class, failed -> {
                        assertThat(failed.failure().reason()).isEqualTo("LockLost");
                        assertThat(failed.failure().message()).contains("bob/1");
                    });
            assertThat(cluster.get("v1", "configmaps", "d").isMissingNode()).isFalse();
        }
    }

    @Test
    void aLeaseWhoseHoldersClockIsBehindIsNotTakenWhileItIsRenewed() throws Exception {
        String collection = cluster.path("coordination.k8s.io/v1", "leases");
        cluster.create("coordination.k8s.io/v1", "leases", LEASE.formatted("bob/1", "2020-01-01T00:00:00.000000Z"));
        List<String> told = new CopyOnWriteArrayList<>();
        try (Delivery two = RealCluster.apply()) {
            CompletableFuture<DeliveryResult> second = CompletableFuture.supplyAsync(
                    () -> two.deliver(cluster.request("shop", Texts.config("a")), told::add));
            for (int i = 1; i < 20; i++) {
                Thread.sleep(1_000);
                String renewed = "{\"spec\": {\"renewTime\": \"2020-01-01T00:00:%02d.000000Z\"}}".formatted(i);
                cluster.merge("coordination.k8s.io/v1", "leases", "gitops-shop", renewed, "bob");
                assertThat(second).isNotDone();
            }
            assertThat(told).anySatisfy(line -> assertThat(line).contains("waits for the deployment of bob/1"));
            cluster.raw.call(Call.delete(collection + "/gitops-shop", "{}"));

            assertThat(second).succeedsWithin(java.time.Duration.ofSeconds(10)).isInstanceOf(Delivered.class);
        }
    }

    @Test
    void aRollbackTakesOverAtOnceFromAnOlderDeploymentThatWaits() throws Exception {
        String hangs = Texts.all(
                Texts.config("a"),
                "apiVersion: v1\nkind: Service\nmetadata: { name: lb }\nspec: { type: LoadBalancer, ports: [{ port: 80 }] }\n");
        try (Delivery one = RealCluster.apply();
                Delivery two = RealCluster.apply()) {
            CompletableFuture<DeliveryResult> first =
                    CompletableFuture.supplyAsync(() -> one.deliver(cluster.request("shop", hangs), Progress.SILENT));
            while (cluster.get("v1", "services", "lb").isMissingNode()) {
                Thread.sleep(20);
            }
            DeliveryResult second = two.deliver(
                    dev.gitops.spi.ImmutableDeliveryRequest.builder()
                            .from(cluster.request("shop", hangs.replace("LoadBalancer", "ClusterIP")))
                            .commit("9".repeat(40))
                            .operation(dev.gitops.api.Operation.ROLLBACK)
                            .order(commit -> dev.gitops.spi.DeliveryRequest.Order.NEWER)
                            .build(),
                    Progress.SILENT);

            assertThat(second).isInstanceOf(Delivered.class);
            assertThat(first)
                    .succeedsWithin(java.time.Duration.ofSeconds(5))
                    .isInstanceOfSatisfying(DeliveryResult.Failed.class, failed -> {
                        assertThat(failed.failure().reason()).isEqualTo("Overtaken");
                        assertThat(failed.failure().overtaken()).isTrue();
                    });
        }
    }

    @Test
    void oneThatStoodStillUntilANewerOneWasDoneWritesNothing() {
        String newer = "2".repeat(40);
        try (Delivery one = RealCluster.apply()) {
            one.deliver(
                    ImmutableDeliveryRequest.copyOf(cluster.request("shop", Texts.config("a")))
                            .withCommit(newer),
                    Progress.SILENT);
            DeliveryResult late = one.deliver(
                    ImmutableDeliveryRequest.copyOf(
                                    cluster.request("shop", Texts.all(Texts.config("a"), Texts.config("late"))))
                            .withCommit("1".repeat(40))
                            .withOrder(commit -> commit.equals(newer) ? Order.OLDER : Order.UNRELATED),
                    Progress.SILENT);

            assertThat(late)
                    .isInstanceOfSatisfying(
                            DeliveryResult.Failed.class,
                            failed -> assertThat(failed.failure().overtaken()).isTrue());
        }
        assertThat(cluster.get("v1", "configmaps", "late").isMissingNode()).isTrue();
    }

    @Test
    void oneThatIsToldToStopGivesTheLockBackAndTellsWhatItWrote() throws Exception {
        List<DeliveryResult> ended = new CopyOnWriteArrayList<>();
        try (Delivery one = RealCluster.apply()) {
            Thread deploying = new Thread(() -> ended.add(one.deliver(
                    cluster.request("shop", Texts.deployment("web", "pending-slow:1", 1)), Progress.SILENT)));
            deploying.start();
            while (cluster.get("apps/v1", "deployments", "web").isMissingNode()) {
                Thread.sleep(20);
            }
            deploying.interrupt();
            deploying.join(2_000);
        }
        assertThat(ended).singleElement().isInstanceOfSatisfying(DeliveryResult.Failed.class, failed -> {
            assertThat(failed.failure().aborted()).isTrue();
            assertThat(failed.objects()).extracting("name").contains("web");
        });
        assertThat(Json.at(cluster.get("coordination.k8s.io/v1", "leases", "gitops-shop"), "spec", "holderIdentity")
                        .asText())
                .isEmpty();
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
