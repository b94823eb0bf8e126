package dev.gitops.gate;

import dev.gitops.api.Credentials;
import dev.gitops.api.Origin;
import dev.gitops.api.Settings;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key that requests to an origin are signed with: of {@link Settings#credentials()}, else {@code GITOPS_GATE_KEY} for the origins of {@code GITOPS_GATE_ORIGIN}. It never leaves this class. */
final class GateKey {

    private static final String HMAC = "HmacSHA256";

    private final byte[] key;

    private GateKey(String key) {
        this.key = key.getBytes(StandardCharsets.UTF_8);
    }

    /** The key for an origin; empty where there is none that may be used there. */
    static Optional<GateKey> of(Origin origin, Settings settings) {
        return settings.credentialsFor(origin)
                .flatMap(Credentials::secret)
                .or(() -> settings.variable("GITOPS_GATE_KEY")
                        .filter(key -> Origin.list(
                                        settings.variable("GITOPS_GATE_ORIGIN").orElse(""))
                                .contains(origin)))
                .map(GateKey::new);
    }

    /** The signature of a body that is sent at a time: {@code sha256=} and the HMAC of the seconds, a point and the body. */
    String sign(long seconds, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has " + HMAC, impossible);
        }
    }
}
