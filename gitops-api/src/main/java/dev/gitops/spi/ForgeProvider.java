package dev.gitops.spi;

import dev.gitops.api.Extension;
import dev.gitops.api.Settings;
import java.net.URI;
import java.util.Optional;

/** A kind of host for change requests: {@code github}, {@code gitlab}, {@code gitea}, {@code bitbucket}, {@code bitbucket-cloud}, {@code azure-devops}. */
public interface ForgeProvider extends Extension {

    /** {@return the word that selects it in the inventory} */
    String kind();

    /**
     * The repository on its host. Nothing is connected yet.
     *
     * @param baseUrl the host's base URL, where the inventory gives one
     * @param repository the config repository's URL, without credentials, of which host, owner and name are taken
     * @param settings the variables that credentials, proxies and certificate authorities are taken from, the clock, and who is told when a host is waited for
     * @return the repository's change requests
     * @throws dev.gitops.api.InvalidInputException if the URL names no repository of such a host
     */
    Forge open(Optional<URI> baseUrl, String repository, Settings settings);
}
