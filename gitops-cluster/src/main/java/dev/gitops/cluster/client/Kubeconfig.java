package dev.gitops.cluster.client;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.spi.ClusterAccess;
import dev.gitops.yaml.tree.Documents;
import dev.gitops.yaml.tree.Node;
import dev.gitops.yaml.tree.Values;
import dev.gitops.yaml.tree.YamlException;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One or several kubeconfig files, read as {@code kubectl} reads them: the first file that has a name wins, relative paths are relative to their file. Keys of kubectl that are not honoured are
 * refused by their name. The one knowledge of kubeconfigs, also for tools that want one as text (ADR 60).
 */
public final class Kubeconfig {

    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final Set<String> FILES =
            Set.of("certificate-authority", "client-certificate", "client-key", "tokenFile");

    /** An entry of a file: its values, and the folder its relative paths start from. */
    record Entry(String name, Map<?, ?> values, Path folder) {

        @Nullable
        String text(String key) {
            Object found = values.get(key);
            return found == null || found.toString().isEmpty() ? null : found.toString();
        }

        @Nullable
        Path file(String key) {
            String found = text(key);
            return found == null ? null : folder.resolve(found);
        }

        boolean flag(String key) {
            return Boolean.TRUE.equals(values.get(key));
        }

        List<String> texts(String key) {
            return values.get(key) instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        }

        @Nullable
        Entry inner(String key) {
            return values.get(key) instanceof Map<?, ?> map ? new Entry(name, map, folder) : null;
        }

        /** The same with paths that hold wherever they are read. */
        Map<String, @Nullable Object> absolute() {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            values.forEach((key, value) -> copy.put(
                    String.valueOf(key),
                    FILES.contains(String.valueOf(key)) && value instanceof String file && !file.isEmpty()
                            ? folder.resolve(file).toString()
                            : value));
            Entry exec = inner("exec");
            String command = exec == null ? null : exec.text("command");
            if (exec != null && command != null) {
                Map<String, @Nullable Object> plugin = new LinkedHashMap<>();
                exec.values().forEach((key, value) -> plugin.put(String.valueOf(key), value));
                plugin.put(
                        "command",
                        command.contains("/") ? folder.resolve(command).toString() : command);
                copy.put("exec", plugin);
            }
            return copy;
        }
    }

    private final List<Path> files;
    private final Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
    private @Nullable String current;

    private Kubeconfig(List<Path> files) {
        this.files = files;
    }

    /**
     * The one kubeconfig, as plain data, by which a cluster of the inventory is reached: files merged, paths absolute, {@code current-context} as the inventory wants it. It holds secrets.
     *
     * @param access how the cluster is reached
     * @return the kubeconfig, to be written as JSON or YAML
     * @throws InvalidInputException if there is none, or it states what is not honoured
     */
    public static Map<String, Object> merged(ClusterAccess access) {
        Kubeconfig file = of(access, SERVICE_ACCOUNT);
        Entry context = file.context(access.inCluster() || access.server() != null ? null : access.context());
        Entry cluster = file.cluster(context);
        Entry user = file.user(context);
        KubeconfigKeys.check(access.name(), cluster, user);
        Map<String, Object> where = new LinkedHashMap<>(Map.of("cluster", "gitops", "user", "gitops"));
        String namespace = context.text("namespace");
        if (namespace != null) {
            where.put("namespace", namespace);
        }
        String name = Objects.requireNonNullElse(context.name(), "gitops");
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Config",
                "current-context",
                name,
                "clusters",
                List.of(Map.of("name", "gitops", "cluster", cluster.absolute())),
                "users",
                List.of(Map.of("name", "gitops", "user", user.absolute())),
                "contexts",
                List.of(Map.of("name", name, "context", where)));
    }

    /** What leads to a cluster of the inventory, as a kubeconfig: of files, of the pod's service account, or of a server and its token. */
    static Kubeconfig of(ClusterAccess access, Path serviceAccount) {
        if (access.inCluster()) {
            return inCluster(access, serviceAccount);
        }
        return access.server() == null ? read(files(access)) : server(access, access.server());
    }

    private static Kubeconfig inCluster(ClusterAccess access, Path serviceAccount) {
        String host = access.environment().get("KUBERNETES_SERVICE_HOST");
        Path token = serviceAccount.resolve("token");
        if (host == null || !Files.isReadable(token)) {
            throw problem(
                    access.name(),
                    "in-cluster",
                    "this is no pod with a service account",
                    "give the cluster a context or a server");
        }
        String port = access.environment().getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        return made(
                Map.of(
                        "server",
                        "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port,
                        "certificate-authority",
                        serviceAccount.resolve("ca.crt").toString()),
                Map.of("tokenFile", token.toString()));
    }

    private static Kubeconfig server(ClusterAccess access, String server) {
        String token = access.environment().get("GITOPS_CLUSTER_TOKEN");
        if (token == null || token.isEmpty()) {
            throw problem(access.name(), server, "a cluster by its server needs a token", "set GITOPS_CLUSTER_TOKEN");
        }
        Map<String, Object> cluster = new LinkedHashMap<>(Map.of("server", server));
        if (access.ca() != null) {
            cluster.put("certificate-authority", access.ca().toAbsolutePath().toString());
        }
        return made(cluster, Map.of("token", token));
    }

    private static Kubeconfig made(Map<String, ?> cluster, Map<String, ?> user) {
        Kubeconfig made = new Kubeconfig(List.of());
        Path here = Path.of("").toAbsolutePath();
        made.entries.put("clusters", Map.of("gitops", new Entry("gitops", cluster, here)));
        made.entries.put("users", Map.of("gitops", new Entry("gitops", user, here)));
        made.entries.put(
                "contexts", Map.of("gitops", new Entry("gitops", Map.of("cluster", "gitops", "user", "gitops"), here)));
        made.current = "gitops";
        return made;
    }

    private static List<Path> files(ClusterAccess access) {
        if (access.kubeconfig() != null) {
            if (!Files.isReadable(access.kubeconfig())) {
                throw problem(access.name(), access.kubeconfig().toString(), "the file cannot be read", null);
            }
            return List.of(access.kubeconfig());
        }
        String listed = access.environment().getOrDefault("KUBECONFIG", "");
        List<Path> files = new ArrayList<>();
        for (String part : listed.split(File.pathSeparator)) {
            if (!part.isEmpty() && Files.isReadable(Path.of(part))) {
                files.add(Path.of(part));
            }
        }
        Path own = Path.of(access.environment().getOrDefault("HOME", "."), ".kube", "config");
        if (listed.isEmpty() && Files.isReadable(own)) {
            files.add(own);
        }
        if (files.isEmpty()) {
            throw problem(
                    access.name(),
                    listed.isEmpty() ? own.toString() : listed,
                    "there is no kubeconfig that can be read",
                    "set KUBECONFIG, or describe the cluster under `clusters`");
        }
        return files;
    }

    static Kubeconfig read(List<Path> files) {
        Kubeconfig config = new Kubeconfig(files);
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                config.add(file);
            } catch (IOException | YamlException unreadable) {
                problems.add(new Problem(
                        file.toString(), 0, 0, null, null, "cannot be read: " + unreadable.getMessage(), null));
            }
        }
        if (config.entries.isEmpty()) {
            throw new InvalidInputException("the kubeconfig", problems.isEmpty() ? List.of(none(files)) : problems);
        }
        return config;
    }

    private static Problem none(List<Path> files) {
        return Problem.of(
                "kubeconfig",
                files.toString(),
                "names no cluster",
                "set KUBECONFIG, or describe the cluster under `clusters`");
    }

    private void add(Path file) throws IOException {
        Node document = Documents.first(Files.readString(file));
        if (document == null || !(Values.of(document) instanceof Map<?, ?> config)) {
            return;
        }
        Path folder = file.toAbsolutePath().resolveSibling("");
        add(config, "clusters", "cluster", folder);
        add(config, "contexts", "context", folder);
        add(config, "users", "user", folder);
        if (current == null && config.get("current-context") instanceof String name && !name.isEmpty()) {
            current = name;
        }
    }

    private void add(Map<?, ?> config, String list, String key, Path folder) {
        if (config.get(list) instanceof List<?> named) {
            for (Object item : named) {
                if (item instanceof Map<?, ?> one
                        && one.get("name") != null
                        && one.get(key) instanceof Map<?, ?> values) {
                    String name = String.valueOf(one.get("name"));
                    entries.computeIfAbsent(list, none -> new LinkedHashMap<>())
                            .putIfAbsent(name, new Entry(name, values, folder));
                }
            }
        }
    }

    /** The context of that name, or the current one. */
    Entry context(@Nullable String name) {
        String wanted = name == null ? current : name;
        return find("contexts", wanted == null ? "" : wanted, "the context");
    }

    Entry cluster(Entry context) {
        return find("clusters", String.valueOf(context.text("cluster")), "the context's cluster");
    }

    Entry user(Entry context) {
        String name = context.text("user");
        return name == null ? new Entry("", Map.of(), context.folder()) : find("users", name, "the context's user");
    }

    private Entry find(String list, String name, String what) {
        Map<String, Entry> all = entries.getOrDefault(list, Map.of());
        Entry found = all.get(name);
        if (found == null) {
            throw new InvalidInputException(
                    "the kubeconfig",
                    List.of(new Problem(
                            files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                            0,
                            0,
                            list,
                            name,
                            what + " is not in it",
                            all.isEmpty() ? null : "it has " + String.join(", ", all.keySet()))));
        }
        return found;
    }

    static InvalidInputException problem(String cluster, String value, String why, @Nullable String hint) {
        return new InvalidInputException(
                "the cluster " + cluster, List.of(Problem.of("clusters." + cluster, value, why, hint)));
    }
}
