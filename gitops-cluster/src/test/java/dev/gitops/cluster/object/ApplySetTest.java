package dev.gitops.cluster.object;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApplySetTest {

    @Test
    void theIdIsTheOneThatKubectlGives() {
        // as `kubectl apply --prune --applyset=configmaps/gitops.probe.staging -n default` of 1.32 labels its parent
        assertThat(ApplySet.id("gitops.probe.staging", "default"))
                .isEqualTo("applyset-rU-JblJzh23PtVXEu0OeTj2lLXQrIhTu4kEDwG7M0Tk-v1");
    }

    @Test
    void noTwoEnvironmentsShareAParent() {
        assertThat(ApplySet.parent("a-b", "c")).isNotEqualTo(ApplySet.parent("a", "b-c"));
    }
}
