package dev.gitops.cluster.client;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom a connection trusts, and who it is. A stated authority is the only one that is trusted, as with kubectl. No key store is used: making one out of a key and reading Java's own
 * authorities costs more than the rest of the handshake.
 */
final class Tls {

    private Tls() {}

    static TrustManager[] trust(Config config) throws IOException, GeneralSecurityException {
        byte[] authority = content(config.getCaCertData(), config.getCaCertFile());
        if (config.isTrustCerts() || authority == null) {
            return SSLUtils.trustManagers(null, null, config.isTrustCerts(), null, null);
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(
                certificates(authority).stream()
                        .map(one -> new TrustAnchor(one, null))
                        .collect(Collectors.toSet()),
                new X509CertSelector());
        parameters.setRevocationEnabled(false);
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(new CertPathTrustManagerParameters(parameters));
        return factory.getTrustManagers();
    }

    static KeyManager @Nullable [] identity(Config config) throws IOException, GeneralSecurityException {
        byte[] certificate = content(config.getClientCertData(), config.getClientCertFile());
        byte[] key = content(config.getClientKeyData(), config.getClientKeyFile());
        return certificate == null || key == null
                ? null
                : new KeyManager[] {new Identity(certificates(certificate), PrivateKeys.read(key))};
    }

    private static byte @Nullable [] content(@Nullable String data, @Nullable String file) throws IOException {
        if (data != null) {
            return Base64.getMimeDecoder().decode(data);
        }
        return file == null ? null : Files.readAllBytes(Path.of(file));
    }

    private static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** One certificate with its key, whatever the server asks for. */
    private static final class Identity extends X509ExtendedKeyManager {

        private static final String ALIAS = "client";

        private final X509Certificate[] chain;
        private final PrivateKey key;

        Identity(List<X509Certificate> chain, PrivateKey key) {
            this.chain = chain.toArray(X509Certificate[]::new);
            this.key = key;
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return fits(type) ? new String[] {ALIAS} : new String[0];
        }

        @Override
        public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return choose(types);
        }

        @Override
        public @Nullable String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return choose(types);
        }

        private @Nullable String choose(String[] types) {
            return List.of(types).stream().anyMatch(this::fits) ? ALIAS : null;
        }

        /** Types are algorithms, sometimes with the issuer's: {@code EC}, {@code EC_RSA}, {@code RSASSA-PSS}. */
        private boolean fits(String type) {
            String own = key.getAlgorithm();
            return type.startsWith(own) || own.equals("EdDSA") && type.startsWith("Ed");
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return chain.clone();
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return key;
        }
    }
}
