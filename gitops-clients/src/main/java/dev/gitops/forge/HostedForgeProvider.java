package dev.gitops.forge;

import dev.gitops.api.Settings;
import dev.gitops.http.Host;
import dev.gitops.http.Patience;
import dev.gitops.http.RestClient;
import dev.gitops.spi.Forge;
import dev.gitops.spi.ForgeProvider;
import java.net.URI;
import java.util.Optional;

/** What the providers of all hosts do alike: take the repository's URL apart, and open its host's interface. */
public abstract class HostedForgeProvider implements ForgeProvider {

    private final String kind;
    private final RepositoryAddress.Rule rule;
    private final Patience patience;

    /**
     * A provider.
     *
     * @param kind the word that selects it in the inventory
     * @param rule what the host's clone URLs look like
     * @param patience how long the host is waited for
     */
    protected HostedForgeProvider(String kind, RepositoryAddress.Rule rule, Patience patience) {
        this.kind = kind;
        this.rule = rule;
        this.patience = patience;
    }

    /**
     * The host and who asks it.
     *
     * @param address where the repository stands
     * @param settings the credentials and the network
     * @return the host
     */
    protected abstract Host host(RepositoryAddress address, Settings settings);

    /**
     * The repository's change requests.
     *
     * @param rest the host's interface
     * @param address where the repository stands
     * @param settings the credentials
     * @return the change requests
     */
    protected abstract Forge forge(RestClient rest, RepositoryAddress address, Settings settings);

    @Override
    public final String kind() {
        return kind;
    }

    @Override
    public final Forge open(Optional<URI> baseUrl, String repository, Settings settings) {
        RepositoryAddress address = RepositoryAddress.of(baseUrl, repository, rule);
        RestClient rest = new RestClient(host(address, settings), patience, settings.progress());
        return forge(rest, address, settings);
    }

    /**
     * A root below a base URL, which may name it already.
     *
     * @param base the host's base URL
     * @param path the path of its API, as in {@code /api/v4}
     * @return the root, ending in a slash
     */
    protected static URI below(URI base, String path) {
        String text = base.toString();
        return URI.create(text.endsWith(path) ? text + "/" : text + path + "/");
    }
}
