package dev.gitops.forge.github;

import dev.gitops.api.Progress;
import dev.gitops.forge.Access;
import dev.gitops.forge.RepositoryAddress;
import dev.gitops.http.Host;
import dev.gitops.http.Patience;
import dev.gitops.http.RestClient;
import dev.gitops.spi.Forge;
import dev.gitops.spi.ForgeProvider;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** GitHub, github.com and Enterprise (Server and with data residency). */
public final class GitHubProvider implements ForgeProvider {

    private static final RepositoryAddress.Rule RULE = new RepositoryAddress.Rule("GitHub", false, "");

    private final Patience patience;

    /** For {@link java.util.ServiceLoader}. */
    public GitHubProvider() {
        this(Patience.STANDARD);
    }

    GitHubProvider(Patience patience) {
        this.patience = patience;
    }

    @Override
    public String kind() {
        return "github";
    }

    @Override
    public Forge open(Optional<URI> baseUrl, String repository, Optional<String> token, Progress progress) {
        RepositoryAddress address = RepositoryAddress.of(baseUrl, repository, RULE);
        Host host = new Host(
                "GitHub",
                root(address.base()),
                Access.token(token),
                "Bearer",
                Map.of("Accept", "application/vnd.github+json", "X-GitHub-Api-Version", "2022-11-28"),
                "write access to contents, issues and pull requests of the repository");
        return new GitHubForge(new RestClient(host, patience, progress), address);
    }

    static URI root(URI base) {
        String host = base.getHost().toLowerCase(Locale.ROOT);
        String text = base.toString();
        if (host.equals("github.com") || host.equals("www.github.com")) {
            return URI.create("https://api.github.com/");
        }
        if (host.startsWith("api.") || text.endsWith("/api/v3")) {
            return URI.create(text + "/");
        }
        if (host.endsWith(".ghe.com")) {
            return URI.create("https://api." + host + "/");
        }
        return URI.create(text + "/api/v3/");
    }
}
