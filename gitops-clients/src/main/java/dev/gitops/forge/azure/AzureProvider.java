package dev.gitops.forge.azure;

import dev.gitops.api.Settings;
import dev.gitops.forge.Credentials;
import dev.gitops.forge.HostedForgeProvider;
import dev.gitops.forge.RepositoryAddress;
import dev.gitops.http.Host;
import dev.gitops.http.Login;
import dev.gitops.http.Patience;
import dev.gitops.http.RestClient;
import dev.gitops.network.Network;
import dev.gitops.spi.Forge;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Azure DevOps, Services and Server: by a personal access token, or by a token of Microsoft Entra. */
public final class AzureProvider extends HostedForgeProvider {

    private static final RepositoryAddress.Rule RULE = new RepositoryAddress.Rule("Azure DevOps", true, "v3");

    /** For {@link java.util.ServiceLoader}. */
    public AzureProvider() {
        this(Patience.STANDARD);
    }

    /**
     * With a patience of one's own.
     *
     * @param patience how long the host is waited for
     */
    public AzureProvider(Patience patience) {
        super("azure-devops", RULE, patience);
    }

    @Override
    protected Host host(RepositoryAddress address, Settings settings) {
        boolean services = address.base().getHost().equals("ssh.dev.azure.com");
        URI base = services ? URI.create("https://dev.azure.com") : address.base();
        return new Host(
                "Azure DevOps",
                URI.create(base + "/"),
                login(Credentials.token(settings, base)),
                Map.of(),
                "the scopes Code (read, write, status) and Project and team (read)",
                Network.of(settings.environment()));
    }

    /** Tokens of Entra are JSON Web Tokens; a personal one stands where a password would, without a user. */
    private static Login login(Optional<String> token) {
        boolean entra =
                token.filter(text -> text.matches("ey[^.]+\\.[^.]+\\.[^.]+")).isPresent();
        return token.isEmpty() || entra ? Login.token("Bearer", token) : Login.basic("", token.get());
    }

    @Override
    protected Forge forge(RestClient rest, RepositoryAddress address, Settings settings) {
        return new AzureForge(rest, address);
    }
}
