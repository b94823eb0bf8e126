package dev.gitops.helm.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.ReleaseHistory;
import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.ObjectDifference.Change;
import dev.gitops.api.Progress;
import dev.gitops.helm.ReleaseFiles;
import dev.gitops.manifests.ObjectDiff;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.ManifestObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real Helm release. A rollback is an upgrade to the chart and values of the restored commit, so that history only grows, as Git's does. */
final class HelmDelivery implements Delivery {

    private final HelmClient helm;

    HelmDelivery(HelmClient helm) {
        this.helm = helm;
    }

    @Override
    public DeliveryResult deliver(DeliveryRequest request, Progress progress) {
        return new Upgrade(helm, request, progress).run();
    }

    @Override
    public List<ObjectDifference> diff(DeliveryRequest request) {
        return ObjectDiff.compare(placed(wanted(request), request), placed(released(request), request));
    }

    @Override
    public List<ObjectDifference> drift(DeliveryRequest request) {
        return differing(Live.read(helm, wanted(request), namespace(request)));
    }

    @Override
    public List<DeployedObject> health(DeliveryRequest request) {
        return Live.read(helm, wanted(request), namespace(request)).stream()
                .map(live -> live.deployed(Action.UNCHANGED))
                .toList();
    }

    @Override
    public Optional<URI> address(DeliveryRequest request, String service) {
        List<JsonNode> found = helm.read(List.of(
                new HelmClient.Key("v1", "Service", namespace(request), service),
                new HelmClient.Key("networking.k8s.io/v1", "Ingress", namespace(request), "")));
        return Addresses.of(found.get(0), found.get(1).path("items"), service);
    }

    @Override
    public void close() {}

    static List<ObjectDifference> differing(List<Live> all) {
        List<ObjectDifference> differences = new ArrayList<>();
        for (Live live : all) {
            ManifestObject wanted = live.wanted();
            List<ObjectDifference.Field> fields = live.isThere() ? LiveFields.differing(live) : List.of();
            if (!live.isThere() || !fields.isEmpty()) {
                differences.add(new ObjectDifference(
                        wanted.kind(),
                        live.namespace(),
                        wanted.name(),
                        live.isThere() ? Change.CHANGED : Change.MISSING,
                        fields));
            }
        }
        return differences;
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
                .map(revision -> helm.manifest(release, namespace(request), revision).stream()
                        .filter(object -> !object.kind().equals("CustomResourceDefinition"))
                        .toList())
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
