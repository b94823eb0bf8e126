package dev.gitops.cluster.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.spi.ClusterAccess;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.HttpClientUtils;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster is reached, as fabric8's HTTP layer wants to know it.
 *
 * @param config the server, its authority and the credentials
 * @param plugin the credential plugin; null where the credentials need none
 */
record Connection(Config config, @Nullable ExecCredential plugin) {

    /** Where a pod finds its service account. */
    static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private static final long CONNECT_SECONDS = 10;

    static Connection of(ClusterAccess access) {
        return of(access, SERVICE_ACCOUNT);
    }

    static Connection of(ClusterAccess access, Path serviceAccount) {
        Config config = Config.empty();
        // Retries are ours: fabric8 repeats answers that stay the same, such as the 500 for an unknown field.
        config.setRequestRetryBackoffLimit(0);
        config.setAutoConfigure(false);
        config.setUserAgent("gitops");
        if (access.inCluster()) {
            return inCluster(config, access, serviceAccount);
        }
        return access.server() == null ? kubeconfig(config, access) : server(config, access, access.server());
    }

    /**
     * A client over this connection. fabric8's own set-up would trust Java's authorities beside the cluster's, and know only keys of RSA.
     *
     * @param http11 whether HTTP/2 is not to be used
     */
    HttpClient client(ClusterAccess access, boolean http11) {
        HttpClient.Factory factory = new JdkHttpClientFactory();
        HttpClient.Builder builder = factory.newBuilder();
        builder.tag(config.getRequestConfig());
        builder.connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS);
        if (http11) {
            builder.preferHttp11();
        }
        proxy(builder);
        HttpClientUtils.createApplicableInterceptors(config, factory).forEach(builder::addOrReplaceInterceptor);
        try {
            return builder.sslContext(Tls.identity(config), Tls.trust(config)).build();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException broken) {
            throw problem(access, "certificates", "cannot be used: " + broken.getMessage(), "check the kubeconfig");
        }
    }

    /** Whose credentials these are, in words that tell what to renew. */
    String who() {
        if (plugin != null) {
            return "what the kubeconfig's credential plugin gave";
        }
        if (config.getOauthTokenProvider() != null || config.getOauthToken() != null) {
            return "the token";
        }
        return config.getClientCertData() != null || config.getClientCertFile() != null
                ? "the client certificate of the kubeconfig's user"
                : config.getUsername() != null ? "the password of the kubeconfig's user" : "a request without credentials";
    }

    private void proxy(HttpClient.Builder builder) {
        if (config.getHttpsProxy() != null) {
            URI proxy = URI.create(config.getHttpsProxy());
            builder.proxyAddress(new InetSocketAddress(proxy.getHost(), proxy.getPort()))
                    .proxyType(HttpClient.ProxyType.HTTP);
            if (proxy.getUserInfo() != null) {
                builder.proxyAuthorization(HttpClientUtils.basicCredentials(proxy.getUserInfo()));
            }
        }
    }

    private static Connection inCluster(Config config, ClusterAccess access, Path serviceAccount) {
        String host = access.environment().get("KUBERNETES_SERVICE_HOST");
        Path token = serviceAccount.resolve("token");
        if (host == null || !Files.isReadable(token)) {
            throw problem(
                    access,
                    "in-cluster",
                    "this is no pod with a service account",
                    "give the cluster a context or a server");
        }
        String port = access.environment().getOrDefault("KUBERNETES_SERVICE_PORT", "443");
        config.setMasterUrl("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/");
        config.setCaCertFile(serviceAccount.resolve("ca.crt").toString());
        config.setOauthTokenProvider(() -> fresh(token));
        return new Connection(config, null);
    }

    private static Connection server(Config config, ClusterAccess access, String server) {
        String token = access.environment().get("GITOPS_CLUSTER_TOKEN");
        if (token == null || token.isEmpty()) {
            throw problem(access, server, "a cluster by its server needs a token", "set GITOPS_CLUSTER_TOKEN");
        }
        config.setMasterUrl(slash(server));
        if (access.ca() != null) {
            config.setCaCertFile(readable(access, access.ca()).toString());
        }
        config.setOauthToken(token);
        return new Connection(config, null);
    }

    private static Connection kubeconfig(Config config, ClusterAccess access) {
        Kubeconfig file = Kubeconfig.read(files(access));
        Kubeconfig.Entry context = file.context(access.context());
        Kubeconfig.Entry cluster = file.cluster(context);
        Kubeconfig.Entry user = file.user(context);
        config.setMasterUrl(slash(String.valueOf(cluster.text("server"))));
        config.setCaCertData(cluster.text("certificate-authority-data"));
        config.setCaCertFile(path(cluster.file("certificate-authority")));
        config.setTrustCerts(cluster.flag("insecure-skip-tls-verify"));
        config.setDisableHostnameVerification(cluster.flag("insecure-skip-tls-verify"));
        if (cluster.text("proxy-url") != null) {
            config.setHttpsProxy(cluster.text("proxy-url"));
        }
        return user(config, access, cluster, user);
    }

    private static Connection user(
            Config config, ClusterAccess access, Kubeconfig.Entry cluster, Kubeconfig.Entry user) {
        config.setClientCertData(user.text("client-certificate-data"));
        config.setClientCertFile(path(user.file("client-certificate")));
        config.setClientKeyData(user.text("client-key-data"));
        config.setClientKeyFile(path(user.file("client-key")));
        config.setUsername(user.text("username"));
        config.setPassword(user.text("password"));
        config.setImpersonateUsername(user.text("as"));
        Path tokenFile = user.file("tokenFile");
        if (tokenFile != null) {
            config.setOauthTokenProvider(() -> fresh(readable(access, tokenFile)));
        } else if (user.text("token") != null) {
            config.setOauthToken(user.text("token"));
        } else if (user.values().get("exec") instanceof Map<?, ?> exec) {
            return plugin(config, access, cluster, new Kubeconfig.Entry(exec, user.folder()));
        } else if (user.values().containsKey("auth-provider")) {
            throw problem(
                    access,
                    "auth-provider",
                    "Kubernetes 1.26 took these away",
                    "use the provider's exec credential plugin in the kubeconfig");
        }
        return new Connection(config, null);
    }

    private static Connection plugin(
            Config config, ClusterAccess access, Kubeconfig.Entry cluster, Kubeconfig.Entry exec) {
        ObjectNode told = Json.object();
        told.put("server", cluster.text("server"));
        told.put("certificate-authority-data", cluster.text("certificate-authority-data"));
        ExecCredential plugin = new ExecCredential(exec, access.environment(), told, Clock.systemUTC());
        JsonNode first = plugin.status();
        if (first.has("clientCertificateData")) {
            config.setClientCertData(base64(first.path("clientCertificateData").asText()));
            config.setClientKeyData(base64(first.path("clientKeyData").asText()));
        } else {
            config.setOauthTokenProvider(() -> plugin.status().path("token").asText());
        }
        return new Connection(config, plugin);
    }

    private static List<Path> files(ClusterAccess access) {
        if (access.kubeconfig() != null) {
            return List.of(readable(access, access.kubeconfig()));
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
                    access,
                    listed.isEmpty() ? own.toString() : listed,
                    "there is no kubeconfig that can be read",
                    "set KUBECONFIG, or describe the cluster under `clusters`");
        }
        return files;
    }

    private static Path readable(ClusterAccess access, Path file) {
        if (!Files.isReadable(file)) {
            throw problem(access, file.toString(), "the file cannot be read", null);
        }
        return file;
    }

    private static String fresh(Path token) {
        try {
            return Files.readString(token).strip();
        } catch (IOException gone) {
            throw new InvalidInputException(
                    "the cluster's credentials",
                    List.of(Problem.of("token", token.toString(), "cannot be read: " + gone.getMessage(), null)),
                    gone);
        }
    }

    private static @Nullable String path(@Nullable Path file) {
        return file == null ? null : file.toString();
    }

    private static String slash(String url) {
        return url.endsWith("/") ? url : url + "/";
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8));
    }

    private static InvalidInputException problem(
            ClusterAccess access, String value, String why, @Nullable String hint) {
        return new InvalidInputException(
                "the cluster " + access.name(), List.of(Problem.of("clusters." + access.name(), value, why, hint)));
    }
}
