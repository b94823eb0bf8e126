package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.model.ProviderConfig;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.ManifestObject;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    void jobsMayBeRunWhereVerifyStepsMakeThemAndNowhereElse() {
        String cronJob = "{apiVersion: batch/v1, kind: CronJob, metadata: {name: smoke}}";
        for (String delivery : List.of("apply", "flux")) {
            ProviderConfig config = new ProviderConfig(delivery, Map.of(), "");
            assertThat(Rbac.roles(config, "staging", "shop", ManifestReader.read(cronJob), Set.of("smoke")))
                    .contains("- jobs");
            assertThat(Rbac.roles(config, "staging", "shop", ManifestReader.read(cronJob), Set.of("other")))
                    .doesNotContain("- jobs");
        }
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
