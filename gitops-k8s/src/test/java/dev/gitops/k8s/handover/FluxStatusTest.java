package dev.gitops.k8s.handover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.cluster.client.Json;
import org.junit.jupiter.api.Test;

class FluxStatusTest {

    private static final FluxStatus STATUS = new FluxStatus("0123456789abcdef"::equals, "0123456789abcdef", "now");

    private static Stand kustomization(String ready, String reason, String attempted, String applied) {
        return STATUS.ofKustomization(Json.read("""
                {"metadata": {"generation": 1}, "status": {"observedGeneration": 1, "lastHandledReconcileAt": "now",
                 "lastAttemptedRevision": "main@sha1:%3$s", "lastAppliedRevision": "main@sha1:%4$s",
                 "conditions": [{"type": "Ready", "status": "%1$s", "reason": "%2$s", "message": "m"}]}}
                """.formatted(ready, reason, attempted, applied)));
    }

    @Test
    void ourRevisionAppliedAndReadyIsTheEnd() {
        assertThat(kustomization("True", "ReconciliationSucceeded", "0123456789abcdef", "0123456789abcdef"))
                .isEqualTo(new Stand.Synced("0123456789abcdef"));
    }

    @Test
    void aFailureOfOurRevisionIsOneAndThatOfAnOlderIsNot() {
        assertThat(kustomization("False", "BuildFailed", "0123456789abcdef", "old"))
                .isEqualTo(new Stand.Broken("BuildFailed", "m", true));
        assertThat(kustomization("False", "BuildFailed", "old", "old")).isEqualTo(new Stand.Waiting("m"));
    }

    @Test
    void aDependencyThatIsNotReadyMayStillBecomeIt() {
        assertThat(kustomization("False", "DependencyNotReady", "0123456789abcdef", "old"))
                .isEqualTo(new Stand.Broken("DependencyNotReady", "m", false));
    }

    @Test
    void aRequestThatIsNotHandledYetIsWaitedFor() {
        assertThat(STATUS.ofKustomization(Json.read("{\"status\": {\"lastHandledReconcileAt\": \"before\"}}")))
                .isEqualTo(new Stand.Waiting("reconciles"));
    }

    @Test
    void aSuspendedOneIsSaidToBe() {
        assertThat(STATUS.ofKustomization(Json.read("{\"spec\": {\"suspend\": true}}")))
                .isEqualTo(new Stand.Broken("Suspended", "somebody suspended it; resume it first", true));
    }

    @Test
    void aChartFromGitIsKnownByTheCommitInItsVersion() {
        assertThat(STATUS.ofRelease(Json.read("""
                {"status": {"lastHandledReconcileAt": "now", "lastAttemptedRevision": "1.2.3+0123456789ab",
                 "conditions": [{"type": "Ready", "status": "True"}]}}
                """))).isEqualTo(new Stand.Synced("0123456789abcdef"));
    }
}
