package dev.gitops.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Why a text is refused.
 *
 * @param message what is wrong
 * @param hint what to do; null where there is no advice
 * @param secret whether the text may hold a secret, so that it must not be shown
 */
record Complaint(String message, @Nullable String hint, boolean secret) {

    static Complaint of(String message, @Nullable String hint) {
        return new Complaint(message, hint, false);
    }

    static Complaint aboutSecret(String message, String hint) {
        return new Complaint(message, hint, true);
    }
}
