package dev.gitops.engine.workspace;

import dev.gitops.api.Credentials;
import dev.gitops.api.Origin;
import dev.gitops.api.Settings;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.record.Redaction;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The variables as one connection sees them: credentials that were given for its origin stand where a variable would, and those of other origins stand nowhere. */
final class ScopedVariables {

    private static final String JDBC = "jdbc:";

    private ScopedVariables() {}

    static Map<String, String> ofCluster(Settings settings, @Nullable String server) {
        return with(settings, server, "", "GITOPS_CLUSTER_TOKEN");
    }

    static Map<String, String> ofEndpoint(Settings settings, String address) {
        return with(settings, address, "", "GITOPS_AUDIT_TOKEN");
    }

    /** A store masks every secret that is known, whatever origin it belongs to, and starts no program that would get them. */
    static Map<String, String> ofStore(Settings settings, ProviderConfig store) {
        Map<String, String> variables = new LinkedHashMap<>(Redaction.known(settings));
        String url = store.text("url", "");
        String address = url.startsWith(JDBC) ? url.substring(JDBC.length()).split("[?]", 2)[0] : url;
        variables.putAll(with(settings, address, "GITOPS_AUDIT_USER", "GITOPS_AUDIT_PASSWORD"));
        settings.recordKey().ifPresent(key -> variables.put("GITOPS_AUDIT_KEY", key.toString()));
        return variables;
    }

    private static Map<String, String> with(Settings settings, @Nullable String url, String user, String secret) {
        Optional<Credentials> given =
                Optional.ofNullable(url).flatMap(Origin::of).flatMap(settings::credentialsFor);
        Map<String, String> variables = new HashMap<>(settings.environment());
        given.flatMap(Credentials::secret).ifPresent(value -> variables.put(secret, value));
        if (!user.isEmpty()) {
            given.flatMap(Credentials::user).ifPresent(name -> variables.put(user, name));
        }
        return variables;
    }
}
