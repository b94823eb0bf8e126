package dev.gitops.helm.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.yaml.YamlFile;
import dev.gitops.yaml.YamlPath;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the one kubeconfig, as text, that Helm is given for a cluster of the inventory. Files are merged as kubectl does, and their relative paths made absolute. */
record KubeConfig(ClusterAccess access) implements Supplier<String> {

    private static final Set<String> FILES =
            Set.of("certificate-authority", "client-certificate", "client-key", "tokenFile");
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    static KubeConfig of(ClusterAccess access) {
        return new KubeConfig(access);
    }

    /** {@return the kubeconfig as JSON, which is YAML; holds secrets} */
    @Override
    public String get() {
        Map<String, Object> config = access.inCluster() ? inCluster() : access.server() != null ? server() : merged();
        try {
            return new ObjectMapper().writeValueAsString(config);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Map<String, Object> inCluster() {
        String host = access.environment().get("KUBERNETES_SERVICE_HOST");
        if (host == null || !Files.isReadable(SERVICE_ACCOUNT.resolve("token"))) {
            throw refuse(
                    "in-cluster", "this is no pod with a service account", "give the cluster a context or a server");
        }
        String port = access.environment().getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        return of(
                Map.of(
                        "server",
                        "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port,
                        "certificate-authority",
                        SERVICE_ACCOUNT.resolve("ca.crt").toString()),
                Map.of("tokenFile", SERVICE_ACCOUNT.resolve("token").toString()));
    }

    private Map<String, Object> server() {
        Map<String, Object> cluster = new LinkedHashMap<>(Map.of("server", String.valueOf(access.server())));
        if (access.ca() != null) {
            cluster.put("certificate-authority", access.ca().toAbsolutePath().toString());
        }
        String token = access.environment().get("GITOPS_CLUSTER_TOKEN");
        if (token == null || token.isEmpty()) {
            throw refuse(String.valueOf(access.server()), "there is no token for it", "set GITOPS_CLUSTER_TOKEN");
        }
        return of(cluster, Map.of("token", token));
    }

    private static Map<String, Object> of(Map<String, ?> cluster, Map<String, ?> user) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Config",
                "current-context",
                "gitops",
                "clusters",
                List.of(Map.of("name", "gitops", "cluster", cluster)),
                "users",
                List.of(Map.of("name", "gitops", "user", user)),
                "contexts",
                List.of(Map.of("name", "gitops", "context", Map.of("cluster", "gitops", "user", "gitops"))));
    }

    private Map<String, Object> merged() {
        Map<String, Object> merged = new LinkedHashMap<>(Map.of("apiVersion", "v1", "kind", "Config"));
        String current = null;
        for (Path file : files()) {
            Object root = read(file);
            if (root instanceof Map<?, ?> map) {
                for (String key : List.of("clusters", "users", "contexts")) {
                    add(
                            merged,
                            key,
                            map.get(key),
                            Objects.requireNonNull(file.toAbsolutePath().getParent()));
                }
                current = current == null && map.get("current-context") instanceof String named ? named : current;
            }
        }
        String context = access.context() == null ? current : access.context();
        boolean known = merged.get("contexts") instanceof List<?> contexts
                && contexts.stream()
                        .anyMatch(entry -> entry instanceof Map<?, ?> map
                                && String.valueOf(map.get("name")).equals(context));
        if (!known) {
            throw refuse(
                    context,
                    "the kubeconfig " + files() + " has no such context",
                    "kubectl config get-contexts shows them");
        }
        merged.put("current-context", context);
        return merged;
    }

    private List<Path> files() {
        if (access.kubeconfig() != null) {
            return List.of(access.kubeconfig());
        }
        String named = access.environment().get("KUBECONFIG");
        if (named != null && !named.isEmpty()) {
            List<Path> files = new ArrayList<>();
            for (String file : named.split(File.pathSeparator)) {
                if (!file.isEmpty() && Files.exists(Path.of(file))) {
                    files.add(Path.of(file));
                }
            }
            return files;
        }
        return List.of(Path.of(
                access.environment().getOrDefault("HOME", System.getProperty("user.home", ".")), ".kube", "config"));
    }

    private @Nullable Object read(Path file) {
        try {
            return YamlFile.of(file.toString(), Files.readAllBytes(file))
                    .value(YamlPath.root())
                    .orElse(null);
        } catch (IOException unreadable) {
            throw refuse(
                    file.toString(),
                    "the kubeconfig cannot be read: " + unreadable.getMessage(),
                    "set KUBECONFIG, or the cluster's kubeconfig in the inventory");
        }
    }

    @SuppressWarnings("unchecked")
    private static void add(Map<String, Object> merged, String key, @Nullable Object entries, Path folder) {
        List<Object> all = (List<Object>) merged.computeIfAbsent(key, absent -> new ArrayList<>());
        if (entries instanceof List<?> list) {
            for (Object entry : list) {
                Object name = entry instanceof Map<?, ?> map ? map.get("name") : null;
                if (all.stream().noneMatch(other -> Objects.equals(((Map<?, ?>) other).get("name"), name))) {
                    all.add(absolute(entry, folder));
                }
            }
        }
    }

    private static @Nullable Object absolute(@Nullable Object node, Path folder) {
        if (!(node instanceof Map<?, ?> map)) {
            return node;
        }
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(
                String.valueOf(key),
                FILES.contains(String.valueOf(key)) && value instanceof String file && !file.isEmpty()
                        ? folder.resolve(file).toString()
                        : absolute(value, folder)));
        return copy;
    }

    private InvalidInputException refuse(@Nullable String value, String why, String hint) {
        return new InvalidInputException(
                "the cluster " + access.name(), List.of(Problem.of("clusters." + access.name(), value, why, hint)));
    }

    @Override
    public String toString() {
        return access.toString();
    }
}
