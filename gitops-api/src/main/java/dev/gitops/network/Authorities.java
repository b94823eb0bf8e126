package dev.gitops.network;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Certificate authorities of a PEM file beside Java's own.
 *
 * @param managers what decides whom to trust
 * @param context the same as a context
 */
record Authorities(TrustManager[] managers, SSLContext context) {

    private static final String VARIABLE = "GITOPS_CA_FILE";

    static Authorities with(String file) {
        try {
            byte[] pem = Files.readAllBytes(Path.of(file));
            Collection<? extends Certificate> added =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
            if (added.isEmpty()) {
                throw unusable(file, "holds no certificate");
            }
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager known) {
                    for (X509Certificate authority : known.getAcceptedIssuers()) {
                        all.setCertificateEntry("java-" + number++, authority);
                    }
                }
            }
            for (Certificate authority : added) {
                all.setCertificateEntry("added-" + number++, authority);
            }
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] trusting = managers(all);
            context.init(null, trusting, null);
            return new Authorities(trusting, context);
        } catch (IOException | InvalidPathException e) {
            throw unusable(file, "cannot be read (" + e + ")");
        } catch (GeneralSecurityException e) {
            throw unusable(file, "is no PEM file of certificates (" + e.getMessage() + ")");
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static RuntimeException unusable(String file, String why) {
        return Network.invalid(VARIABLE, file, why, "name a file of PEM certificates, one after the other");
    }
}
