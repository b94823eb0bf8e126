package dev.gitops.api.model;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The host that change requests are opened on.
 *
 * @param type {@code github}, {@code gitlab}, {@code gitea}, {@code bitbucket}, {@code bitbucket-cloud}, {@code azure-devops} or {@code none}
 * @param url the host's base URL, for self-hosted ones; null takes the host of the config repository
 */
public record ForgeSpec(String type, @Nullable String url) {

    /** No forge: branches are pushed and a person merges them. */
    public static final ForgeSpec NONE = new ForgeSpec("none", null);

    /** {@return the host's base URL, where the inventory gives one} */
    public Optional<String> baseUrl() {
        return Optional.ofNullable(url);
    }

    /** {@return whether there is no forge} */
    public boolean none() {
        return type.equals("none");
    }
}
