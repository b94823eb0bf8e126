package dev.gitops.forge.gitlab;

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

/** GitLab, gitlab.com and self-managed, with groups and subgroups. */
public final class GitLabProvider extends HostedForgeProvider {

    private static final RepositoryAddress.Rule RULE = new RepositoryAddress.Rule("GitLab", true, "");

    /** For {@link java.util.ServiceLoader}. */
    public GitLabProvider() {
        this(Patience.STANDARD);
    }

    /**
     * With a patience of one's own.
     *
     * @param patience how long the host is waited for
     */
    public GitLabProvider(Patience patience) {
        super("gitlab", RULE, patience);
    }

    @Override
    protected Host host(RepositoryAddress address, Settings settings) {
        return new Host(
                "GitLab",
                below(address.base(), "/api/v4"),
                Login.token("Bearer", Credentials.token(settings, address.base())),
                Map.of(),
                "the scope api and the role Developer (Maintainer where the target branch asks for it)",
                Network.of(settings.environment()));
    }

    @Override
    protected Forge forge(RestClient rest, RepositoryAddress address, Settings settings) {
        return new GitLabForge(rest, address);
    }
}
