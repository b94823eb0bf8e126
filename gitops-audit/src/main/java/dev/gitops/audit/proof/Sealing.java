package dev.gitops.audit.proof;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.record.Redaction;
import java.util.Map;
import java.util.Optional;

/** What is done to a record before it is kept or sent: secrets are taken out, then it is signed where there is a key to sign with. */
public final class Sealing {

    private final Redaction redaction;
    private final Optional<AuditKey> key;

    private Sealing(Redaction redaction, Optional<AuditKey> key) {
        this.redaction = redaction;
        this.key = key;
    }

    /**
     * As the environment asks for.
     *
     * @param environment the variables: secrets that must not be in a record, and {@code GITOPS_AUDIT_KEY}
     * @return the sealing; it signs where the key has its private part
     */
    public static Sealing of(Map<String, String> environment) {
        return new Sealing(Redaction.of(environment), AuditKey.of(environment).filter(AuditKey::canSign));
    }

    /**
     * A record as it is kept.
     *
     * @param record the record
     * @return it without secrets, and signed; a signature that somebody else made stays where there is no key, and where nothing had to be taken out
     */
    public DeploymentRecord seal(DeploymentRecord record) {
        DeploymentRecord clean = redaction.clean(record);
        return clean.signature().isPresent()
                ? clean
                : key.map(own -> own.sign(clean)).orElse(clean);
    }
}
