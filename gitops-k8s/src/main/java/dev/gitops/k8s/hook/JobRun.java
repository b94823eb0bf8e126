package dev.gitops.k8s.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Answer;
import dev.gitops.cluster.client.Call;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.client.Json;
import dev.gitops.cluster.client.Kind;
import dev.gitops.cluster.client.KnownKinds;
import dev.gitops.cluster.object.ObjectKey;
import dev.gitops.cluster.object.Secrets;
import dev.gitops.k8s.rollout.Item;
import dev.gitops.k8s.rollout.Patience;
import dev.gitops.k8s.rollout.Removal;
import dev.gitops.k8s.rollout.Rollout;
import dev.gitops.record.Redaction;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.JobEnd;
import dev.gitops.spi.ManifestObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Runs a Job made from a CronJob of the manifests: what was reviewed, not what the cluster has of it. The Job is deleted at its end; one that nobody is left to delete ends by its own deadline, and is
 * deleted by its time to live.
 */
public final class JobRun {

    /** The label of Jobs that verify a deployment: the application. */
    public static final String LABEL = "gitops.dev/verifies";

    private static final Kind JOB = KnownKinds.get("batch/v1", "Job");
    private static final Kind CRON_JOB = KnownKinds.get("batch/v1", "CronJob");
    private static final int LONGEST_BASE = 46;
    private static final int HOUR = 3600;

    private final Cluster cluster;
    private final DeliveryRequest request;
    private final Patience patience;
    private final Progress progress;

    /**
     * A run.
     *
     * @param cluster the cluster
     * @param request what was delivered
     * @param patience how long to wait for what looks as if it would not come; its total is how long the Job may take
     * @param progress is told what happens
     */
    public JobRun(Cluster cluster, DeliveryRequest request, Patience patience, Progress progress) {
        this.cluster = cluster;
        this.request = request;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @param cronJob the CronJob's name
     * @return how it ended
     */
    public JobEnd of(String cronJob) {
        Optional<ManifestObject> wanted = request.manifests().objects().stream()
                .filter(object ->
                        object.kind().equals("CronJob") && object.name().equals(cronJob))
                .findFirst();
        if (wanted.isEmpty()) {
            return notRun("the manifests have no CronJob " + cronJob);
        }
        String namespace = wanted.get()
                .inNamespace()
                .or(() -> Optional.ofNullable(request.target().namespace()))
                .orElse("default");
        try {
            Answer owner = cluster.call(Call.get(CRON_JOB.path(namespace, cronJob)));
            if (!owner.ok()) {
                return notRun("the CronJob " + namespace + "/" + cronJob + " cannot be read: " + owner.message());
            }
            ObjectNode job = job(Json.tree(wanted.get().content()), cronJob, owner.body());
            Answer made = made(namespace, job);
            return made.ok() ? ended(made.body()) : notRun("no Job can be made: " + made.message());
        } catch (GitOpsException unreachable) {
            return notRun(String.valueOf(unreachable.getMessage()));
        }
    }

    /** Its name is nobody else's: where it is there already, the answer to the first try was lost. */
    private Answer made(String namespace, ObjectNode job) {
        String name = Json.at(job, "metadata", "name").asText();
        try {
            Answer made =
                    cluster.call(Call.post(JOB.path(namespace), Json.text(job)).recognised());
            return made.conflict() ? cluster.call(Call.get(JOB.path(namespace, name))) : made;
        } catch (GitOpsException unanswered) {
            // it may have been made all the same
            delete(namespace, name);
            throw unanswered;
        }
    }

    private ObjectNode job(JsonNode cronJob, String name, JsonNode owner) {
        JsonNode template = Json.at(cronJob, "spec", "jobTemplate");
        ObjectNode job = Json.object().put("apiVersion", "batch/v1").put("kind", "Job");
        ObjectNode metadata =
                Json.at(template, "metadata") instanceof ObjectNode given ? given.deepCopy() : Json.object();
        String base = name.substring(0, Math.min(name.length(), LONGEST_BASE)).replaceAll("[^a-z0-9]+$", "");
        metadata.put("name", base + "-verify-" + UUID.randomUUID().toString().substring(0, 8));
        metadata.withObject("/labels").put(LABEL, request.target().app());
        metadata.withObject("/annotations").put("cronjob.kubernetes.io/instantiate", "manual");
        metadata.putArray("ownerReferences")
                .addObject()
                .put("apiVersion", "batch/v1")
                .put("kind", "CronJob")
                .put("name", name)
                .put("uid", Json.at(owner, "metadata", "uid").asText());
        job.set("metadata", metadata);
        ObjectNode spec = template.path("spec") instanceof ObjectNode given ? given.deepCopy() : Json.object();
        long most = Math.max(1, patience.total().toSeconds());
        long stated = spec.path("activeDeadlineSeconds").asLong(most);
        spec.put("activeDeadlineSeconds", Math.min(most, stated));
        if (!spec.has("backoffLimit")) {
            spec.put("backoffLimit", 0);
        }
        if (!spec.has("ttlSecondsAfterFinished")) {
            spec.put("ttlSecondsAfterFinished", HOUR);
        }
        job.set("spec", spec);
        return job;
    }

    private JobEnd ended(JsonNode live) {
        String namespace = Json.at(live, "metadata", "namespace").asText();
        String name = Json.at(live, "metadata", "name").asText();
        ObjectKey key = new ObjectKey("batch", "Job", namespace, name);
        progress.tell("runs the Job " + namespace + "/" + name);
        Instant began = Instant.now();
        try {
            Item item = new Item(key, JOB, live, Json.object().path("unknown"), "", true);
            Optional<DeploymentFailure> failure = new Rollout(cluster, List.of(item), patience, secrets(), progress)
                    .await()
                    .failure();
            String time = " after " + Duration.between(began, Instant.now()).toSeconds() + " s";
            return failure.map(why -> new JobEnd(
                            false,
                            why.ofTheCommit(),
                            why.reason() + time + ": " + why.message(),
                            masked(why.logTail())))
                    .orElseGet(() -> new JobEnd(true, true, "completed" + time, List.of()));
        } finally {
            delete(namespace, name);
        }
    }

    /** Even a thread that was told to stop leaves no Job behind. */
    private void delete(String namespace, String name) {
        boolean stopped = Thread.interrupted();
        try {
            cluster.call(Removal.call(JOB.path(namespace, name), null, "Background"));
        } catch (GitOpsException leftToItsDeadline) {
            progress.tell("the Job " + namespace + "/" + name + " could not be deleted; it ends by its own deadline");
        } finally {
            if (stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Secrets secrets() {
        return new Secrets(request.manifests().objects().stream()
                .map(object -> Json.tree(object.content()))
                .toList());
    }

    private static List<String> masked(List<String> log) {
        return Redaction.of(Map.of()).text(String.join("\n", log)).lines().toList();
    }

    private static JobEnd notRun(String why) {
        return new JobEnd(false, false, why, List.of());
    }
}
