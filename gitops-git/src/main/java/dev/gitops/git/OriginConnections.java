package dev.gitops.git;

import dev.gitops.api.Origin;
import dev.gitops.network.Network;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/**
 * Connections of Git over HTTP that send a login to one origin only, since JGit goes on sending it after a redirect to another host; by the proxies and the certificate authorities of the settings
 * where those ask for some, instead of those of the whole process.
 */
final class OriginConnections extends JDKHttpConnectionFactory {

    private final Origin home;
    private final Network network;

    OriginConnections(Origin home, Network network) {
        this.home = home;
        this.network = network;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return network.asksForSomething() ? create(url, Proxy.NO_PROXY) : new Guarded(url, isHome(url));
    }

    /** The proxy that JGit found is that of the process. */
    @Override
    public HttpConnection create(URL url, Proxy ofProcess) throws IOException {
        if (!network.asksForSomething()) {
            return new Guarded(url, ofProcess, isHome(url));
        }
        Proxy proxy = network.proxies().select(URI.create(url.toString())).get(0);
        Guarded connection = new Guarded(url, resolved(proxy), isHome(url));
        Optional<TrustManager[]> trusting = network.trustManagers();
        if (trusting.isPresent() && "https".equals(url.getProtocol())) {
            try {
                connection.configure(null, trusting.get(), null);
            } catch (GeneralSecurityException e) {
                throw new IOException("cannot use the certificate authorities of GITOPS_CA_FILE", e);
            }
        }
        return connection;
    }

    /** A URL connection does not look up a proxy's name itself. */
    private static Proxy resolved(Proxy proxy) {
        return proxy.address() instanceof InetSocketAddress address && address.isUnresolved()
                ? new Proxy(proxy.type(), new InetSocketAddress(address.getHostString(), address.getPort()))
                : proxy;
    }

    private boolean isHome(URL url) {
        return Origin.of(url.getProtocol(), url.getHost(), url.getPort())
                .filter(home::equals)
                .isPresent();
    }

    private static final class Guarded extends JDKHttpConnection {

        private final boolean home;

        Guarded(URL url, boolean home) throws IOException {
            super(url);
            this.home = home;
        }

        Guarded(URL url, Proxy proxy, boolean home) throws IOException {
            super(url, proxy);
            this.home = home;
        }

        @Override
        public void setRequestProperty(String key, String value) {
            if (home || !key.equalsIgnoreCase("Authorization")) {
                super.setRequestProperty(key, value);
            }
        }
    }
}
