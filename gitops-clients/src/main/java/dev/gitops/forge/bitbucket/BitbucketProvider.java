package dev.gitops.forge.bitbucket;

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

/** Bitbucket Data Center. */
public final class BitbucketProvider implements ForgeProvider {

    private static final RepositoryAddress.Rule RULE = new RepositoryAddress.Rule("Bitbucket", false, "scm");

    private final Patience patience;

    /** For {@link java.util.ServiceLoader}. */
    public BitbucketProvider() {
        this(Patience.STANDARD);
    }

    BitbucketProvider(Patience patience) {
        this.patience = patience;
    }

    @Override
    public String kind() {
        return "bitbucket";
    }

    @Override
    public Forge open(Optional<URI> baseUrl, String repository, Optional<String> token, Progress progress) {
        RepositoryAddress address = RepositoryAddress.of(baseUrl, repository, RULE);
        String base = address.base().toString();
        Host host = new Host(
                "Bitbucket",
                URI.create(base.endsWith("/rest") ? base + "/" : base + "/rest/"),
                Access.token(token),
                "Bearer",
                Map.of("X-Atlassian-Token", "no-check"),
                "the permission repository write");
        return new BitbucketForge(new RestClient(host, patience, progress), address);
    }
}
