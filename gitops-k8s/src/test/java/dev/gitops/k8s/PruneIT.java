package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.DeliveryResult.Delivered;
import dev.gitops.spi.DeliveryResult.Failed;
import dev.gitops.spi.DeliveryResult.Refused;
import dev.gitops.spi.ImmutableDeliveryRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is pruned, and what no prune takes away. */
class PruneIT extends OnRealCluster {

    private static final Duration HEEDED = Duration.ofMinutes(1);

    private static String configs(String... names) {
        return Arrays.stream(names).map(Texts::config).collect(Collectors.joining("---\n"));
    }

    private DeliveryResult confirmed(String yaml, String... confirmed) {
        DeliveryRequest request = ImmutableDeliveryRequest.builder()
                .from(cluster.request("shop", yaml))
                .pruneConfirmed(Set.of(confirmed))
                .build();
        return delivery.deliver(request, Progress.SILENT);
    }

    private boolean there(String name) {
        return !cluster.get("v1", "configmaps", name).isMissingNode();
    }

    @Test
    void whatGitNoLongerHasIsPruned() {
        deliver(configs("a", "b", "c", "d"));
        cluster.create("v1", "configmaps", "{\"metadata\": {\"name\": \"foreign\"}}");

        DeliveryResult result = deliver(configs("a", "b", "c"));

        assertThat(result.objects())
                .filteredOn(object -> object.name().equals("d"))
                .extracting("action")
                .containsExactly(Action.PRUNED);
        assertThat(there("d")).isFalse();
        assertThat(there("a")).isTrue();
        assertThat(there("foreign")).isTrue();
    }

    @Test
    void whatHelmIsToldToKeepStaysThoughGitNoLongerHasIt() {
        String kept =
                configs("d").replace("metadata: {", "metadata: { annotations: { helm.sh/resource-policy: keep },");
        deliver(Texts.all(configs("a", "b", "c"), kept));

        DeliveryResult result = deliver(configs("a", "b", "c"));

        assertThat(result).isInstanceOf(Delivered.class);
        assertThat(there("d")).isTrue();
    }

    @Test
    void aKindThatIsGoneFromGitIsPrunedToo() {
        deliver(Texts.all(configs("a", "b", "c"), "apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: robot }\n"));

        deliver(configs("a", "b", "c"));

        assertThat(cluster.get("v1", "serviceaccounts", "robot").isMissingNode())
                .isTrue();
        assertThat(Json.at(
                                cluster.get("v1", "configmaps", "gitops.shop.staging"),
                                "metadata",
                                "annotations",
                                "applyset.kubernetes.io/contains-group-kinds")
                        .asText())
                .isEqualTo("ConfigMap");
    }

    @Test
    void aCopyOfTheLabelByAnotherControllerIsNotOurs() {
        deliver(configs("a"));
        String id = Json.at(
                        cluster.get("v1", "configmaps", "a"), "metadata", "labels", "applyset.kubernetes.io/part-of")
                .asText();
        cluster.create(
                "v1",
                "configmaps",
                "{\"metadata\": {\"name\": \"copy\", \"labels\": {\"applyset.kubernetes.io/part-of\": \"" + id
                        + "\"}}}");

        deliver(configs("a"));

        assertThat(there("copy")).isTrue();
    }

    @Test
    void whatAFinalizerHoldsIsToldAsTerminatingUntilItIsGone() {
        deliver(configs("a", "b", "c", "d"));
        cluster.merge("v1", "configmaps", "d", "{\"metadata\": {\"finalizers\": [\"example.com/hold\"]}}", "somebody");

        for (int again = 0; again < 2; again++) {
            assertThat(deliver(configs("a", "b", "c")))
                    .isInstanceOfSatisfying(
                            Delivered.class,
                            delivered -> assertThat(delivered.notices())
                                    .anySatisfy(
                                            notice -> assertThat(notice).contains("terminating", "example.com/hold")));
        }
        assertThat(delivery.drift(cluster.request("shop", configs("a", "b", "c"))))
                .extracting("name")
                .containsExactly("d");
        cluster.merge("v1", "configmaps", "d", "{\"metadata\": {\"finalizers\": null}}", "somebody");

        assertThat(deliver(configs("a", "b", "c")))
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered -> assertThat(delivered.notices()).isEmpty());
    }

    @Test
    void whatIsStillGoingWhenGitWantsItAgainIsMadeAnewOnceItIsGone() throws Exception {
        deliver(configs("a", "b", "c", "d"));
        cluster.merge("v1", "configmaps", "d", "{\"metadata\": {\"finalizers\": [\"example.com/hold\"]}}", "somebody");
        deliver(configs("a", "b", "c"));
        assertThat(delivery.drift(cluster.request("shop", configs("a", "b", "c", "d"))))
                .flatExtracting(ObjectDifference::fields)
                .extracting(ObjectDifference.Field::path)
                .contains("metadata.deletionTimestamp");
        Thread release = new Thread(() -> {
            try {
                Thread.sleep(2_000);
            } catch (InterruptedException ended) {
                return;
            }
            cluster.merge("v1", "configmaps", "d", "{\"metadata\": {\"finalizers\": null}}", "somebody");
        });
        release.start();

        assertThat(deliver(configs("a", "b", "c", "d"))).isInstanceOf(Delivered.class);
        release.join();
        JsonNode there = cluster.get("v1", "configmaps", "d");
        assertThat(there.isObject()).isTrue();
        assertThat(Json.at(there, "metadata").has("deletionTimestamp")).isFalse();
    }

    @Test
    void whatAFinalizerHoldsThoughGitWantsItIsNotVerified() {
        deliver(configs("a", "b"));
        cluster.merge("v1", "configmaps", "b", "{\"metadata\": {\"finalizers\": [\"example.com/hold\"]}}", "somebody");
        cluster.delete("v1", "configmaps", "b");

        DeliveryRequest impatient = ImmutableDeliveryRequest.copyOf(cluster.request("shop", configs("a", "b")))
                .withTimeout(Duration.ofSeconds(2));
        assertThat(delivery.deliver(impatient, Progress.SILENT)).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.failure().reason()).isEqualTo("Terminating");
            assertThat(failed.failure().message()).contains("example.com/hold");
            assertThat(failed.failure().ofTheCommit()).isFalse();
        });
        cluster.merge("v1", "configmaps", "b", "{\"metadata\": {\"finalizers\": null}}", "somebody");
    }

    @Test
    void anEmptySetIsRefused() {
        deliver(configs("a"));

        assertThat(deliver(""))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .contains("are empty"));
        assertThat(there("a")).isTrue();
    }

    @Test
    void moreThanTheStatedShareIsRefusedUnlessConfirmedOrAllowed() {
        deliver(configs("a", "b", "c", "d"));

        assertThat(deliver(configs("a", "b")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .contains("2 of 4", "50 %", "ConfigMap/c"));
        assertThat(there("c")).isTrue();
        assertThat(confirmed(configs("a", "b"), "ConfigMap/c", "ConfigMap/d")).isInstanceOf(Delivered.class);
        assertThat(there("c")).isFalse();
        DeliveryRequest generous = cluster.request("shop", configs("a"), Map.of("prune", Map.of("maxShare", 0.5)));
        assertThat(delivery.deliver(generous, Progress.SILENT)).isInstanceOf(Delivered.class);
    }

    @Test
    void aClaimIsRefusedUnlessConfirmedByName() {
        String claim = """
                apiVersion: v1
                kind: PersistentVolumeClaim
                metadata: { name: data }
                spec: { accessModes: [ReadWriteOnce], storageClassName: none, resources: { requests: { storage: 1Gi } } }
                """;
        deliver(Texts.all(configs("a", "b", "c", "d"), claim));

        assertThat(deliver(configs("a", "b", "c", "d")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .contains("--prune-confirm PersistentVolumeClaim/data"));
        assertThat(confirmed(configs("a", "b", "c", "d"), "PersistentVolumeClaim/data"))
                .isInstanceOf(Delivered.class);
    }

    @Test
    void aFailedDeletionStaysInTheSetAndIsTriedAgain() {
        deliver(configs("a", "b", "c", "stuck"));
        String policy = """
                {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicy", "metadata": {"name": "%1$s"},
                 "spec": {"failurePolicy": "Fail", "matchConstraints": {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "%1$s"}},
                  "resourceRules": [{"apiGroups": [""], "apiVersions": ["v1"], "operations": ["DELETE"], "resources": ["configmaps"]}]},
                  "validations": [{"expression": "false", "message": "not today"}]}}
                """.formatted(cluster.namespace);
        String binding = """
                {"apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingAdmissionPolicyBinding", "metadata": {"name": "%1$s"},
                 "spec": {"policyName": "%1$s", "validationActions": ["Deny"]}}
                """.formatted(cluster.namespace);
        String base = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolic";
        cluster.raw.call(Call.post(base + "ies", policy));
        cluster.raw.call(Call.post(base + "ybindings", binding));
        try {
            awaitDenial();
            DeliveryResult result = deliver(configs("a", "b", "c"));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Delivered.class,
                            delivered -> assertThat(delivered.notices())
                                    .anySatisfy(notice ->
                                            assertThat(notice).contains("stuck", "not today", "tries again")));
            assertThat(there("stuck")).isTrue();
        } finally {
            cluster.raw.call(Call.delete(base + "ybindings/" + cluster.namespace, "{}"));
            cluster.raw.call(Call.delete(base + "ies/" + cluster.namespace, "{}"));
        }
        for (Instant until = Instant.now().plus(HEEDED);
                there("stuck") && Instant.now().isBefore(until); ) {
            deliver(configs("a", "b", "c"));
        }
        assertThat(there("stuck")).isFalse();
    }

    /** A policy takes a moment until the server heeds it, longer than a hundred requests where others are busy too. */
    private void awaitDenial() {
        int code = 0;
        Instant until = Instant.now().plus(HEEDED);
        for (int i = 0; code != 422 && Instant.now().isBefore(until); i++) {
            cluster.create("v1", "configmaps", "{\"metadata\": {\"name\": \"probe" + i + "\"}}");
            code = cluster.delete("v1", "configmaps", "probe" + i).code();
        }
        assertThat(code).as("the server heeds the policy").isEqualTo(422);
    }

    @Test
    void anObjectOfAnotherApplicationIsNotTakenAway() {
        delivery.deliver(cluster.request("other", configs("a")), Progress.SILENT);

        assertThat(deliver(configs("a")))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.reasons())
                                .singleElement()
                                .asString()
                                .contains("belongs to another ApplySet"));
    }
}
