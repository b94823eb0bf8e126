package dev.gitops.forge.gitea;

import dev.gitops.api.Progress;
import dev.gitops.forge.Access;
import dev.gitops.forge.RepositoryAddress;
import dev.gitops.http.Host;
import dev.gitops.http.Patience;
import dev.gitops.http.RestClient;
import dev.gitops.spi.Forge;
import dev.gitops.spi.ForgeProvider;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Gitea and Forgejo. */
public final class GiteaProvider implements ForgeProvider {

    private static final RepositoryAddress.Rule RULE = new RepositoryAddress.Rule("Gitea", false, "");

    private final Patience patience;

    /** For {@link java.util.ServiceLoader}. */
    public GiteaProvider() {
        this(Patience.STANDARD);
    }

    GiteaProvider(Patience patience) {
        this.patience = patience;
    }

    @Override
    public String kind() {
        return "gitea";
    }

    @Override
    public Forge open(Optional<URI> baseUrl, String repository, Optional<String> token, Progress progress) {
        RepositoryAddress address = RepositoryAddress.of(baseUrl, repository, RULE);
        String base = address.base().toString();
        Host host = new Host(
                "Gitea",
                URI.create(base.endsWith("/api/v1") ? base + "/" : base + "/api/v1/"),
                Access.token(token),
                "token",
                Map.of(),
                "the scopes write:repository, write:issue, read:organization and read:user");
        return new GiteaForge(new RestClient(host, patience, progress), address);
    }
}
