package dev.gitops.engine.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Credentials;
import dev.gitops.api.Settings;
import dev.gitops.api.model.ProviderConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScopedVariablesTest {

    private static final Settings SETTINGS = Settings.builder()
            .cacheFolder(Path.of("/nowhere"))
            .actor("alice")
            .putEnvironment("GITOPS_AUDIT_TOKEN", "of-the-variable")
            .addCredentials(
                    Credentials.of("https://api.cluster.example.com:6443").token("of-the-cluster"),
                    Credentials.of("https://audit.example.com").token("of-the-audit-system"),
                    Credentials.of("postgresql://db.example.com").login("audit", "of-the-database"))
            .recordKey(Path.of("/keys/records.pem"))
            .build();

    @Test
    void aClusterGetsItsOwnTokenAndNoOther() {
        assertThat(ScopedVariables.ofCluster(SETTINGS, "https://api.cluster.example.com:6443"))
                .containsEntry("GITOPS_CLUSTER_TOKEN", "of-the-cluster")
                .doesNotContainValue("of-the-audit-system")
                .doesNotContainValue("of-the-database");
        assertThat(ScopedVariables.ofCluster(SETTINGS, "https://api.other.example.com:6443"))
                .doesNotContainKey("GITOPS_CLUSTER_TOKEN");
        assertThat(ScopedVariables.ofCluster(SETTINGS, null)).doesNotContainKey("GITOPS_CLUSTER_TOKEN");
    }

    @Test
    void anEndpointGetsTheTokenOfItsOriginElseTheVariable() {
        assertThat(ScopedVariables.ofEndpoint(SETTINGS, "https://audit.example.com/records"))
                .containsEntry("GITOPS_AUDIT_TOKEN", "of-the-audit-system");
        assertThat(ScopedVariables.ofEndpoint(SETTINGS, "https://other.example.com/records"))
                .containsEntry("GITOPS_AUDIT_TOKEN", "of-the-variable");
    }

    @Test
    void aDatabaseGetsItsLoginAndTheStoreEverySecretToMask() {
        ProviderConfig store = new ProviderConfig(
                "postgres", Map.of("url", "jdbc:postgresql://db.example.com/records?ssl=true"), "audit.store");
        assertThat(ScopedVariables.ofStore(SETTINGS, store))
                .containsEntry("GITOPS_AUDIT_USER", "audit")
                .containsEntry("GITOPS_AUDIT_PASSWORD", "of-the-database")
                .containsEntry("GITOPS_AUDIT_KEY", "/keys/records.pem")
                .containsValue("of-the-cluster");
    }
}
