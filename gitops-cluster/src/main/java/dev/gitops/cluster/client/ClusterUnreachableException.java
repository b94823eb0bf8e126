package dev.gitops.cluster.client;

import dev.gitops.api.GitOpsException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The cluster did not answer, or only with overload, for as long as we tried. */
public final class ClusterUnreachableException extends GitOpsException {

    private static final Pattern API = Pattern.compile("/apis/([^/ ]+)/([^/ ]+)");

    private final String cluster;

    ClusterUnreachableException(String cluster, String what, String why, @Nullable Throwable cause) {
        super("cluster " + cluster + ": " + what + " got no usable answer: " + why + advice(cause), cause);
        this.cluster = cluster;
    }

    ClusterUnreachableException(String cluster, String what, Answer answer, String more) {
        super(
                "cluster " + cluster + ": " + what + " got no usable answer: " + answer.code() + " "
                        + answer.message().strip() + more
                        + (answer.code() == 429
                                ? "; the API server asks for fewer requests: try again later"
                                : "; the API server, " + behind(what)
                                        + "or a load balancer before it, cannot serve: check its health"),
                null);
        this.cluster = cluster;
    }

    /** An API that not every server has may be served by a server of its own. */
    private static String behind(String what) {
        Matcher api = API.matcher(what);
        return api.find() && !KnownKinds.serve(api.group() + "/")
                ? "the server behind APIService " + api.group(2) + "." + api.group(1) + " if it is an aggregated API, "
                : "";
    }

    /** What was lost, in words. */
    static String why(Throwable lost) {
        Throwable deepest = lost;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        if (lost instanceof CredentialsLostException) {
            return "the credentials cannot be renewed: " + lost.getMessage();
        }
        String own = lost.getMessage();
        String deep = deepest.getMessage();
        if (lost instanceof SSLException && deep != null) {
            return deep;
        }
        return own != null ? own : deep != null ? deep : lost.getClass().getSimpleName();
    }

    /** Whether asking again cannot help. */
    static boolean forGood(IOException lost) {
        return certificate(lost);
    }

    private static boolean certificate(@Nullable Throwable cause) {
        return cause instanceof SSLException
                && (cause instanceof javax.net.ssl.SSLHandshakeException
                        || why(cause).contains("certificate"));
    }

    private static String advice(@Nullable Throwable cause) {
        if (certificate(cause)) {
            String why = why(java.util.Objects.requireNonNull(cause));
            return why.contains("No subject alternative") || why.contains("No name matching")
                    ? "; the server's certificate is for another name: use that name as the server, or state it as tls-server-name"
                    : why.contains("bad_certificate") || why.contains("certificate_required")
                            ? "; the server does not take the client's certificate: renew it"
                            : "; the server's certificate is not of the authority that the kubeconfig (certificate-authority) or the inventory (ca) states: correct that";
        }
        if (cause instanceof CredentialsLostException) {
            return "; they were good until then: see what gives them";
        }
        if (cause instanceof UnknownHostException) {
            return "; nobody knows this host: check the server's URL";
        }
        return cause instanceof InterruptedException
                ? ""
                : cause instanceof ConnectException || cause == null
                        ? "; check that the API server is up and that this machine reaches it"
                        : "; check that the API server is up, and what stands between it and this machine";
    }

    /** {@return the cluster's name in the inventory} */
    public String cluster() {
        return cluster;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
