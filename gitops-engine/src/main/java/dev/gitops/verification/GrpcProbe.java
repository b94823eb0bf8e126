package dev.gitops.verification;

import dev.gitops.network.Network;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2MultiplexingRequester;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2MultiplexingRequesterBootstrap;
import org.apache.hc.core5.http2.protocol.H2RequestContent;
import org.apache.hc.core5.http2.protocol.H2RequestTargetHost;
import org.apache.hc.core5.http2.ssl.H2ClientTlsStrategy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** Asks a gRPC server for its health: {@code grpc.health.v1.Health/Check} over HTTP/2, encrypted or not. Proxies are passed by. */
final class GrpcProbe implements Probe {

    private static final String METHOD = "/grpc.health.v1.Health/Check";
    private static final ContentType GRPC = ContentType.create("application/grpc");

    private final URI server;
    private final String service;
    private final Network network;

    GrpcProbe(URI server, String service, Network network) {
        this.server = server;
        this.service = service;
        this.network = network;
    }

    @Override
    public Reply ask(Duration left) throws InterruptedException {
        Duration limit = left.compareTo(HttpProbe.LONGEST_REQUEST) < 0 ? left : HttpProbe.LONGEST_REQUEST;
        H2MultiplexingRequester requester = requester();
        try {
            requester.start();
            Future<Reply> future = requester.execute(
                    host(),
                    producer(),
                    new HealthAnswer(),
                    Timeout.ofMilliseconds(Math.max(1, limit.toMillis())),
                    HttpCoreContext.create(),
                    null);
            return future.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            String why = cause.getMessage();
            return Reply.of(false, why == null ? cause.getClass().getSimpleName() : why);
        } catch (TimeoutException late) {
            return Reply.of(false, "no answer within " + limit.toMillis() + " ms");
        } finally {
            requester.close(CloseMode.IMMEDIATE);
        }
    }

    private HttpHost host() {
        int usual = server.getScheme().equals("https") ? 443 : 80;
        return new HttpHost(server.getScheme(), server.getHost(), server.getPort() < 0 ? usual : server.getPort());
    }

    private BasicRequestProducer producer() {
        BasicHttpRequest request = new BasicHttpRequest(Method.POST, host(), METHOD);
        request.addHeader("te", "trailers");
        return new BasicRequestProducer(request, new BasicAsyncEntityProducer(HealthAnswer.question(service), GRPC));
    }

    private H2MultiplexingRequester requester() {
        // the usual processor waits for 100 Continue, which servers of gRPC never send
        H2MultiplexingRequesterBootstrap bootstrap = H2MultiplexingRequesterBootstrap.bootstrap()
                .setHttpProcessor(HttpProcessorBuilder.create()
                        .add(new H2RequestContent())
                        .add(new H2RequestTargetHost())
                        .build());
        if (server.getScheme().equals("https")) {
            bootstrap.setTlsStrategy(new H2ClientTlsStrategy(
                    network.trust().orElseGet(GrpcProbe::usual),
                    (endpoint, engine) -> {
                        SSLParameters parameters = engine.getSSLParameters();
                        parameters.setEndpointIdentificationAlgorithm("HTTPS");
                        engine.setSSLParameters(parameters);
                    },
                    null));
        }
        return bootstrap.create();
    }

    private static SSLContext usual() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException(never);
        }
    }
}
