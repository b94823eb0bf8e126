package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.Operation;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.ImmutableDeliveryRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Deliveries of a hundred objects that are killed (SIGKILL) at a random moment after they have begun. The next delivery, of the same state, of a newer one or of the one before, ends with exactly
 * what Git wants: nothing missing, nothing left, hooks run, no drift. {@code -Dgitops.kills=100} for how many, {@code -Dgitops.lanes=4} for how many namespaces at once, {@code -Dgitops.seed=N}
 * for other moments. The summary goes to {@code target/killed-deliveries.txt}.
 */
class KilledDeliveriesIT {

    private static final int KILLS = Integer.getInteger("gitops.kills", 3);
    private static final int LANES = Integer.getInteger("gitops.lanes", 1);
    private static final long SEED = Long.getLong("gitops.seed", 7);
    private static final List<String> PLACES = List.of(
            "v1 configmaps",
            "v1 secrets",
            "v1 services",
            "v1 serviceaccounts",
            "apps/v1 deployments",
            "apps/v1 statefulsets",
            "batch/v1 jobs",
            "v1 pods");

    /** The words with which a delivery begins to tell what it does; while it waits it tells of objects. */
    private static final Set<String> PHASES = Set.of("compares", "applies", "runs", "prunes");

    private final Map<String, Integer> killed = new TreeMap<>();
    private final long start = System.nanoTime();
    private int kills;

    @Test
    void areFinishedByTheNext() throws Exception {
        RealCluster.assumeThere(); // here, as a lane's skipping would fail
        ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        List<Future<?>> under = new ArrayList<>();
        for (int lane = 0; lane < LANES; lane++) {
            Random random = new Random(SEED + lane);
            under.add(lanes.submit(() -> {
                lane(random);
                return null;
            }));
        }
        for (Future<?> lane : under) {
            lane.get();
        }
        lanes.shutdown();
        assertThat(kills).isEqualTo(KILLS);
        summarise();
    }

    private synchronized void summarise() throws IOException {
        Files.writeString(
                Path.of("target", "killed-deliveries.txt"),
                "%d kills of deliveries of 100 objects and 2 hooks, all finished by the next; killed while the process %s; %d s in %d namespaces at once%n"
                        .formatted(kills, killed, (System.nanoTime() - start) / 1_000_000_000, LANES));
    }

    private synchronized boolean more() {
        return kills < KILLS && ++kills > 0;
    }

    private synchronized void count(String phase) throws IOException {
        killed.merge(phase, 1, Integer::sum);
        summarise();
    }

    private void lane(Random random) throws Exception {
        try (RealCluster cluster = RealCluster.start();
                Delivery next = RealCluster.apply()) {
            int revision = 1;
            deliver(cluster, next, revision, false);
            long usual = 20_000;
            while (more()) {
                Optional<Long> whole = kill(cluster, revision + 1, usual, random);
                for (; whole.isPresent(); whole = kill(cluster, revision + 1, usual, random)) {
                    revision++;
                    usual = whole.get();
                }
                int to = revision + List.of(0, 1, 1, 2).get(random.nextInt(4));
                deliver(cluster, next, to, to == revision);
                revision = to;
            }
        }
    }

    private static DeliveryRequest request(RealCluster cluster, int revision, boolean rollback) {
        return ImmutableDeliveryRequest.builder()
                .from(cluster.request("shop", ManyObjects.of(revision), Map.of("replace", ManyObjects.REPLACED)))
                .commit("%040d".formatted(revision))
                .operation(rollback ? Operation.ROLLBACK : Operation.RELEASE)
                .build();
    }

    private static void deliver(RealCluster cluster, Delivery delivery, int revision, boolean rollback) {
        DeliveryRequest request = request(cluster, revision, rollback);

        assertThat(delivery.deliver(request, Progress.SILENT)).isInstanceOf(Delivered.class);

        Set<String> missing = new TreeSet<>(ManyObjects.expected(revision));
        Set<String> surplus = there(cluster);
        missing.removeAll(surplus);
        surplus.removeAll(ManyObjects.expected(revision));
        assertThat(missing).isEmpty();
        assertThat(surplus).isEmpty();
        assertThat(delivery.drift(request)).isEmpty();
        assertThat(Json.at(cluster.get("v1", "configmaps", "gitops.shop.staging"), "metadata", "annotations")
                        .toString())
                .doesNotContain("hooks");
        DeliveryResult again = delivery.deliver(request, Progress.SILENT);
        assertThat(again)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.changed()).isFalse());
    }

    /** Everything of ours in the namespace, in the words of {@link ManyObjects#expected}. */
    private static Set<String> there(RealCluster cluster) {
        Set<String> there = new TreeSet<>();
        for (String place : PLACES) {
            String[] words = place.split(" ");
            JsonNode list =
                    cluster.raw.call(Call.get(cluster.path(words[0], words[1]))).body();
            for (JsonNode object : list.path("items")) {
                there.add(words[1] + " " + told(words[1], object));
            }
        }
        there.removeIf(each -> each.contains("gitops.shop.staging")
                || each.matches("(configmaps|serviceaccounts) (kube-root.*|default.*)"));
        there.removeIf(each -> each.startsWith("pods") && !each.startsWith("pods db-"));
        return there;
    }

    private static String told(String plural, JsonNode object) {
        String name = Json.at(object, "metadata", "name").asText();
        String image = (plural.equals("pods") ? object : Json.at(object, "spec", "template"))
                .path("spec")
                .path("containers")
                .path(0)
                .path("image")
                .asText("")
                .replaceFirst(".*:", "");
        String revision = switch (plural) {
            case "configmaps" -> Json.at(object, "data", "revision").asText("");
            case "secrets" -> Json.at(object, "data", "revision").asText("");
            case "services" ->
                Integer.toString(
                        Json.at(object, "spec", "ports").path(0).path("port").asInt() - 1_000);
            case "serviceaccounts" ->
                object.path("automountServiceAccountToken").asBoolean() ? "1" : "0";
            case "statefulsets" ->
                image + " " + Json.at(object, "spec", "serviceName").asText();
            default -> image;
        };
        if (plural.equals("secrets")) {
            revision = new String(
                            java.util.Base64.getDecoder().decode(revision), java.nio.charset.StandardCharsets.UTF_8)
                    .replace("revision-", "");
        }
        return (name + " " + revision).strip();
    }

    /** Starts a delivery in a process of its own and kills it; gives how many milliseconds it took where it had ended before. */
    private Optional<Long> kill(RealCluster cluster, int revision, long usual, Random random) throws Exception {
        Process victim = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                        Victim.class.getName(),
                        cluster.namespace,
                        Integer.toString(revision))
                .redirectErrorStream(true)
                .start();
        StringBuffer said = new StringBuffer();
        Thread listener = new Thread(() -> listen(victim, said));
        listener.start();
        while (victim.isAlive() && said.isEmpty()) {
            Thread.sleep(5);
        }
        long begun = System.nanoTime();
        boolean ended = victim.waitFor((long) (random.nextDouble() * usual), TimeUnit.MILLISECONDS);
        victim.destroyForcibly().waitFor();
        listener.join();
        String[] lines = said.toString().strip().split("\n");
        if (!ended) {
            String last = lines[lines.length - 1].split(" ")[0];
            count(PHASES.contains(last) ? last : "waits");
            return Optional.empty();
        }
        assertThat(victim.exitValue()).as(said.toString()).isZero();
        return Optional.of(Math.max(500, (System.nanoTime() - begun) / 1_000_000));
    }

    private static void listen(Process victim, StringBuffer said) {
        try (BufferedReader lines = victim.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
            }
        } catch (IOException killed) {
            said.append('\n');
        }
    }

    /** A process of its own that delivers, to be killed. */
    static final class Victim {

        public static void main(String[] arguments) {
            DeliveryRequest request = request(RealCluster.in(arguments[0]), Integer.parseInt(arguments[1]), false);
            DeliveryResult result = RealCluster.apply().deliver(request, System.out::println);
            System.out.println(result);
            System.exit(result instanceof Delivered ? 0 : 1);
        }
    }
}
