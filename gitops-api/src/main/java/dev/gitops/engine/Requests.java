package dev.gitops.engine;

import dev.gitops.git.Snapshot;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.ImmutableDeliveryRequest;
import dev.gitops.spi.RenderedManifests;

/** Makes requests to deliveries. */
record Requests(Place place, Connections connections) {

    DeliveryRequest at(Snapshot snapshot) {
        return of(snapshot.commit(), place.manifests().render(snapshot, place.target()))
                .build();
    }

    ImmutableDeliveryRequest.Builder of(String commit, RenderedManifests manifests) {
        var environment = place.environment();
        return DeliveryRequest.builder()
                .target(place.target())
                .commit(commit)
                .manifests(manifests)
                .config(environment.delivery())
                .source(new DeliveryRequest.Source(
                        place.workspace().spec().repository(),
                        place.branch(),
                        place.app().name()))
                .timeout(environment.timeout())
                .approvalRequired(!environment.approvers().isEmpty())
                .actor(connections.settings().actor());
    }
}
