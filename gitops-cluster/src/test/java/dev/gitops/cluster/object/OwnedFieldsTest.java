package dev.gitops.cluster.object;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OwnedFieldsTest {

    private static final String LIVE = """
            {"apiVersion": "apps/v1", "kind": "Deployment",
             "metadata": {"name": "web", "uid": "u", "labels": {"app": "web"}, "managedFields": [
               {"manager": "gitops", "operation": "Apply", "apiVersion": "apps/v1", "fieldsV1": {
                 "f:metadata": {"f:labels": {"f:app": {}}},
                 "f:spec": {"f:replicas": {}, "f:template": {"f:spec": {"f:containers": {"k:{\\"name\\":\\"web\\"}": {
                   ".": {}, "f:name": {}, "f:image": {}, "f:args": {},
                   "f:ports": {"k:{\\"containerPort\\":8080,\\"protocol\\":\\"TCP\\"}": {".": {}, "f:containerPort": {}}}}}}}}}},
               {"manager": "kube-controller-manager", "operation": "Update", "subresource": "status", "fieldsV1": {"f:status": {}}}]},
             "spec": {"replicas": 2, "paused": false, "template": {"spec": {"containers": [
               {"name": "sidecar", "image": "proxy"},
               {"name": "web", "image": "shop:1", "args": ["-v"], "imagePullPolicy": "Always", "ports": [{"containerPort": 8080, "protocol": "TCP"}]}]}}}}
            """;

    private static final String WANTED = """
            {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web", "namespace": "x", "creationTimestamp": null, "labels": {"app": "web"}},
             "spec": {"replicas": 2, "template": {"spec": {"containers": [
               {"name": "web", "image": "shop:1", "args": ["-v"], "ports": [{"containerPort": 8080}]}]}}}}
            """;

    private static boolean unchanged(String wanted, String live) {
        JsonNode is = Json.read(live);
        return OwnedFields.applied(is, "gitops", "apps/v1")
                .filter(owned -> owned.unchanged(Json.read(wanted), is))
                .isPresent();
    }

    @Nested
    class AnObjectAsItWasApplied {

        @Test
        void isUnchangedWhateverOthersAddedToIt() {
            assertThat(unchanged(WANTED, LIVE)).isTrue();
        }

        @Test
        void isNotUnchangedOnceAValueIsAnother() {
            assertThat(unchanged(WANTED.replace("shop:1", "shop:2"), LIVE)).isFalse();
            assertThat(unchanged(WANTED.replace("\"replicas\": 2", "\"replicas\": 3"), LIVE))
                    .isFalse();
            assertThat(unchanged(WANTED.replace("[\"-v\"]", "[\"-v\", \"-q\"]"), LIVE))
                    .isFalse();
        }

        @Test
        void isNotUnchangedOnceAFieldComesOrGoes() {
            assertThat(unchanged(WANTED.replace("\"replicas\": 2,", ""), LIVE)).isFalse();
            assertThat(unchanged(WANTED.replace("\"replicas\": 2", "\"replicas\": 2, \"paused\": false"), LIVE))
                    .isFalse();
            assertThat(unchanged(WANTED.replace("{\"app\": \"web\"}", "{\"app\": \"web\", \"tier\": \"1\"}"), LIVE))
                    .isFalse();
        }

        @Test
        void isNotUnchangedOnceAnElementComes() {
            String two = WANTED.replace(
                    "\"containers\": [", "\"containers\": [{\"name\": \"sidecar\", \"image\": \"proxy\"},");
            assertThat(unchanged(two, LIVE)).isFalse();
            assertThat(unchanged(WANTED.replace("[{\"containerPort\": 8080}]", "[{\"containerPort\": 9090}]"), LIVE))
                    .isFalse();
        }

        @Test
        void isNotUnchangedOnceSomebodyElseOwnsAField() {
            assertThat(unchanged(WANTED, LIVE.replace("\"f:replicas\": {}, ", "")))
                    .isFalse();
        }
    }

    @Nested
    class AnObjectThatOthersApplied {

        @Test
        void provesNothing() {
            assertThat(unchanged(WANTED, LIVE.replace("\"manager\": \"gitops\"", "\"manager\": \"kubectl\"")))
                    .isFalse();
            assertThat(unchanged(
                            WANTED,
                            LIVE.replace(
                                    "\"apiVersion\": \"apps/v1\", \"fieldsV1\"",
                                    "\"apiVersion\": \"apps/v2\", \"fieldsV1\"")))
                    .isFalse();
        }
    }
}
