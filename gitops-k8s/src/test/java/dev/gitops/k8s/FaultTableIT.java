package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.GitOpsException;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.k8s.FaultProxy.Fault;
import dev.gitops.k8s.FaultProxy.Rule;
import dev.gitops.k8s.apply.ApplyDelivery;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each fault on the way to the server ends in. With {@code -Dfaults.readme=FILE} the table between the marks of that file is written anew: case, right outcome, seconds.
 */
class FaultTableIT {

    private static final String PASSES = "verified";
    private static final Map<String, String> LINES = new LinkedHashMap<>();

    private RealCluster cluster;
    private FaultProxy proxy;
    private Delivery delivery;

    /**
     * A case.
     *
     * @param name what is done
     * @param rule how
     * @param outcome what it must end in: the word of success, or what the failure says
     */
    record Case(String name, Rule rule, String outcome) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("none", (method, path) -> null, PASSES));
        cases.add(new Case("429 once to each request", once(any(), Fault.later(429, "1")), PASSES));
        cases.add(new Case(
                "429, `Retry-After: 25`, to one", once(one("GET", "/configmaps"), Fault.later(429, "25")), PASSES));
        cases.add(new Case(
                "401 to one",
                once(one("GET", "/configmaps"), Fault.status(401, "Unauthorized", "Unauthorized")),
                PASSES));
        for (int code : new int[] {500, 502, 503, 504}) {
            cases.add(new Case(
                    code + " once to each request",
                    once(any(), Fault.status(code, "InternalError", "a fault")),
                    PASSES));
        }
        cases.add(new Case(
                "500 by a webhook's deadline, to one write",
                once(
                        write("/deployments/"),
                        Fault.status(500, "InternalError", "failed calling webhook: context deadline exceeded")),
                PASSES));
        cases.add(new Case(
                "409 \"has been modified\" to one write",
                once(write("/deployments/"), Fault.status(409, "Conflict", "the object has been modified")),
                PASSES));
        cases.add(new Case("connection cut once before each answer", once(any(), Fault.cut(false)), PASSES));
        cases.add(new Case("connection cut once after each was done", once(any(), Fault.cut(true)), PASSES));
        cases.add(new Case(
                "the answer to taking the Lease is lost", once(call("POST", "/leases"), Fault.cut(true)), PASSES));
        cases.add(new Case("half an answer once to each", once(unwatched(), Fault.half()), PASSES));
        cases.add(new Case("away for 10 s, from the first write on", during(10, write("")), PASSES));
        cases.add(new Case("away for 30 s while it waits", during(30, path -> path.contains("watch=true")), PASSES));
        cases.add(new Case(
                "500 to the look at the parent, for good",
                (method, path) ->
                        path.contains("/configmaps/gitops.") ? Fault.status(500, "InternalError", "a fault") : null,
                "was answered 500"));
        cases.add(new Case("a login page to everything", (method, path) -> Fault.page(), "answers in its place"));
        cases.add(new Case(
                "401 to everything",
                (method, path) -> Fault.status(401, "Unauthorized", "Unauthorized"),
                "does not know who asks"));
        cases.add(new Case(
                "503 to every write, for good",
                (method, path) ->
                        write("/deployments/").test(method + " " + path) ? Fault.status(503, "", "a fault") : null,
                "Unreachable"));
        return cases;
    }

    private static Predicate<String> any() {
        return request -> true;
    }

    private static Predicate<String> unwatched() {
        return request -> !request.contains("watch=true");
    }

    private static Predicate<String> one(String method, String part) {
        return request -> request.startsWith(method) && request.contains(part);
    }

    private static Predicate<String> call(String method, String part) {
        return one(method, part);
    }

    private static Predicate<String> write(String part) {
        return request -> request.startsWith("PATCH") && request.contains(part) && !request.contains("dryRun");
    }

    private static Rule once(Predicate<String> which, Fault fault) {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        return (method, path) -> {
            String request = method + " " + path.split("timeoutSeconds")[0];
            return which.test(request) && seen.add(request) ? fault : null;
        };
    }

    private static Rule during(long seconds, Predicate<String> from) {
        AtomicLong until = new AtomicLong();
        return (method, path) -> {
            if (from.test(method + " " + path)) {
                until.compareAndSet(0, System.nanoTime() + seconds * 1_000_000_000);
            }
            return until.get() != 0 && System.nanoTime() < until.get() ? Fault.cut(false) : null;
        };
    }

    @BeforeEach
    void start() throws IOException {
        cluster = RealCluster.start();
        proxy = new FaultProxy(cluster.raw);
        delivery = new ApplyDelivery(Cluster.of(new ClusterAccess(
                "faulty", null, null, proxy.url(), null, false, Map.of("GITOPS_CLUSTER_TOKEN", "any"))));
    }

    @AfterEach
    void stop() {
        if (cluster != null) {
            delivery.close();
            proxy.close();
            cluster.close();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void eachFaultEndsAsItShould(Case fault) {
        String yaml = Texts.all(Texts.config("a"), Texts.config("b"), Texts.deployment("web", "slow:1", 1));
        proxy.rule = fault.rule();
        long began = System.nanoTime();

        String outcome = outcome(yaml);

        double seconds = (System.nanoTime() - began) / 1e9;
        LINES.put(
                fault.name(),
                String.format(
                        Locale.ROOT,
                        "| %s | %s | %.0f |",
                        fault.name(),
                        fault.outcome().equals(PASSES) ? PASSES : "failed: \"" + fault.outcome() + "\"",
                        seconds));
        assertThat(outcome).contains(fault.outcome());
        if (!outcome.equals(PASSES)) {
            proxy.rule = (method, path) -> null;
            assertThat(outcome(yaml)).isEqualTo(PASSES);
        }
    }

    private String outcome(String yaml) {
        try {
            DeliveryResult result = delivery.deliver(cluster.request("shop", yaml), Progress.SILENT);
            return result instanceof Delivered
                    ? PASSES
                    : result instanceof Failed failed
                            ? failed.failure().reason() + ": "
                                    + failed.failure().message()
                            : result.toString();
        } catch (GitOpsException thrown) {
            return String.valueOf(thrown.getMessage());
        }
    }

    @AfterAll
    static void write() throws IOException {
        String file = System.getProperty("faults.readme", "");
        if (!file.isEmpty() && !LINES.isEmpty()) {
            Path readme = Path.of(file);
            String table = "<!-- faults -->\n| fault | ends in | seconds |\n|---|---|---|\n"
                    + String.join("\n", LINES.values()) + "\n<!-- /faults -->";
            String text = Files.readString(readme);
            int from = text.indexOf("<!-- faults -->");
            int to = text.indexOf("<!-- /faults -->") + "<!-- /faults -->".length();
            Files.writeString(readme, text.substring(0, from) + table + text.substring(to));
        }
    }
}
