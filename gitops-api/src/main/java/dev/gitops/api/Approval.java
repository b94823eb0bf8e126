package dev.gitops.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that somebody approved a deployment: of one commit and one diff.
 *
 * @param by who approved, as the forge or Jenkins names them
 * @param note what they wrote; null where nothing
 * @param url where the evidence can be seen (change request, build); null where nowhere
 * @param diffDigest the digest of the diff they saw, as {@code sha256:...}; null where the evidence is a merged change request
 */
public record Approval(
        String by,
        @Nullable String note,
        @Nullable String url,
        @Nullable String diffDigest) {

    /** Refuses null. */
    public Approval {
        Objects.requireNonNull(by, "by");
    }
}
