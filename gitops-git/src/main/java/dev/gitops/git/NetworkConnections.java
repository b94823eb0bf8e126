package dev.gitops.git;

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
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/** Connections of Git over HTTP by the proxies and the certificate authorities of the settings, instead of those of the whole process. */
final class NetworkConnections implements HttpConnectionFactory {

    private final JDKHttpConnectionFactory connections = new JDKHttpConnectionFactory();
    private final Network network;

    NetworkConnections(Network network) {
        this.network = network;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return create(url, Proxy.NO_PROXY);
    }

    /** The proxy that JGit found is that of the process. */
    @Override
    public HttpConnection create(URL url, Proxy ofProcess) throws IOException {
        Proxy proxy = network.proxies().select(URI.create(url.toString())).get(0);
        HttpConnection connection = connections.create(url, resolved(proxy));
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

    /** An URL connection does not look up a proxy's name itself. */
    private static Proxy resolved(Proxy proxy) {
        return proxy.address() instanceof InetSocketAddress address && address.isUnresolved()
                ? new Proxy(proxy.type(), new InetSocketAddress(address.getHostString(), address.getPort()))
                : proxy;
    }
}
