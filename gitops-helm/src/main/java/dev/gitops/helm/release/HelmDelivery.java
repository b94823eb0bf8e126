package dev.gitops.helm.release;

import com.marcnuri.helm.ReleaseHistory;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import dev.gitops.cluster.client.Cluster;
import dev.gitops.cluster.health.HealthRules;
import dev.gitops.cluster.object.Addresses;
import dev.gitops.cluster.object.SetAside;
import dev.gitops.helm.ReleaseFiles;
import dev.gitops.manifests.ObjectDiff;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.ManifestObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real Helm release. A rollback is an upgrade to the chart and values of the restored commit, so that history only grows, as Git's does. */
final class HelmDelivery implements Delivery {

    private final HelmClient helm;
    private final Cluster cluster;

    HelmDelivery(HelmClient helm, Cluster cluster) {
        this.helm = helm;
        this.cluster = cluster;
    }

    @Override
    public DeliveryResult deliver(DeliveryRequest request, Progress progress) {
        return new Upgrade(helm, cluster, request, progress).run();
    }

    @Override
    public List<ObjectDifference> diff(DeliveryRequest request) {
        return ObjectDiff.compare(placed(wanted(request), request), placed(released(request), request));
    }

    @Override
    public void connect() {
        cluster.connect();
    }

    @Override
    public List<ObjectDifference> drift(DeliveryRequest request) {
        return differing(Live.read(cluster, wanted(request), namespace(request)), request);
    }

    @Override
    public List<DeployedObject> health(DeliveryRequest request) {
        HealthRules rules = HealthRules.with(request.healthRules());
        return Live.read(cluster, wanted(request), namespace(request)).stream()
                .map(live -> live.deployed(Action.UNCHANGED, rules))
                .toList();
    }

    @Override
    public List<DeployedObject> removable(DeliveryRequest request) {
        return new Uninstall(helm, cluster, request, Progress.SILENT).plan(held(request));
    }

    @Override
    public DeliveryResult remove(DeliveryRequest request, Progress progress) {
        return new Uninstall(helm, cluster, request, progress).run(held(request));
    }

    @Override
    public Optional<URI> address(DeliveryRequest request, String service) {
        return Addresses.of(cluster, namespace(request), service);
    }

    @Override
    public void close() {
        cluster.close();
    }

    static List<ObjectDifference> differing(List<Live> all, DeliveryRequest request) {
        SetAside setAside = SetAside.of(request.setAside());
        return all.stream().flatMap(live -> live.difference(setAside).stream()).toList();
    }

    /** What the release holds: the rendered objects without hooks, which Helm runs, and without definitions, which it installs once and then leaves alone. */
    static List<ManifestObject> wanted(DeliveryRequest request) {
        return request.manifests().objects().stream()
                .filter(object -> !isHook(object) && !object.kind().equals("CustomResourceDefinition"))
                .toList();
    }

    private List<ManifestObject> released(DeliveryRequest request) {
        String release = ReleaseFiles.nameOf(request);
        return helm.history(release, namespace(request)).stream()
                .filter(revision -> revision.getStatus().equals("deployed"))
                .reduce((earlier, later) -> later)
                .map(ReleaseHistory::getRevision)
                .map(revision -> ReleaseRecord.manifest(cluster, release, namespace(request), revision).stream()
                        .filter(object -> !object.kind().equals("CustomResourceDefinition"))
                        .toList())
                .orElse(List.of());
    }

    /** What the newest revision holds, whatever became of it: that is what Helm uninstalls. */
    private List<ManifestObject> held(DeliveryRequest request) {
        String release = ReleaseFiles.nameOf(request);
        return helm.history(release, namespace(request)).stream()
                .reduce((earlier, later) -> later)
                .map(newest -> ReleaseRecord.manifest(cluster, release, namespace(request), newest.getRevision()))
                .orElse(List.of());
    }

    /** Objects of either side name their namespace or not; both mean the release's. */
    private static List<ManifestObject> placed(List<ManifestObject> objects, DeliveryRequest request) {
        return objects.stream()
                .map(object -> new ManifestObject(
                        object.apiVersion(),
                        object.kind(),
                        object.inNamespace()
                                .filter(named -> !named.equals(namespace(request)))
                                .orElse(null),
                        object.name(),
                        object.content()))
                .toList();
    }

    static String namespace(DeliveryRequest request) {
        return Optional.ofNullable(request.target().namespace()).orElse("default");
    }

    private static boolean isHook(ManifestObject object) {
        return object.content().get("metadata") instanceof Map<?, ?> metadata
                && metadata.get("annotations") instanceof Map<?, ?> annotations
                && annotations.containsKey("helm.sh/hook");
    }
}
