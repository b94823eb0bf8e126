package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two processes of machines whose clocks are four minutes apart, far more than a Lease is good for, deliver one application at once. Debian's {@code libfaketime} gives each process the clock of
 * such a machine; the time that passes stays what it is.
 */
class ClocksApartIT extends OnRealCluster {

    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));
    private static final Duration LONGER_THAN_A_LEASE = Duration.ofSeconds(22);
    private static final String WAITS = Texts.all(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { by: %s }\n",
            "apiVersion: v1\nkind: Service\nmetadata: { name: lb }\nspec: { type: LoadBalancer, ports: [{ port: 80 }] }\n");

    @ParameterizedTest
    @CsvSource({"-120s, +120s", "+120s, -120s"})
    void waitForEachOtherAsIfTheirClocksAgreed(String first, String second) throws Exception {
        Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
        assumeTrue(library.isPresent(), "skipped: no libfaketime; apt-get install libfaketime");
        Process one = start(library.get(), first, "first");
        while (one.isAlive() && cluster.get("v1", "services", "lb").isMissingNode()) {
            Thread.sleep(50);
        }
        String holder = holder();
        assertThat(holder).startsWith("first/");
        Duration apart = Duration.between(Instant.now(), Instant.parse(lease("renewTime")))
                .abs();
        assertThat(apart).as("the first process has a clock of its own").isGreaterThan(Duration.ofSeconds(60));

        Process two = start(library.get(), second, "second");
        long until = System.nanoTime() + LONGER_THAN_A_LEASE.toNanos();
        while (System.nanoTime() < until) {
            assertThat(holder()).isEqualTo(holder);
            assertThat(two.isAlive()).isTrue();
            Thread.sleep(250);
        }
        address();

        assertThat(said(one)).contains("Delivered");
        assertThat(said(two)).contains("waits for the deployment of " + holder, "Delivered");
        assertThat(Json.at(cluster.get("v1", "configmaps", "a"), "data", "by").asText())
                .isEqualTo("second");
    }

    @Test
    void aLockWhoseHolderDiedIsTakenAfterItsLengthWhateverTheClocksSay() throws Exception {
        Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
        assumeTrue(library.isPresent(), "skipped: no libfaketime; apt-get install libfaketime");
        Process one = start(library.get(), "+120s", "first");
        while (one.isAlive() && cluster.get("v1", "services", "lb").isMissingNode()) {
            Thread.sleep(50);
        }
        one.destroyForcibly().waitFor();
        address();

        Process two = start(library.get(), "-120s", "second");

        assertThat(two.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(said(two)).contains("Delivered");
    }

    private String holder() {
        return lease("holderIdentity");
    }

    private String lease(String field) {
        JsonNode lease = cluster.get("coordination.k8s.io/v1", "leases", "gitops-shop");
        return Json.at(lease, "spec", field).asText("");
    }

    /** What the load balancer's controller would do. */
    private void address() {
        String status = "{\"status\": {\"loadBalancer\": {\"ingress\": [{\"ip\": \"192.0.2.1\"}]}}}";
        assertThat(cluster.raw
                        .call(Call.merge(cluster.path("v1", "services") + "/lb/status", status))
                        .ok())
                .isTrue();
    }

    private Process start(Path library, String clock, String name) throws IOException {
        ProcessBuilder process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                        Deployer.class.getName(),
                        cluster.namespace,
                        name)
                .redirectErrorStream(true);
        process.environment().put("LD_PRELOAD", library.toString());
        process.environment().put("FAKETIME", clock);
        process.environment().put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // without it Java's timed waits never end
        process.environment().put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        return process.start();
    }

    private static String said(Process process) throws Exception {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** A process of its own that delivers a ConfigMap with its name and a Service that waits for its address. */
    static final class Deployer {

        public static void main(String[] arguments) {
            Delivery delivery = RealCluster.apply();
            DeliveryResult result = delivery.deliver(
                    dev.gitops.spi.ImmutableDeliveryRequest.builder()
                            .from(RealCluster.in(arguments[0]).request("shop", WAITS.formatted(arguments[1])))
                            .actor(arguments[1])
                            .build(),
                    System.out::println);
            System.out.println(result instanceof Delivered ? "Delivered" : result);
            System.exit(0);
        }
    }
}
