package dev.gitops.engine.deployment;

import dev.gitops.api.AppSpec;
import dev.gitops.api.GitOpsException;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.RemovedPlace;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.DeliveryRequest;
import dev.gitops.spi.ImmutableDeliveryRequest;
import dev.gitops.spi.RenderedManifests;
import dev.gitops.spi.SourceTree.Type;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Makes requests to deliveries. */
public record Requests(Place place, Connections connections) {

    /** A request to look at what is delivered, with the manifests of a snapshot. */
    public DeliveryRequest at(Snapshot snapshot) {
        return of(snapshot, place.manifests().render(snapshot, place.target())).build();
    }

    ImmutableDeliveryRequest.Builder of(Snapshot snapshot, RenderedManifests manifests) {
        var environment = place.environment();
        return DeliveryRequest.builder()
                .target(place.target())
                .commit(snapshot.commit())
                .manifests(manifests)
                .config(environment.delivery())
                .files(snapshot)
                .manifestsConfig(place.app().manifests())
                .source(source(snapshot))
                .covering(covering(snapshot))
                .order(order(snapshot))
                .inventory(this::knows)
                .healthRules(connections.inventory().healthRules())
                .setAside(connections.inventory().setAside())
                .timeout(environment.timeout())
                .approvalRequired(environment.needsApproval())
                .actor(connections.settings().actor());
    }

    /** A request to look at what would be taken away, with the claims that are named. */
    public DeliveryRequest naming(Snapshot last, Set<String> claims) {
        return of(last, place.manifests().render(last, place.target()))
                .pruneConfirmed(words(claims))
                .build();
    }

    /** A request to take away what was delivered, with the claims that its removal names. */
    DeliveryRequest ofRemoved(Snapshot last, RenderedManifests manifests, RemovedPlace removed) {
        return of(last, manifests)
                .commit(removed.commit().id())
                .pruneConfirmed(words(removed.claims()))
                .build();
    }

    private static List<String> words(Collection<String> claims) {
        return claims.stream().map(claim -> "PersistentVolumeClaim/" + claim).toList();
    }

    private DeliveryRequest.Source source(Snapshot snapshot) {
        String repository = place.workspace().spec().repository();
        return place.manifests()
                .chart(place.target())
                .map(chart -> new DeliveryRequest.Source(repository, place.branch(), chart.folder(), chart.chart()))
                .orElseGet(() -> new DeliveryRequest.Source(repository, place.branch(), folder(snapshot)));
    }

    /** The folder a controller renders: the first of the environment's own paths, or the one a file of them is in. */
    private String folder(Snapshot snapshot) {
        String first = place.manifests().closure(snapshot, place.target()).own().stream()
                .findFirst()
                .orElse("");
        boolean folder =
                snapshot.type(first).filter(type -> type == Type.DIRECTORY).isPresent();
        return folder || first.indexOf('/') < 0 ? first : first.substring(0, first.lastIndexOf('/'));
    }

    private Function<String, DeliveryRequest.Order> order(Snapshot snapshot) {
        return commit -> {
            try {
                Snapshot other = place.workspace().repository().at(commit);
                if (place.stateKey(other).equals(place.stateKey(snapshot))) {
                    return DeliveryRequest.Order.SAME;
                }
                return snapshot.contains(commit)
                        ? DeliveryRequest.Order.NEWER
                        : other.contains(snapshot.commit())
                                ? DeliveryRequest.Order.OLDER
                                : DeliveryRequest.Order.UNRELATED;
            } catch (GitOpsException unknown) {
                return DeliveryRequest.Order.UNRELATED;
            }
        };
    }

    private boolean knows(String app, String environment) {
        AppSpec known = connections.inventory().apps().get(app);
        return known != null
                && known.environments().keySet().stream()
                        .anyMatch(name -> name.value().equals(environment));
    }

    /** A later commit that leaves the environment's files alone gives the same manifests. */
    private Predicate<String> covering(Snapshot snapshot) {
        return commit -> {
            try {
                Snapshot other = place.workspace().repository().at(commit);
                return place.stateKey(other).equals(place.stateKey(snapshot)) && other.contains(snapshot.commit());
            } catch (GitOpsException unknown) {
                return false;
            }
        };
    }
}
