package dev.gitops.forge.bitbucket;

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

/** Bitbucket Data Center. */
public final class BitbucketProvider extends HostedForgeProvider {

    private static final RepositoryAddress.Rule RULE = new RepositoryAddress.Rule("Bitbucket", false, "scm");

    /** For {@link java.util.ServiceLoader}. */
    public BitbucketProvider() {
        this(Patience.STANDARD);
    }

    /**
     * With a patience of one's own.
     *
     * @param patience how long the host is waited for
     */
    public BitbucketProvider(Patience patience) {
        super("bitbucket", RULE, patience);
    }

    @Override
    protected Host host(RepositoryAddress address, Settings settings) {
        return new Host(
                "Bitbucket",
                below(address.base(), "/rest"),
                Login.token("Bearer", Credentials.token(settings, address.base())),
                Map.of("X-Atlassian-Token", "no-check"),
                "the permission repository write",
                Network.of(settings.environment()));
    }

    @Override
    protected Forge forge(RestClient rest, RepositoryAddress address, Settings settings) {
        return new BitbucketForge(rest, address);
    }
}
