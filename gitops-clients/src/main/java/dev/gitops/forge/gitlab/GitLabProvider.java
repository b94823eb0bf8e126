package dev.gitops.forge.gitlab;

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

/** GitLab, gitlab.com and self-managed, with groups and subgroups. */
public final class GitLabProvider implements ForgeProvider {

    private static final RepositoryAddress.Rule RULE = new RepositoryAddress.Rule("GitLab", true, "");

    private final Patience patience;

    /** For {@link java.util.ServiceLoader}. */
    public GitLabProvider() {
        this(Patience.STANDARD);
    }

    GitLabProvider(Patience patience) {
        this.patience = patience;
    }

    @Override
    public String kind() {
        return "gitlab";
    }

    @Override
    public Forge open(Optional<URI> baseUrl, String repository, Optional<String> token, Progress progress) {
        RepositoryAddress address = RepositoryAddress.of(baseUrl, repository, RULE);
        String base = address.base().toString();
        Host host = new Host(
                "GitLab",
                URI.create(base.endsWith("/api/v4") ? base + "/" : base + "/api/v4/"),
                Access.token(token),
                "Bearer",
                Map.of(),
                "the scope api and the role Developer (Maintainer where the target branch asks for it)");
        return new GitLabForge(new RestClient(host, patience, progress), address);
    }
}
