package dev.gitops.forge.bitbucketcloud;

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

/** Bitbucket Cloud: by an access token, or by a user's name and API token. */
public final class BitbucketCloudProvider extends HostedForgeProvider {

    private static final RepositoryAddress.Rule RULE = new RepositoryAddress.Rule("Bitbucket Cloud", false, "");

    /** For {@link java.util.ServiceLoader}. */
    public BitbucketCloudProvider() {
        this(Patience.STANDARD);
    }

    /**
     * With a patience of one's own.
     *
     * @param patience how long the host is waited for
     */
    public BitbucketCloudProvider(Patience patience) {
        super("bitbucket-cloud", RULE, patience);
    }

    @Override
    protected Host host(RepositoryAddress address, Settings settings) {
        Optional<String> token = Credentials.token(settings, address.base());
        Optional<String> user = Credentials.user(settings, address.base());
        boolean cloud = address.base().getHost().endsWith("bitbucket.org");
        return new Host(
                "Bitbucket Cloud",
                cloud ? URI.create("https://api.bitbucket.org/2.0/") : below(address.base(), "/2.0"),
                token.isPresent() && user.isPresent()
                        ? Login.basic(user.get(), token.get())
                        : Login.token("Bearer", token),
                Map.of(),
                "the scopes repository:write, pullrequest:write and account",
                Network.of(settings.environment()));
    }

    @Override
    protected Forge forge(RestClient rest, RepositoryAddress address, Settings settings) {
        return new BitbucketCloudForge(rest, address);
    }
}
