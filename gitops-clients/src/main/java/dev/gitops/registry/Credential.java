package dev.gitops.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What Docker knows of a registry.
 *
 * @param user the user; empty where the secret is an identity token
 * @param secret the password, or the identity token
 * @param source where it was found, for messages
 */
record Credential(String user, String secret, String source) {

    boolean isIdentityToken() {
        return user.isEmpty();
    }

    String basic() {
        byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return (isIdentityToken() ? "the token" : "user " + user) + " of " + source;
    }
}
