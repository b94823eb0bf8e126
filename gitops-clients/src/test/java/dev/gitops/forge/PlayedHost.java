package dev.gitops.forge;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import dev.gitops.api.Settings;
import dev.gitops.spi.Forge;
import dev.gitops.spi.ForgeProvider;
import java.net.URI;
import java.util.Optional;

/** Clients of a host that a test plays. */
public final class PlayedHost {

    private PlayedHost() {}

    /** {@return the client of a repository, with a token} */
    public static Forge open(WireMockExtension host, ForgeProvider provider, String repository) {
        return open(host, provider, repository, TestSettings.withToken("secret"));
    }

    /** {@return the client of a repository, with other settings} */
    public static Forge open(WireMockExtension host, ForgeProvider provider, String repository, Settings settings) {
        return provider.open(Optional.of(URI.create(host.baseUrl())), repository, settings);
    }
}
