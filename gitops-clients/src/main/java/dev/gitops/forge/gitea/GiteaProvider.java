package dev.gitops.forge.gitea;

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
import java.util.Map;

/** Gitea and Forgejo. */
public final class GiteaProvider extends HostedForgeProvider {

    private static final RepositoryAddress.Rule RULE = new RepositoryAddress.Rule("Gitea", false, "");

    /** For {@link java.util.ServiceLoader}. */
    public GiteaProvider() {
        this(Patience.STANDARD);
    }

    /**
     * With a patience of one's own.
     *
     * @param patience how long the host is waited for
     */
    public GiteaProvider(Patience patience) {
        super("gitea", RULE, patience);
    }

    @Override
    protected Host host(RepositoryAddress address, Settings settings) {
        return new Host(
                "Gitea",
                below(address.base(), "/api/v1"),
                Login.token("token", Credentials.token(settings, address.base())),
                Map.of(),
                "the scopes write:repository, write:issue, read:organization and read:user",
                Network.of(settings.environment()));
    }

    @Override
    protected Forge forge(RestClient rest, RepositoryAddress address, Settings settings) {
        return new GiteaForge(rest, address);
    }
}
