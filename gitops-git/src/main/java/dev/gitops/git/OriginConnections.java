package dev.gitops.git;

import dev.gitops.spi.Origin;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.eclipse.jgit.transport.http.JDKHttpConnectionFactory;

/** Connections that send a login to one origin only. JGit goes on sending it after a redirect to another host. */
final class OriginConnections extends JDKHttpConnectionFactory {

    private final Origin home;

    OriginConnections(Origin home) {
        this.home = home;
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
        return new Guarded(url, isHome(url));
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) throws IOException {
        return new Guarded(url, proxy, isHome(url));
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
