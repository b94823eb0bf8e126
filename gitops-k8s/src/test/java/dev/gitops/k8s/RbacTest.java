package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.model.ProviderConfig;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.ManifestObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RbacTest {

    private static String roles(String delivery, String yaml) {
        return Rbac.roles(new ProviderConfig(delivery, Map.of(), ""), "staging", "shop", ManifestReader.read(yaml));
    }

    @Test
    void rightsAreForTheKindsOfTheManifestsOnly() {
        String roles = roles("apply", Texts.deployment("web", "shop:1", 1));

        assertThat(roles)
                .contains("- deployments", "- leases", "- pods/log")
                .doesNotContain("- secrets", "ClusterRole", "'*'");
    }

    @Test
    void kindsOutsideNamespacesNeedAClusterRole() {
        assertThat(roles("apply", "{apiVersion: v1, kind: Namespace, metadata: {name: shop}}"))
                .contains("kind: ClusterRole", "- namespaces");
    }

    @Test
    void aHandOverOnlyReadsAndOrders() {
        String roles = roles("argocd", Texts.deployment("web", "shop:1", 1));

        assertThat(ManifestReader.read(roles))
                .extracting(ManifestObject::kind)
                .isEqualTo(List.of("ServiceAccount", "Role", "RoleBinding", "Role", "RoleBinding"));
        assertThat(roles).contains("- applications").doesNotContain("- create", "- delete");
    }
}
