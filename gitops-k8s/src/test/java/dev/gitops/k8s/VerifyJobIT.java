package dev.gitops.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Json;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.JobEnd;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs that verify a deployment, on a real control plane whose Jobs complete, or fail by their image. */
class VerifyJobIT extends OnRealCluster {

    private static final String SECRET =
            "apiVersion: v1\nkind: Secret\nmetadata: { name: login }\nstringData: { password: a-password-of-shop }\n";

    private static String cronJob(String image) {
        return """
                apiVersion: batch/v1
                kind: CronJob
                metadata: { name: smoke }
                spec:
                  schedule: "0 0 1 1 *"
                  suspend: true
                  jobTemplate:
                    metadata: { labels: { part: smoke } }
                    spec:
                      template: { spec: { restartPolicy: Never, containers: [{ name: main, image: "registry.example.com/%s" }] } }
                """.formatted(image);
    }

    private JobEnd run(String image) {
        DeliveryRequest request = cluster.request("shop", Texts.all(cronJob(image), SECRET));
        assertThat(delivery.deliver(request, Progress.SILENT).objects()).isNotEmpty();
        return delivery.runJob(request, "smoke", Duration.ofSeconds(60), Progress.SILENT);
    }

    private List<String> jobs() {
        return Json.objects(cluster.raw
                        .call(Call.get(cluster.path("batch/v1", "jobs")))
                        .body())
                .stream()
                .filter(job -> Json.at(job, "metadata", "deletionTimestamp").isMissingNode())
                .map(job -> Json.at(job, "metadata", "name").asText())
                .toList();
    }

    @Test
    void oneThatCompletesPassesAndIsGone() {
        JobEnd end = run("shop:1");
        assertThat(end).returns(true, JobEnd::succeeded).returns(true, JobEnd::ran);
        assertThat(end.detail()).startsWith("completed after ");
        assertThat(jobs()).isEmpty();
    }

    @Test
    void oneThatFailsTellsWhyWithItsLogAndIsGone() {
        JobEnd end = run("fail:1");
        assertThat(end).returns(false, JobEnd::succeeded).returns(true, JobEnd::ran);
        assertThat(end.detail()).contains(" after ");
        assertThat(end.toString()).doesNotContain("a-password-of-shop");
        assertThat(jobs()).isEmpty();
    }

    @Test
    void whatIsNotInTheManifestsIsNotRun() {
        DeliveryRequest request = cluster.request("shop", SECRET);
        JobEnd end = delivery.runJob(request, "smoke", Duration.ofSeconds(5), Progress.SILENT);
        assertThat(end).returns(false, JobEnd::ran);
        assertThat(end.detail()).contains("no CronJob smoke");
    }

    @Test
    void aThreadThatIsToldToStopLeavesNoJobBehind() throws Exception {
        DeliveryRequest request = cluster.request("shop", cronJob("slow:1"));
        delivery.deliver(request, Progress.SILENT);
        Thread runs = new Thread(() -> delivery.runJob(request, "smoke", Duration.ofSeconds(60), Progress.SILENT));
        runs.start();
        for (int i = 0; i < 100 && jobs().isEmpty(); i++) {
            Thread.sleep(100);
        }
        assertThat(jobs()).hasSize(1);
        runs.interrupt();
        runs.join(20_000);
        assertThat(runs.isAlive()).isFalse();
        assertThat(jobs()).isEmpty();
    }
}
