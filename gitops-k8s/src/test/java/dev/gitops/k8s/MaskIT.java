package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gitops.api.InvalidInputException;
import dev.gitops.spi.DeliveryResult.Delivered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is secret stays out of plans, differences and errors, wherever it stands in the manifests. */
class MaskIT extends OnRealCluster {

    private static final String WORKLOAD = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: web }
            spec:
              replicas: 0
              selector: { matchLabels: { app: web } }
              template:
                metadata: { labels: { app: web } }
                spec: { containers: [ { name: main, image: "r/x:1", env: [ { name: DB_PASSWORD, value: hunter2hunter2 }, { name: LEVEL, value: info } ] } ] }
            """;

    private static final String CONFIG =
            "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata: { API_TOKEN: hunter2hunter2, LEVEL: info }\n";

    private String diff(String yaml) {
        return delivery.diff(cluster.request("shop", yaml)).toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stringData: { password: { nested: hunter2hunter2 } }",
                "stringData: { password: [ hunter2hunter2 ] }",
                "data: { password: hunter2hunter2 }",
                "stringData: hunter2hunter2"
            })
    void aValueOfASecretThatTheServerCannotReadIsNotInItsError(String data) {
        assertThatThrownBy(() -> deliver("apiVersion: v1\nkind: Secret\nmetadata: { name: s }\n" + data + "\n"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Secret")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void literalsOfVariablesThatSpeakOfSecretsAreDigestsInPlans() {
        assertThat(deliver(WORKLOAD)).isInstanceOf(Delivered.class);

        assertThat(diff(WORKLOAD.replace("hunter2hunter2", "hunter3hunter3").replace("info", "debug")))
                .doesNotContain("hunter")
                .contains("env[name=DB_PASSWORD].value", "digest:", "debug");
    }

    @Test
    void entriesOfConfigMapsThatSpeakOfSecretsAreDigestsInPlans() {
        assertThat(deliver(CONFIG)).isInstanceOf(Delivered.class);

        assertThat(diff(CONFIG.replace("hunter2hunter2", "hunter3hunter3").replace("info", "debug")))
                .doesNotContain("hunter")
                .contains("data.API_TOKEN", "digest:", "debug");
    }

    @ParameterizedTest
    @ValueSource(strings = {"value: [ hunter2hunter2 ]", "value: { a: hunter2hunter2 }"})
    void aVariableThatTheServerCannotReadIsNotInItsError(String value) {
        assertThatThrownBy(() -> deliver(WORKLOAD.replace("value: hunter2hunter2", value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[ hunter2hunter2 ]", "{ a: hunter2hunter2 }"})
    void anEntryThatTheServerCannotReadIsNotInItsError(String value) {
        assertThatThrownBy(() -> deliver(CONFIG.replace("hunter2hunter2", value)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageNotContaining("hunter2");
    }
}
