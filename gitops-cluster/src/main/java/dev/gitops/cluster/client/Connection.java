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
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster is reached, as fabric8's HTTP layer wants to know it.
 *
 * @param config the server, its authority and the credentials
 * @param plugin the credential plugin; null where the credentials need none
 * @param route the way there, where it is not the plain one
 */
record Connection(Config config, @Nullable ExecCredential plugin, Route route) {

    /** Where a pod finds its service account. */
    static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private static final long CONNECT_SECONDS = 10;

    /**
     * A way to a server.
     *
     * @param host where the server is
     * @param port its port
     * @param proxy the proxy on the way; null where there is none
     * @param bridged whether Java's HTTP client cannot go it by itself
     */
    record Route(String host, int port, @Nullable URI proxy, boolean bridged) {}

    static Connection of(ClusterAccess access) {
        return of(access, SERVICE_ACCOUNT);
    }

    static Connection of(ClusterAccess access, Path serviceAccount) {
        Kubeconfig file = Kubeconfig.of(access, serviceAccount);
        Kubeconfig.Entry context =
                file.context(access.inCluster() || access.server() != null ? null : access.context());
        Kubeconfig.Entry cluster = file.cluster(context);
        Kubeconfig.Entry user = file.user(context);
        KubeconfigKeys.check(access.name(), cluster, user);
        Config config = Config.empty();
        // Retries are ours: fabric8 repeats answers that stay the same, such as the 500 for an unknown field.
        config.setRequestRetryBackoffLimit(0);
        config.setAutoConfigure(false);
        config.setUserAgent("gitops");
        Route route = server(config, access, cluster);
        return user(config, access, cluster, user, route);
    }

    /**
     * A client over this connection. fabric8's own set-up would trust Java's authorities beside the cluster's, and know only keys of RSA.
     *
     * @param http11 whether HTTP/2 is not to be used
     * @param door the bridge to the server; null where none is needed
     */
    HttpClient client(ClusterAccess access, boolean http11, @Nullable Bridge door) {
        HttpClient.Factory factory = new JdkHttpClientFactory();
        HttpClient.Builder builder = factory.newBuilder();
        builder.tag(config.getRequestConfig());
        builder.connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS);
        if (http11) {
            builder.preferHttp11();
        }
        if (door != null) {
            builder.proxyAddress(door.address()).proxyType(HttpClient.ProxyType.HTTP);
        } else if (route.proxy() != null) {
            int port = route.proxy().getPort();
            builder.proxyAddress(new InetSocketAddress(route.proxy().getHost(), port < 0 ? 80 : port))
                    .proxyType(HttpClient.ProxyType.HTTP);
        }
        HttpClientUtils.createApplicableInterceptors(config, factory).forEach(builder::addOrReplaceInterceptor);
        try {
            return builder.sslContext(Tls.identity(config), Tls.trust(config)).build();
        } catch (IOException | GeneralSecurityException | IllegalArgumentException broken) {
            throw Kubeconfig.problem(
                    access.name(), "certificates", "cannot be used: " + broken.getMessage(), "check the kubeconfig");
        }
    }

    /** The bridge that the way to the server needs; null where it needs none. */
    @Nullable
    Bridge bridge(ClusterAccess access) {
        if (!route.bridged()) {
            return null;
        }
        try {
            return Bridge.to(route.host(), route.port(), route.proxy());
        } catch (IOException full) {
            throw new ClusterUnreachableException(
                    access.name(), "a door to the proxy", String.valueOf(full.getMessage()), full);
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
                : config.getUsername() != null
                        ? "the password of the kubeconfig's user"
                        : "the request, which had no credentials,";
    }

    private static Route server(Config config, ClusterAccess access, Kubeconfig.Entry cluster) {
        String stated = String.valueOf(cluster.text("server"));
        String server = stated.contains("://") ? stated : "https://" + stated;
        URI url;
        try {
            url = URI.create(server);
        } catch (IllegalArgumentException broken) {
            throw Kubeconfig.problem(access.name(), stated, "is no URL of a server", null);
        }
        if (url.getHost() == null) {
            throw Kubeconfig.problem(
                    access.name(), stated, "is no URL of a server", "write it as in https://host:6443");
        }
        config.setCaCertData(cluster.text("certificate-authority-data"));
        Path authority = cluster.file("certificate-authority");
        if (authority != null && cluster.text("certificate-authority-data") == null) {
            config.setCaCertFile(authority.toString());
        }
        config.setTrustCerts(cluster.flag("insecure-skip-tls-verify"));
        config.setDisableHostnameVerification(cluster.flag("insecure-skip-tls-verify"));
        String proxyUrl = cluster.text("proxy-url");
        URI proxy = proxyUrl == null ? new ProxyVariables(access.environment()).of(url) : URI.create(proxyUrl);
        if (proxy != null && !KubeconfigKeys.proxy(proxy.toString())) {
            throw Kubeconfig.problem(
                    access.name(),
                    "HTTPS_PROXY",
                    "is no URL of a proxy",
                    "write it as in http://proxy.example.com:3128, https:// or socks5://");
        }
        boolean plain = url.getScheme().equals("http");
        String name = plain ? null : cluster.text("tls-server-name");
        int port = url.getPort() >= 0 ? url.getPort() : plain ? 80 : 443;
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        config.setMasterUrl(slash(name == null ? server : "https://" + name + ":" + port + path));
        boolean login = proxy != null
                && (proxy.getUserInfo() != null || !proxy.getScheme().equals("http"));
        return new Route(url.getHost().replaceAll("[\\[\\]]", ""), port, proxy, !plain && (name != null || login));
    }

    private static Connection user(
            Config config, ClusterAccess access, Kubeconfig.Entry cluster, Kubeconfig.Entry user, Route route) {
        config.setClientCertData(user.text("client-certificate-data"));
        config.setClientCertFile(path(user.file("client-certificate")));
        config.setClientKeyData(user.text("client-key-data"));
        config.setClientKeyFile(path(user.file("client-key")));
        config.setUsername(user.text("username"));
        config.setPassword(user.text("password"));
        config.setImpersonateUsername(user.text("as"));
        config.setImpersonateGroups(user.texts("as-groups").toArray(String[]::new));
        Kubeconfig.Entry extra = user.inner("as-user-extra");
        Map<String, List<String>> extras = new LinkedHashMap<>();
        if (extra != null) {
            extra.values().keySet().forEach(key -> extras.put(String.valueOf(key), extra.texts(String.valueOf(key))));
        }
        config.setImpersonateExtras(extras);
        if (user.text("as-uid") != null) {
            config.setCustomHeaders(Map.of("Impersonate-Uid", String.valueOf(user.text("as-uid"))));
        }
        Path tokenFile = user.file("tokenFile");
        Kubeconfig.Entry exec = user.inner("exec");
        if (tokenFile != null) {
            config.setOauthTokenProvider(new TokenFile(() -> fresh(readable(access, tokenFile)))::token);
        } else if (user.text("token") != null) {
            config.setOauthToken(user.text("token"));
        } else if (exec != null) {
            return plugin(config, access, cluster, exec, route);
        }
        return new Connection(config, null, route);
    }

    private static Connection plugin(
            Config config, ClusterAccess access, Kubeconfig.Entry cluster, Kubeconfig.Entry exec, Route route) {
        ExecCredential plugin =
                new ExecCredential(exec, access.environment(), told(access, cluster), Clock.systemUTC());
        JsonNode first = plugin.status();
        if (first.has("clientCertificateData")) {
            config.setClientCertData(base64(first.path("clientCertificateData").asText()));
            config.setClientKeyData(base64(first.path("clientKeyData").asText()));
        }
        if (first.has("token")) {
            config.setOauthTokenProvider(() -> plugin.status().path("token").asText());
        }
        return new Connection(config, plugin, route);
    }

    /** What a plugin is told of the cluster where it wants to know: all that leads there, and what the kubeconfig keeps for it. */
    private static ObjectNode told(ClusterAccess access, Kubeconfig.Entry cluster) {
        ObjectNode told = Json.object();
        for (String key : List.of("server", "tls-server-name", "proxy-url", "certificate-authority-data")) {
            String value = cluster.text(key);
            if (value != null) {
                told.put(key, value);
            }
        }
        Path authority = cluster.file("certificate-authority");
        if (authority != null && !told.has("certificate-authority-data")) {
            told.put("certificate-authority-data", base64(fresh(readable(access, authority)) + "\n"));
        }
        for (String key : List.of("insecure-skip-tls-verify", "disable-compression")) {
            if (cluster.flag(key)) {
                told.put(key, true);
            }
        }
        if (cluster.values().get("extensions") instanceof List<?> extensions) {
            for (Object one : extensions) {
                if (one instanceof Map<?, ?> map
                        && "client.authentication.k8s.io/exec".equals(map.get("name"))
                        && map.get("extension") instanceof Map<?, ?> config) {
                    Map<String, Object> plain = new LinkedHashMap<>();
                    config.forEach((key, value) -> plain.put(String.valueOf(key), value));
                    told.set("config", Json.tree(plain));
                }
            }
        }
        return told;
    }

    private static Path readable(ClusterAccess access, Path file) {
        if (!Files.isReadable(file)) {
            throw Kubeconfig.problem(access.name(), file.toString(), "the file cannot be read", null);
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
}
