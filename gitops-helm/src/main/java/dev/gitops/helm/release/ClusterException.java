package dev.gitops.helm.release;

import dev.gitops.api.GitOpsException;
import java.util.Locale;

/** Helm could not reach the cluster, or may not do there what it has to. */
final class ClusterException extends GitOpsException {

    private final boolean passing;

    ClusterException(String cluster, String what, String text, Throwable cause) {
        super("Helm " + what + " in the cluster " + cluster + ": " + text, cause);
        String lower = text.toLowerCase(Locale.ROOT);
        this.passing = isUnreachable(lower) && !lower.contains("certificate");
    }

    static boolean isUnreachable(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("cluster unreachable")
                || lower.contains("connection refused")
                || lower.contains("no such host")
                || lower.contains("i/o timeout")
                || lower.contains("connection reset");
    }

    @Override
    public boolean retryable() {
        return passing;
    }
}
