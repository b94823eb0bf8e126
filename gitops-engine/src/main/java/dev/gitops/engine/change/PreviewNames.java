package dev.gitops.engine.change;

import dev.gitops.api.EnvironmentName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What previews' environments are called. */
public final class PreviewNames {

    private static final int LONGEST = 63;
    private static final int DIGITS = 8;

    private PreviewNames() {}

    /** {@code APP-pr-N}; of a long application's name the end gives way to a digest, so that two names never become one. */
    public static EnvironmentName of(String app, long request) {
        String end = "-pr-" + request;
        if (app.length() + end.length() <= LONGEST) {
            return EnvironmentName.of(app + end);
        }
        int kept = LONGEST - end.length() - DIGITS - 1;
        return EnvironmentName.of(app.substring(0, kept) + "-" + digest(app) + end);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
