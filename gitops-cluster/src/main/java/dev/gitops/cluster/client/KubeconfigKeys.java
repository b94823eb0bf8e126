package dev.gitops.cluster.client;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What of a kubeconfig cannot be honoured, or contradicts itself as kubectl sees it; told at once, all of it, by the names of the keys. */
final class KubeconfigKeys {

    private static final Set<String> PROXIES = Set.of("http", "https", "socks5", "socks5h");

    private KubeconfigKeys() {}

    static void check(String name, Kubeconfig.Entry cluster, Kubeconfig.Entry user) {
        List<Problem> problems = new ArrayList<>();
        cluster(cluster, problems);
        user(user, problems);
        Kubeconfig.Entry exec = user.inner("exec");
        if (exec != null) {
            plugin(user.name(), exec, problems);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException("the kubeconfig of cluster " + name, problems);
        }
    }

    private static void cluster(Kubeconfig.Entry cluster, List<Problem> problems) {
        String at = "clusters." + cluster.name() + ".";
        if (cluster.text("server") == null) {
            problems.add(Problem.of(at + "server", null, "is missing", "state the API server's URL"));
        }
        boolean authority =
                cluster.text("certificate-authority-data") != null || cluster.text("certificate-authority") != null;
        if (cluster.flag("insecure-skip-tls-verify") && authority) {
            problems.add(Problem.of(
                    at + "insecure-skip-tls-verify",
                    "true",
                    "is stated beside an authority, and only one of them can hold",
                    "leave one of them out"));
        }
        String proxy = cluster.text("proxy-url");
        if (proxy != null && !proxy(proxy)) {
            problems.add(Problem.of(
                    at + "proxy-url",
                    proxy.replaceFirst("//[^/@]*@", "//***@"),
                    "is no URL of a proxy",
                    "write it as in http://proxy.example.com:3128, https:// or socks5://"));
        }
    }

    static boolean proxy(String url) {
        try {
            URI uri = URI.create(url);
            return uri.getHost() != null && uri.getScheme() != null && PROXIES.contains(uri.getScheme());
        } catch (IllegalArgumentException broken) {
            return false;
        }
    }

    private static void user(Kubeconfig.Entry user, List<Problem> problems) {
        String at = "users." + user.name() + ".";
        if (user.values().containsKey("auth-provider") && user.inner("exec") == null) {
            problems.add(Problem.of(
                    at + "auth-provider",
                    null,
                    "is not supported: Kubernetes 1.26 took these away",
                    "use the provider's exec credential plugin in the kubeconfig"));
        }
        boolean token = user.text("token") != null || user.text("tokenFile") != null;
        if (token && user.text("username") != null) {
            problems.add(Problem.of(
                    at + "username", null, "is stated beside a token, and only one of them can be sent", null));
        }
        boolean certificate = user.text("client-certificate-data") != null || user.text("client-certificate") != null;
        boolean key = user.text("client-key-data") != null || user.text("client-key") != null;
        if (certificate != key) {
            problems.add(Problem.of(
                    at + (certificate ? "client-key-data" : "client-certificate-data"),
                    null,
                    "is missing beside " + (certificate ? "the client's certificate" : "the client's key"),
                    null));
        }
        for (String more : List.of("as-uid", "as-groups", "as-user-extra")) {
            if (user.values().get(more) != null && user.text("as") == null) {
                problems.add(Problem.of(at + more, null, "is stated without `as`", "state who is impersonated"));
            }
        }
    }

    private static void plugin(String user, Kubeconfig.Entry exec, List<Problem> problems) {
        String at = "users." + user + ".exec.";
        if (exec.text("command") == null) {
            problems.add(Problem.of(at + "command", null, "is missing", null));
        }
        String version = exec.text("apiVersion");
        if (version == null || !version.matches("client\\.authentication\\.k8s\\.io/v1(beta1)?")) {
            problems.add(Problem.of(
                    at + "apiVersion",
                    version,
                    "is not supported, as kubectl has it no longer",
                    "use client.authentication.k8s.io/v1 or v1beta1"));
        }
        if ("Always".equals(exec.text("interactiveMode"))) {
            problems.add(Problem.of(
                    at + "interactiveMode",
                    "Always",
                    "is not supported: the plugin asks a person, and here is none",
                    "use a plugin that needs no terminal"));
        }
    }
}
