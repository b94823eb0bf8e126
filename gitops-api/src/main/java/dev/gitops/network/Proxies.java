package dev.gitops.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Chooses the proxy of a URL by its scheme, unless its host is to be reached directly. */
final class Proxies extends ProxySelector {

    private final Optional<Proxy> https;
    private final Optional<Proxy> http;
    private final NoProxy none;

    Proxies(Optional<Proxy> https, Optional<Proxy> http, NoProxy none) {
        this.https = https;
        this.http = http;
        this.none = none;
    }

    @Override
    public List<java.net.Proxy> select(URI url) {
        boolean secret = "https".equalsIgnoreCase(url.getScheme());
        Optional<Proxy> proxy = secret ? https : http;
        if (proxy.isEmpty() || url.getHost() == null || none.covers(url.getHost(), port(url, secret))) {
            return List.of(java.net.Proxy.NO_PROXY);
        }
        // Resolved by Java when it connects, as every other host.
        return List.of(new java.net.Proxy(
                java.net.Proxy.Type.HTTP,
                InetSocketAddress.createUnresolved(
                        proxy.get().host(), proxy.get().port())));
    }

    private static int port(URI url, boolean secret) {
        return url.getPort() >= 0 ? url.getPort() : secret ? 443 : 80;
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        // The request's own failure tells it.
    }
}
