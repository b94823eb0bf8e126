package com.example.portal;

import dev.gitops.api.DeployedObject;
import dev.gitops.api.DeployedObject.Action;
import dev.gitops.api.DeployedObject.Health;
import dev.gitops.api.DeploymentFailure;
import dev.gitops.api.ObjectDifference;
import dev.gitops.api.Progress;
import dev.gitops.spi.Delivery;
import dev.gitops.spi.DeliveryProvider;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.DeliveryResult;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A delivery of one's own: {@code delivery: folder} writes an environment's manifests to a file. */
public record FolderDelivery(Path folder) implements DeliveryProvider {

    @Override
    public String kind() {
        return "folder";
    }

    @Override
    public String schema() {
        return "{\"type\": \"null\"}";
    }

    @Override
    public Delivery open(Context context) {
        return new ToFolder();
    }

    private Path file(DeliveryRequest request) {
        return folder.resolve(request.target().app() + "-" + request.target().environment() + ".yaml");
    }

    private final class ToFolder implements Delivery {

        @Override
        public DeliveryResult deliver(DeliveryRequest request, Progress progress) {
            try {
                Files.writeString(file(request), request.manifests().yaml());
            } catch (IOException failed) {
                return new DeliveryResult.Failed(List.of(), DeploymentFailure.of("Unwritable", failed.toString()));
            }
            List<DeployedObject> objects = health(request);
            objects.forEach(progress::applied);
            return new DeliveryResult.Delivered(objects, true, List.of());
        }

        @Override
        public List<ObjectDifference> diff(DeliveryRequest request) {
            return List.of();
        }

        @Override
        public List<ObjectDifference> drift(DeliveryRequest request) {
            return List.of();
        }

        @Override
        public List<DeployedObject> health(DeliveryRequest request) {
            return request.manifests().objects().stream()
                    .map(object -> new DeployedObject(
                            object.kind(), object.namespace(), object.name(), Action.CHANGED, Health.HEALTHY, null))
                    .toList();
        }

        @Override
        public Optional<URI> address(DeliveryRequest request, String service) {
            return Optional.empty();
        }

        @Override
        public void close() {
            // it holds nothing
        }
    }
}
