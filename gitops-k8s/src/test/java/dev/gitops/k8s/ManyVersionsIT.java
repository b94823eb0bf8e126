package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.ImmutableDeliveryRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A group whose preferred version has not all of its kinds, as the Gateway API's has no TCPRoute. */
class ManyVersionsIT extends OnRealCluster {

    private static final String GROUP = "routes.example.com";

    private static String definition(String kind, String version) {
        return """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata: { name: "%1$ss.%3$s" }
                spec:
                  group: %3$s
                  scope: Namespaced
                  names: { kind: %2$s, plural: "%1$ss", singular: "%1$s" }
                  versions: [ { name: %4$s, served: true, storage: true, schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } } } ]
                """.formatted(kind.toLowerCase(java.util.Locale.ROOT), kind, GROUP, version);
    }

    @AfterEach
    void forget() {
        if (cluster == null) {
            return;
        }
        for (String name : List.of("webroutes", "tcproutes")) {
            cluster.raw.call(
                    Call.delete("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name + "." + GROUP, "{}"));
        }
    }

    @Test
    void aKindThatOnlyAnOlderVersionHasIsPrunedLikeAnyOther() {
        String route =
                "apiVersion: " + GROUP + "/v1alpha2\nkind: TcpRoute\nmetadata: { name: db }\nspec: { port: 1 }\n";
        String definitions = Texts.all(definition("WebRoute", "v1"), definition("TcpRoute", "v1alpha2"));
        assertThat(deliver(Texts.all(definitions, route, Texts.config("a")))).isInstanceOf(Delivered.class);

        assertThat(delivery.deliver(
                        ImmutableDeliveryRequest.copyOf(
                                        cluster.request("shop", Texts.all(definitions, Texts.config("a"))))
                                .withPruneConfirmed(Set.of("TcpRoute/db")),
                        Progress.SILENT))
                .isInstanceOf(Delivered.class);
        assertThat(Json.objects(cluster.raw
                        .call(Call.get("/apis/" + GROUP + "/v1alpha2/namespaces/" + cluster.namespace + "/tcproutes"))
                        .body()))
                .isEmpty();
    }
}
