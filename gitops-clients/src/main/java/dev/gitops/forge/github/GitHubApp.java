package dev.gitops.forge.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.Settings;
import dev.gitops.forge.Credentials;
import dev.gitops.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * A GitHub App: its number and its key, by which it says who it is.
 *
 * @param id its number
 * @param key its RSA key
 * @param installation the number of its installation, where the settings give one
 */
record GitHubApp(long id, PrivateKey key, Optional<Long> installation) {

    private static final String ID = "GITOPS_FORGE_APP_ID";
    private static final String KEY = "GITOPS_FORGE_APP_KEY";
    private static final String INSTALLATION = "GITOPS_FORGE_APP_INSTALLATION";

    /** GitHub takes ten minutes at most; its clock may be ahead or behind. */
    private static final Duration VALID = Duration.ofMinutes(9);

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /**
     * The application of {@code GITOPS_FORGE_APP_ID} and {@code GITOPS_FORGE_APP_KEY}, the key's file or the key itself.
     *
     * @param settings the variables
     * @return it; empty where none is named
     * @throws dev.gitops.api.InvalidInputException if one is there without the other, or the key is none
     */
    static Optional<GitHubApp> of(Settings settings) {
        Optional<String> id = settings.variable(ID);
        Optional<String> key = settings.variable(KEY);
        if (id.isEmpty() && key.isEmpty()) {
            return Optional.empty();
        }
        if (id.isEmpty() || key.isEmpty()) {
            throw Credentials.invalid(
                    id.isEmpty() ? ID : KEY,
                    "is not set, but " + (id.isEmpty() ? KEY : ID) + " is",
                    "set both, or GITOPS_FORGE_TOKEN alone");
        }
        return Optional.of(new GitHubApp(
                number(ID, id.get()),
                RsaKey.read(KEY, pem(key.get())),
                settings.variable(INSTALLATION).map(text -> number(INSTALLATION, text))));
    }

    private static long number(String variable, String text) {
        if (!text.strip().matches("[1-9]\\d{0,17}")) {
            throw Credentials.invalid(variable, "is no number", "take it from the App's page on GitHub");
        }
        return Long.parseLong(text.strip());
    }

    private static String pem(String key) {
        if (key.contains("-----BEGIN ")) {
            return key;
        }
        try {
            return Files.readString(Path.of(key.strip()));
        } catch (IOException | InvalidPathException e) {
            throw Credentials.invalid(
                    KEY,
                    "names no file that can be read (" + e.getClass().getSimpleName() + ")",
                    "set it to the path of the App's private key, or to the key itself");
        }
    }

    /** {@return a token that says for ten minutes who the application is (JWT, RS256)} */
    String token(Instant now) {
        ObjectNode header = Json.object().put("alg", "RS256").put("typ", "JWT");
        ObjectNode claims = Json.object()
                .put("iat", now.minus(CLOCKS_DIFFER).getEpochSecond())
                .put("exp", now.plus(VALID).getEpochSecond())
                .put("iss", Long.toString(id));
        String signed = encoded(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.toString().getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw Credentials.invalid(KEY, "cannot sign (" + e.getMessage() + ")", "make a new key on the App's page");
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "the GitHub App " + id;
    }
}
