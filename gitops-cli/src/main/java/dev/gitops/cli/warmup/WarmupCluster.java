package dev.gitops.cli.warmup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Progress;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryProvider;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.Publisher;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Has a delivery go its way once, to a server of this process that gives back what it was given; and loads what a real connection needs beside that, TLS and HTTP/2, which no server of Java
 * speaks in full. For the class-data archive alone.
 */
final class WarmupCluster implements AutoCloseable {

    private static final List<String> CONNECTION = List.of(
            "java.net.http/jdk/internal/net/http",
            "java.base/sun/security/ssl",
            "java.base/sun/security/rsa",
            "java.base/sun/security/x509",
            "java.base/sun/security/provider/certpath",
            "java.base/com/sun/crypto/provider",
            "jdk.crypto.ec/sun/security/ec");

    private final HttpServer server;
    private final Map<String, String> objects = new ConcurrentHashMap<>();

    private WarmupCluster() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "warmup");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", this::answer);
        server.start();
    }

    /** Delivers twice: something new, and the same again. Where that cannot be, the archive holds less. */
    static void deliver() {
        try {
            go();
            connection();
        } catch (IOException | GitOpsException withoutIt) {
            return;
        }
    }

    private static void go() throws IOException {
        try (WarmupCluster cluster = new WarmupCluster()) {
            String url = "http://127.0.0.1:" + cluster.server.getAddress().getPort();
            ClusterAccess access =
                    new ClusterAccess("warmup", null, null, url, null, false, Map.of("GITOPS_CLUSTER_TOKEN", "none"));
            for (int i = 0; i < 2; i++) {
                try (Delivery delivery = provider().open(new DeliveryProvider.Context(access, new NoBranches()))) {
                    delivery.deliver(request(), Progress.SILENT);
                    delivery.diff(request());
                }
            }
        }
    }

    private static DeliveryProvider provider() {
        return ServiceLoader.load(DeliveryProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.kind().equals("apply"))
                .findFirst()
                .orElseThrow();
    }

    private static DeliveryRequest request() {
        String yaml = """
                {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {a: b}}
                ---
                {apiVersion: v1, kind: Service, metadata: {name: a}, spec: {ports: [{port: 80}]}}
                """;
        return DeliveryRequest.builder()
                .target(new Target("warmup", EnvironmentName.DEV, "warmup", List.of()))
                .commit("0".repeat(40))
                .manifests(ManifestReader.rendered(yaml))
                .config(new ProviderConfig("apply", null, ""))
                .source(new DeliveryRequest.Source("", "main", ""))
                .timeout(Duration.ofSeconds(5))
                .actor("warmup")
                .build();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String query =
                    Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean read = exchange.getRequestMethod().equals("GET");
            if (!read && !query.contains("dryRun")) {
                objects.put(exchange.getRequestMethod().equals("POST") ? path + "/" + path.hashCode() : path, body);
            }
            String said = read ? found(path, query) : body;
            byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(said.contains("\"NotFound\"") ? 404 : read ? 200 : 201, bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private String found(String path, String query) {
        if (query.contains("labelSelector")) {
            String kind = path.endsWith("/services") ? "Service" : "ConfigMap";
            String items = String.join(
                    ",",
                    objects.entrySet().stream()
                            .filter(entry -> entry.getKey().equals(path + "/a"))
                            .map(entry -> owned(entry.getValue()))
                            .toList());
            return "{\"kind\":\"" + kind
                    + "List\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"1\"},\"items\":[" + items
                    + "]}";
        }
        return objects.getOrDefault(path, "{\"kind\":\"Status\",\"reason\":\"NotFound\",\"code\":404}");
    }

    /** The object with managed fields, so that they are read once. */
    private static String owned(String object) {
        return object.replaceFirst(
                "\"metadata\":\\{",
                "\"metadata\":{\"uid\":\"1\",\"resourceVersion\":\"1\",\"managedFields\":[{\"manager\":\"gitops\",\"operation\":\"Apply\",\"apiVersion\":\"v1\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":{\"f:metadata\":{\"f:labels\":{\"f:applyset.kubernetes.io/part-of\":{}}},\"f:data\":{\"f:a\":{}}}}],");
    }

    /** This delivery publishes nothing. */
    private static final class NoBranches implements Publisher {

        @Override
        public Optional<String> publish(String branch, String message, List<FileEdit> edits) {
            return Optional.empty();
        }

        @Override
        public Optional<SourceTree> tip(String branch) {
            return Optional.empty();
        }
    }

    private static void connection() throws IOException {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        for (String folder : CONNECTION) {
            if (!Files.isDirectory(modules.resolve(folder))) {
                continue;
            }
            try (Stream<Path> classes = Files.walk(modules.resolve(folder))) {
                for (Path file : classes.filter(path -> path.toString().endsWith(".class"))
                        .toList()) {
                    load(modules.relativize(file));
                }
            }
        }
    }

    private static void load(Path file) {
        String path = file.subpath(1, file.getNameCount()).toString();
        try {
            Class.forName(
                    path.substring(0, path.length() - ".class".length()).replace('/', '.'),
                    false,
                    ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException | LinkageError unneeded) {
            return;
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
