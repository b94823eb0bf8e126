package dev.gitops.cluster.object;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApplyOrderTest {

    @Test
    void whatOthersNeedComesFirstAndWhatJudgesAllRequestsLast() {
        assertThat(Stream.of(
                                "ValidatingWebhookConfiguration",
                                "Gadget",
                                "Deployment",
                                "Service",
                                "ConfigMap",
                                "ServiceAccount",
                                "CustomResourceDefinition",
                                "Namespace")
                        .sorted(Comparator.comparing(ApplyOrder::wave)))
                .containsExactly(
                        "Namespace",
                        "CustomResourceDefinition",
                        "ServiceAccount",
                        "ConfigMap",
                        "Service",
                        "Deployment",
                        "Gadget",
                        "ValidatingWebhookConfiguration");
    }
}
