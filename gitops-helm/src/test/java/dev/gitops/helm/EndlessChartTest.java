package dev.gitops.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.InvalidInputException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Charts that somebody else wrote, and that take what they can get. */
class EndlessChartTest {

    private static final RenderLimits SHORT = new RenderLimits(Duration.ofSeconds(2), 1);
    private static final RenderLimits SMALL = new RenderLimits(Duration.ofMinutes(1), 1);
    private static final String ENDLESS =
            "{{- range $i := until 100000 }}{{- range $j := until 100000 }}{{- range $k := until 100000 }}{{ end }}{{ end }}{{ end }}\n";

    private static Chart chart(String template, RenderLimits limits) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Chart.yaml", "{apiVersion: v2, name: shop, version: 1.0.0}".getBytes(UTF_8));
        files.put("values.yaml", "text: ten letters\n".getBytes(UTF_8));
        files.put("templates/a.yaml", template.getBytes(UTF_8));
        return new Chart(
                "the chart shop",
                "charts/shop",
                files,
                List.of(),
                "shop",
                "default",
                new Capabilities(HelmConfig.KUBE_VERSION, List.of()),
                limits);
    }

    @Test
    void isStoppedAtItsLimitOfTime() {
        long start = System.nanoTime();
        assertThatThrownBy(() ->
                        chart(ENDLESS, SHORT).template(chart(ENDLESS, SHORT).files(), List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("charts/shop")
                .hasMessageContaining("did not end within 2 s")
                .hasMessageContaining("manifests.helm.timeout");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void isRefusedAboveItsLimitOfSize() {
        Chart chart = chart("a: {{ repeat 3000000 \"x\" }}\n", SMALL);
        assertThatThrownBy(() -> chart.template(chart.files(), List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("renders to 3 MB, and 1 MB is the limit")
                .hasMessageContaining("manifests.helm.maxSize");
    }

    @Test
    void isStoppedWhenItFillsTheMemory() {
        String template =
                "{{- $all := list }}{{- range $i := until 5000 }}{{- $all = append $all (repeat 1000000 \"x\") }}{{- end }}a: {{ len $all }}\n";
        Chart chart = chart(template, SMALL);
        assertThatThrownBy(() -> chart.template(chart.files(), List.of()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("MB of memory");
    }

    @Test
    void leavesTheNextRenderingAlone() {
        Chart endless = chart(ENDLESS, new RenderLimits(Duration.ofMillis(300), 1));
        assertThatThrownBy(() -> endless.template(endless.files(), List.of()))
                .isInstanceOf(InvalidInputException.class);
        Chart good = chart("kind: ConfigMap\n", SHORT);
        assertThat(good.template(good.files(), List.of())).contains("kind: ConfigMap");
    }

    @Test
    void endsWhereNobodyWaitsForItAnyMore() throws Exception {
        Chart endless = chart(ENDLESS, RenderLimits.STANDARD);
        List<Throwable> thrown = new CopyOnWriteArrayList<>();
        Thread thread = new Thread(() -> {
            try {
                endless.template(endless.files(), List.of());
            } catch (RuntimeException e) {
                thrown.add(e);
            }
        });
        thread.start();
        Thread.sleep(1_500);
        thread.interrupt();
        thread.join(20_000);
        assertThat(thrown).hasSize(1);
        assertThat(thrown.get(0)).hasMessageContaining("was interrupted");
    }

    /** Helm in a process of its own ends with the one that started it, killed or not. */
    @Test
    void endsWithTheProcessThatWantedIt() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName())
                .inheritIO()
                .start();
        List<ProcessHandle> workers = List.of();
        for (int i = 0; i < 300 && workers.isEmpty(); i++) {
            Thread.sleep(100);
            workers = parent.descendants().toList();
        }
        assertThat(workers).isNotEmpty();
        Thread.sleep(2_000);
        workers = parent.descendants().toList();
        parent.destroyForcibly().waitFor();
        for (ProcessHandle worker : workers) {
            for (int i = 0; i < 100 && worker.isAlive(); i++) {
                Thread.sleep(100);
            }
            assertThat(worker.isAlive()).isFalse();
        }
    }

    /** Renders without end. */
    static final class Endless {
        public static void main(String[] arguments) {
            Chart endless = chart(ENDLESS, RenderLimits.STANDARD);
            endless.template(endless.files(), List.of());
        }
    }

    /** A cluster that would answer, and proxies that lead to it, all in the environment of the process that renders for us. */
    @Test
    void asksNobodyForAnything() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().toString());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        Path home = Files.createTempDirectory("gitops-test");
        Path kubeconfig = Files.writeString(home.resolve("kubeconfig"), """
                apiVersion: v1
                kind: Config
                current-context: c
                clusters: [{name: c, cluster: {server: "%s"}}]
                contexts: [{name: c, context: {cluster: c, user: u}}]
                users: [{name: u, user: {token: t}}]
                """.formatted(url));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Curious.class.getName(),
                        url)
                .redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().put("KUBERNETES_SERVICE_HOST", "127.0.0.1");
        builder.environment()
                .put(
                        "KUBERNETES_SERVICE_PORT",
                        Integer.toString(server.getAddress().getPort()));
        builder.environment().put("HTTP_PROXY", url);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        server.stop(0);
        assertThat(said).contains("lookup refused", "schema refused", "environment refused");
        assertThat(asked).isEmpty();
    }

    /** Tries to reach out of its rendering. */
    static final class Curious {
        public static void main(String[] arguments) {
            String lookup =
                    "a: {{ tpl (printf \"{{ (look%s \\\"v1\\\" \\\"Secret\\\" \\\"\\\" \\\"\\\") | toJson }}\" \"up\") . | quote }}\n";
            refused("lookup", chart(lookup, RenderLimits.STANDARD));
            Chart plain = chart("a: b\n", RenderLimits.STANDARD);
            Map<String, byte[]> files = new LinkedHashMap<>(plain.files());
            files.put(
                    "values.schema.json",
                    ("{\"properties\": {\"text\": {\"$ref\": \"" + arguments[0] + "/schema.json\"}}}").getBytes(UTF_8));
            refused("schema", new Chart("it", "it", files, List.of(), "x", "x", plain.cluster(), plain.limits()));
            refused("environment", chart("a: {{ env \"HOME\" }}\n", RenderLimits.STANDARD));
        }

        private static void refused(String what, Chart chart) {
            try {
                chart.template(chart.files(), List.of());
                System.out.println(what + " answered");
            } catch (InvalidInputException e) {
                System.out.println(what + " refused: " + e.getMessage());
            }
        }
    }

    @Test
    void leavesNothingInTheFolderForTemporaryFiles() throws Exception {
        Chart good = chart("kind: ConfigMap\n", SHORT);
        good.template(good.files(), List.of());
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            List<Path> homes = left.filter(path -> path.getFileName()
                            .toString()
                            .startsWith("gitops-helm-" + ProcessHandle.current().pid() + "-"))
                    .toList();
            for (Path home : homes) {
                try (Stream<Path> files = Files.walk(home)) {
                    assertThat(files.filter(file -> file.toString().endsWith(".so")))
                            .isEmpty();
                }
            }
        }
    }
}
