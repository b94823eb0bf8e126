package dev.gitops.k8s.handover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gitops.cluster.client.Json;
import org.junit.jupiter.api.Test;

class ArgoStatusTest {

    private static final JsonNode BEFORE =
            Json.read("{\"status\": {\"operationState\": {\"startedAt\": \"2026-01-01T00:00:00Z\"}}}");

    private static Stand of(boolean ordered, String application) {
        return new ArgoStatus("ours"::equals, BEFORE, ordered).of(Json.read(application));
    }

    @Test
    void aRefreshThatIsNotDoneSaysNothingYet() {
        assertThat(
                        of(
                                false,
                                "{\"metadata\": {\"annotations\": {\"argocd.argoproj.io/refresh\": \"normal\"}}, \"status\": {\"sync\": {\"status\": \"Synced\", \"revision\": \"ours\"}, \"health\": {\"status\": \"Healthy\"}}}"))
                .isEqualTo(new Stand.Waiting("refreshes"));
    }

    @Test
    void ourRevisionInSyncAndHealthyIsTheEnd() {
        assertThat(
                        of(
                                false,
                                "{\"status\": {\"sync\": {\"status\": \"Synced\", \"revision\": \"ours\"}, \"health\": {\"status\": \"Healthy\"}}}"))
                .isEqualTo(new Stand.Synced("ours"));
    }

    @Test
    void anotherRevisionInSyncIsNot() {
        assertThat(
                        of(
                                false,
                                "{\"status\": {\"sync\": {\"status\": \"Synced\", \"revision\": \"theirs\"}, \"health\": {\"status\": \"Healthy\"}}}"))
                .isEqualTo(new Stand.Overtaken("theirs"));
    }

    @Test
    void anOrderThatHasNotBegunIsWaitedFor() {
        assertThat(
                        of(
                                true,
                                "{\"status\": {\"sync\": {\"status\": \"OutOfSync\", \"revision\": \"head\"}, \"operationState\": {\"startedAt\": \"2026-01-01T00:00:00Z\", \"phase\": \"Succeeded\", \"syncResult\": {\"revision\": \"ours\"}}}}"))
                .isInstanceOf(Stand.Waiting.class);
    }

    @Test
    void healthThatIsOlderThanTheSyncDoesNotCount() {
        String application =
                "{\"status\": {\"reconciledAt\": \"2026-01-01T00:00:%s\", \"health\": {\"status\": \"Healthy\"}, \"operationState\": {\"startedAt\": \"2026-01-01T00:00:05Z\", \"finishedAt\": \"2026-01-01T00:00:09Z\", \"phase\": \"Succeeded\", \"syncResult\": {\"revision\": \"ours\"}}}}";

        assertThat(of(true, application.formatted("08Z"))).isInstanceOf(Stand.Waiting.class);
        assertThat(of(true, application.formatted("10Z"))).isEqualTo(new Stand.Synced("ours"));
    }

    @Test
    void aFailedSyncSpeaksForItsResources() {
        assertThat(
                        of(
                                true,
                                "{\"status\": {\"operationState\": {\"startedAt\": \"2026-01-01T00:00:05Z\", \"phase\": \"Failed\", \"message\": \"one or more objects failed\", \"syncResult\": {\"revision\": \"ours\", \"resources\": [{\"kind\": \"Deployment\", \"name\": \"web\", \"status\": \"SyncFailed\", \"message\": \"field is immutable\"}]}}}}"))
                .isEqualTo(new Stand.Broken(
                        "SyncFailed", "one or more objects failed (Deployment web: field is immutable)", true));
    }
}
