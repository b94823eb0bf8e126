package dev.gitops.helm.release;

import com.marcnuri.helm.ReleaseHistory;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.health.HealthRules;
import dev.gitops.cluster.health.Verdict;
import dev.gitops.helm.ReleaseFiles;
import dev.gitops.manifests.ObjectDiff;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.ManifestObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One delivery: installs or upgrades the release, unless it holds these manifests already and the cluster has them. */
record Upgrade(HelmClient helm, Cluster cluster, DeliveryRequest request, Progress progress) {

    private static final Pattern RESOURCE =
            Pattern.compile("resource:? ([A-Za-z]+)/([^/ ]+)/([a-z0-9.-]+)(?: not ready)?");

    private static final Duration PAUSE = Duration.ofSeconds(1);

    DeliveryResult run() {
        Instant until = Instant.now().plus(request.timeout());
        String release = ReleaseFiles.nameOf(request);
        String namespace = HelmDelivery.namespace(request);
        List<ManifestObject> wanted = HelmDelivery.wanted(request);
        List<ReleaseHistory> history = helm.history(release, namespace);
        Optional<ReleaseHistory> newest = history.stream().reduce((earlier, later) -> later);
        if (newest.filter(revision -> revision.getStatus().startsWith("pending"))
                .isPresent()) {
            return new DeliveryResult.Refused(List.of("the release " + release + " is "
                    + newest.get().getStatus() + " since " + newest.get().getUpdated()
                    + ": another deployment is at work, or one was ended in the middle; wait for it, or where none runs: helm rollback "
                    + release + " -n " + namespace));
        }
        Optional<ReleaseHistory> deployed = history.stream()
                .filter(revision -> revision.getStatus().equals("deployed"))
                .reduce((earlier, later) -> later);
        List<ManifestObject> before = deployed.map(
                        revision -> ReleaseRecord.manifest(cluster, release, namespace, revision.getRevision()))
                .orElse(List.of());
        if (deployed.filter(revision -> revision.getDescription().contains(digest()))
                .isPresent()) {
            List<Live> live = Live.read(cluster, wanted, namespace);
            if (HelmDelivery.differing(live, request).isEmpty()) {
                progress.tell("the release " + release + " has these manifests already");
                return finished(settled(wanted, namespace, until), Map.of(), List.of());
            }
            progress.tell(
                    "the release " + release + " has these manifests, but the cluster differs from them; upgrading");
        }
        boolean atomic = request.config().flag("atomic", true);
        boolean install = deployed.isEmpty()
                && (newest.isEmpty() || newest.get().getStatus().equals("uninstalled"));
        progress.tell((install ? "installing" : "upgrading") + " the release " + release + " in " + namespace);
        try (ReleaseFiles files = ReleaseFiles.of(request)) {
            helm.deploy(files.chart(), install, release, namespace, description(), atomic, request.timeout());
        } catch (IllegalStateException failed) {
            return failed(failed, wanted, namespace, atomic, install);
        }
        return finished(settled(wanted, namespace, until), actions(wanted, before), pruned(wanted, before));
    }

    private HealthRules rules() {
        return HealthRules.with(request.healthRules());
    }

    /** The objects once all of them are healthy, or will not be: Helm waits for what runs pods, and for nothing that other controllers look after. */
    private List<Live> settled(List<ManifestObject> wanted, String namespace, Instant until) {
        HealthRules rules = rules();
        while (true) {
            List<Live> live = Live.read(cluster, wanted, namespace);
            Optional<Live> open = live.stream()
                    .filter(one -> one.verdict(rules).health() == Health.PROGRESSING
                            && one.verdict(rules).outlook() == Verdict.Outlook.OPEN)
                    .findFirst();
            if (open.isEmpty() || !Instant.now().plus(PAUSE).isBefore(until)) {
                return live;
            }
            progress.tell("waits for " + open.get().wanted() + ": "
                    + open.get().verdict(rules).text());
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return live;
            }
        }
    }

    /** A person reads it in {@code helm history}; the digest tells the next delivery that nothing changed. */
    private String description() {
        return "commit " + request.commit() + " by " + request.actor() + ", manifests " + digest();
    }

    private String digest() {
        return request.manifests().digest();
    }

    private DeliveryResult finished(List<Live> live, Map<String, Action> actions, List<DeployedObject> pruned) {
        List<DeployedObject> objects = new ArrayList<>(live.stream()
                .map(object -> object.deployed(actions.getOrDefault(key(object.wanted()), Action.UNCHANGED), rules()))
                .toList());
        objects.addAll(pruned);
        boolean changed = !actions.isEmpty();
        Set<String> waited = live.stream()
                .filter(one -> one.verdict(rules()).outlook() != Verdict.Outlook.OPTIONAL)
                .map(one -> key(one.wanted()))
                .collect(Collectors.toSet());
        Optional<DeployedObject> unhealthy = live.stream()
                .filter(one -> waited.contains(key(one.wanted()))
                        && !one.verdict(rules()).settled())
                .map(one -> one.deployed(Action.UNCHANGED, rules()))
                .findFirst();
        if (unhealthy.isPresent()) {
            DeployedObject object = unhealthy.get();
            String name =
                    object.kind() + " " + (object.namespace() == null ? "" : object.namespace() + "/") + object.name();
            return new DeliveryResult.Failed(
                    objects,
                    new DeploymentFailure(
                            name,
                            null,
                            object.health() == Health.PROGRESSING ? "Timeout" : "Unhealthy",
                            name + " is " + object.health().word()
                                    + (object.reason() == null ? "" : ": " + object.reason()),
                            List.of(),
                            List.of()));
        }
        return new DeliveryResult.Delivered(objects, changed, List.of());
    }

    /** Every object of an upgrade has an action, since Helm writes a new revision whatever changed. */
    private static Map<String, Action> actions(List<ManifestObject> wanted, List<ManifestObject> before) {
        Map<String, Action> actions = new HashMap<>();
        for (ManifestObject object : wanted) {
            Optional<ManifestObject> earlier = before.stream()
                    .filter(other -> key(other).equals(key(object)))
                    .findFirst();
            boolean same = earlier.filter(other ->
                            ObjectDiff.compare(List.of(object), List.of(other)).isEmpty())
                    .isPresent();
            actions.put(key(object), earlier.isEmpty() ? Action.CREATED : same ? Action.SYNCED : Action.CHANGED);
        }
        return actions;
    }

    private static List<DeployedObject> pruned(List<ManifestObject> wanted, List<ManifestObject> before) {
        return before.stream()
                .filter(old -> wanted.stream().noneMatch(object -> key(object).equals(key(old))))
                .map(old -> new DeployedObject(
                        old.kind(), old.namespace(), old.name(), Action.PRUNED, Health.UNKNOWN, null))
                .toList();
    }

    private static String key(ManifestObject object) {
        return object.group() + "/" + object.kind() + "/" + object.name();
    }

    private DeliveryResult failed(
            IllegalStateException failed,
            List<ManifestObject> wanted,
            String namespace,
            boolean atomic,
            boolean install) {
        String text = String.valueOf(failed.getMessage()).strip();
        if (ClusterException.isUnreachable(text)) {
            throw helm.failed(install ? "install" : "upgrade", failed);
        }
        if (text.contains("another operation") && text.contains("in progress")) {
            return new DeliveryResult.Refused(List.of(text));
        }
        if (text.contains("unable to build kubernetes objects")
                || text.contains("error validating data")
                || text.contains("execution error at")
                || text.contains("values don't meet the specifications")) {
            throw new InvalidInputException(
                    "the release of " + request.target(),
                    List.of(Problem.of("manifests.helm", null, text, "nothing was written")),
                    failed);
        }
        List<DeployedObject> objects = Live.read(cluster, wanted, namespace).stream()
                .map(live -> live.deployed(Action.FAILED, rules()))
                .toList();
        Matcher resource = RESOURCE.matcher(text);
        String object = resource.find() ? resource.group(1) + " " + resource.group(2) + "/" + resource.group(3) : null;
        String after =
                atomic ? (install ? "; Helm took the install back" : "; Helm went back to the revision before") : "";
        return new DeliveryResult.Failed(
                objects, new DeploymentFailure(object, null, reason(text), text + after, List.of(), List.of()));
    }

    private static String reason(String text) {
        if (text.contains("timed out") || text.contains("deadline exceeded") || text.contains("context canceled")) {
            return "Timeout";
        }
        if (text.contains("invalid ownership metadata")
                || text.contains("already exists")
                || text.contains("conflict")) {
            return "Conflict";
        }
        return text.contains("forbidden") ? "Forbidden" : text.contains("hook") ? "HookFailed" : "HelmFailed";
    }
}
