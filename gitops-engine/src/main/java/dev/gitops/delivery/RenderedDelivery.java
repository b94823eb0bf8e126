package dev.gitops.delivery;

import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.manifests.ObjectDiff;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.Publisher;
import dev.gitops.spi.SourceTree;
import dev.gitops.spi.Target;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Publishing is delivering: what the branch has is what there is. */
final class RenderedDelivery implements Delivery {

    private final Publisher publisher;

    RenderedDelivery(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public DeliveryResult deliver(DeliveryRequest request, Progress progress) {
        List<ManifestObject> objects = request.manifests().objects();
        if (objects.isEmpty()) {
            return new DeliveryResult.Failed(
                    List.of(),
                    DeploymentFailure.of("Empty", "the rendered manifests hold no object; nothing was published"));
        }
        Target target = request.target();
        byte[] content = request.manifests().yaml().getBytes(StandardCharsets.UTF_8);
        Optional<String> commit = publisher.publish(
                branch(target),
                "publish(" + target.environment() + "): " + target.app() + " of " + request.commit(),
                List.of(new FileEdit(path(target), content)));
        commit.ifPresent(id -> progress.tell("published " + path(target) + " on " + branch(target) + " as " + id));
        Action action = commit.isPresent() ? Action.PUBLISHED : Action.UNCHANGED;
        return new DeliveryResult.Delivered(
                objects.stream().map(object -> deployed(object, action)).toList(), commit.isPresent(), List.of());
    }

    @Override
    public List<ObjectDifference> diff(DeliveryRequest request) {
        List<ManifestObject> published = publisher
                .tip(branch(request.target()))
                .flatMap(tree -> content(tree, request.target()))
                .map(ManifestReader::read)
                .orElse(List.of());
        return ObjectDiff.compare(request.manifests().objects(), published);
    }

    @Override
    public List<ObjectDifference> drift(DeliveryRequest request) {
        return diff(request);
    }

    @Override
    public List<DeployedObject> health(DeliveryRequest request) {
        return request.manifests().objects().stream()
                .map(object -> deployed(object, Action.UNCHANGED))
                .toList();
    }

    @Override
    public List<DeployedObject> removable(DeliveryRequest request) {
        return publisher
                .tip(branch(request.target()))
                .flatMap(tree -> content(tree, request.target()))
                .map(ManifestReader::read)
                .orElse(List.of())
                .stream()
                .map(object -> new DeployedObject(
                        object.kind(),
                        object.namespace(),
                        object.name(),
                        Action.PRUNED,
                        Health.UNKNOWN,
                        "it would be taken out of " + branch(request.target())))
                .toList();
    }

    /** What is published is what there is; whoever applies the branch deletes what it has no longer. */
    @Override
    public DeliveryResult remove(DeliveryRequest request, Progress progress) {
        Target target = request.target();
        Optional<String> commit = publisher.publish(
                branch(target),
                "remove(" + target.environment() + "): " + target.app() + " by " + request.commit(),
                List.of(new FileEdit(path(target), null)));
        commit.ifPresent(id -> progress.tell("removed " + path(target) + " from " + branch(target) + " as " + id));
        List<String> notices = new ArrayList<>();
        if (!request.pruneConfirmed().isEmpty()) {
            notices.add("claims are deleted, or kept, by whoever applies " + branch(target));
        }
        return new DeliveryResult.Delivered(
                commit.isEmpty()
                        ? List.of()
                        : request.manifests().objects().stream()
                                .map(object -> deployed(object, Action.PRUNED))
                                .toList(),
                commit.isPresent(),
                notices);
    }

    @Override
    public Optional<URI> address(DeliveryRequest request, String service) {
        return Optional.empty();
    }

    @Override
    public void close() {
        // holds nothing
    }

    private static DeployedObject deployed(ManifestObject object, Action action) {
        return new DeployedObject(object.kind(), object.namespace(), object.name(), action, Health.UNKNOWN, null);
    }

    private static Optional<String> content(SourceTree tree, Target target) {
        return tree.read(path(target)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String branch(Target target) {
        return "rendered/" + target.environment();
    }

    private static String path(Target target) {
        return target.app() + "/manifests.yaml";
    }
}
