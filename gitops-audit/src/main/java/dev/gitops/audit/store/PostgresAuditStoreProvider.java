package dev.gitops.audit.store;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.audit.proof.Sealing;
import dev.gitops.spi.AuditStore;
import dev.gitops.spi.AuditStoreProvider;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;

/** {@code store: { postgres: { url: jdbc:postgresql://... } }}; user and password come from {@code GITOPS_AUDIT_USER} and {@code GITOPS_AUDIT_PASSWORD}. */
public final class PostgresAuditStoreProvider implements AuditStoreProvider {

    private static final Pattern CREDENTIALS = Pattern.compile("(?i).*([?&](password|sslpassword)=|//[^/?]*@).*");

    /** For {@link java.util.ServiceLoader}. */
    public PostgresAuditStoreProvider() {}

    @Override
    public String kind() {
        return "postgres";
    }

    @Override
    public String schema() {
        return """
                {"type": "object", "required": ["url"], "additionalProperties": false, "properties": {
                  "url": {"type": "string", "pattern": "^jdbc:postgresql:", "description": "The database, without a password: that comes from GITOPS_AUDIT_PASSWORD"},
                  "user": {"type": "string", "description": "The database's user, unless GITOPS_AUDIT_USER names one"}}}""";
    }

    @Override
    public AuditStore open(ProviderConfig config, Context context) {
        String url = config.text("url", "");
        if (CREDENTIALS.matcher(url).matches()) {
            throw new InvalidInputException(
                    "the audit store (" + config.position() + ")",
                    List.of(Problem.of(
                            "audit.store.postgres.url",
                            null,
                            "holds a password",
                            "take it out and give it in the environment variable GITOPS_AUDIT_PASSWORD")));
        }
        Properties login = new Properties();
        // One statement for many rows of a batch.
        login.setProperty("reWriteBatchedInserts", "true");
        String user = context.environment().getOrDefault("GITOPS_AUDIT_USER", config.text("user", ""));
        String password = context.environment().getOrDefault("GITOPS_AUDIT_PASSWORD", "");
        if (!user.isEmpty()) {
            login.setProperty("user", user);
        }
        if (!password.isEmpty()) {
            login.setProperty("password", password);
        }
        return new SqlAuditStore(new PostgresDialect(url, login), Sealing.of(context.environment()));
    }
}
