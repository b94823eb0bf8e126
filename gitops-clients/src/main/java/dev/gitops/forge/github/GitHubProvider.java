package dev.gitops.forge.github;

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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** GitHub, github.com and Enterprise (Server and with data residency), by a token or as a GitHub App. */
public final class GitHubProvider extends HostedForgeProvider {

    private static final RepositoryAddress.Rule RULE = new RepositoryAddress.Rule("GitHub", false, "");

    /** For {@link java.util.ServiceLoader}. */
    public GitHubProvider() {
        this(Patience.STANDARD);
    }

    /**
     * With a patience of one's own.
     *
     * @param patience how long the host is waited for
     */
    public GitHubProvider(Patience patience) {
        super("github", RULE, patience);
    }

    @Override
    protected Host host(RepositoryAddress address, Settings settings) {
        return new Host(
                "GitHub",
                root(address.base()),
                Login.token("Bearer", Credentials.token(settings, address.base())),
                Map.of("Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28"),
                "write access to contents, issues and pull requests of the repository",
                Network.of(settings.environment()));
    }

    @Override
    protected Forge forge(RestClient rest, RepositoryAddress address, Settings settings) {
        Optional<GitHubApp> app = GitHubApp.of(settings);
        RestClient asked = app.map(known -> rest.as(new InstallationLogin(known, rest, address, settings.clock())))
                .orElse(rest);
        return new GitHubForge(asked, address, app.map(GitHubApp::id));
    }

    static URI root(URI base) {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        String text = base.toString();
        if (host.equals("github.com") || host.equals("www.github.com")) {
            return URI.create("https://api.github.com/");
        }
        if (host.startsWith("api.")) {
            return URI.create(text + "/");
        }
        if (host.endsWith(".ghe.com")) {
            return URI.create("https://api." + host + "/");
        }
        return below(base, "/api/v3");
    }
}
