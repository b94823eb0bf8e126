package dev.gitops.cli.warmup;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A server of this process that a cluster's kubeconfig leads to, by TLS, which wants a client's certificate. One key, made by Java's keytool for this once, is everybody's. */
final class WarmupServer implements AutoCloseable {

    private static final String ALIAS = "warmup";
    private static final String PASSWORD = "for this run only";
    private static final long SECONDS = 20;

    private final HttpsServer server;
    private final ExecutorService workers;
    private final Path kubeconfig;

    private WarmupServer(HttpsServer server, ExecutorService workers, Path kubeconfig) {
        this.server = server;
        this.workers = workers;
        this.kubeconfig = kubeconfig;
    }

    /**
     * Starts one.
     *
     * @param folder where the key and the kubeconfig are kept
     * @throws IOException if this Java has no keytool, or no port is free
     */
    static WarmupServer start(Path folder) throws IOException {
        try {
            KeyStore store = keys(folder);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted(store));
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new WantsCertificate(tls));
            ExecutorService workers = Executors.newCachedThreadPool(work -> {
                Thread thread = new Thread(work, ALIAS);
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(workers);
            WarmupObjects objects = new WarmupObjects();
            server.createContext("/", exchange -> answer(exchange, objects));
            server.start();
            Path kubeconfig = folder.resolve("warmup.kubeconfig");
            Files.writeString(kubeconfig, kubeconfig(store, server.getAddress().getPort()));
            return new WarmupServer(server, workers, kubeconfig);
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    private static KeyStore keys(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        Path file = folder.resolve("warmup.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "RSA",
                        "-keysize",
                        "2048",
                        "-dname",
                        "CN=warmup",
                        "-ext",
                        "SAN=IP:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!keytool.waitFor(SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            keytool.destroyForcibly();
            throw new IOException("keytool makes no key");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(Files.readAllBytes(file)), PASSWORD.toCharArray());
        return store;
    }

    private static KeyStore trusted(KeyStore store) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, store.getCertificate(ALIAS));
        return trusted;
    }

    private static String kubeconfig(KeyStore store, int port) throws GeneralSecurityException {
        String certificate = pem("CERTIFICATE", store.getCertificate(ALIAS).getEncoded());
        Key key = store.getKey(ALIAS, PASSWORD.toCharArray());
        return """
                apiVersion: v1
                kind: Config
                current-context: warmup
                contexts: [{name: warmup, context: {cluster: warmup, user: warmup}}]
                clusters: [{name: warmup, cluster: {server: "https://127.0.0.1:%d", certificate-authority-data: %s}}]
                users: [{name: warmup, user: {client-certificate-data: %s, client-key-data: %s}}]
                """.formatted(port, certificate, certificate, pem("PRIVATE KEY", key.getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        String pem = "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static void answer(HttpExchange exchange, WarmupObjects objects) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map.Entry<Integer, String> answer = objects.answer(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), body);
            byte[] bytes = answer.getValue().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.getKey(), bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        }
    }

    private static final class WantsCertificate extends HttpsConfigurator {

        WantsCertificate(SSLContext tls) {
            super(tls);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            SSLParameters own = getSSLContext().getDefaultSSLParameters();
            own.setNeedClientAuth(true);
            parameters.setSSLParameters(own);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
