package dev.gitops.engine.change;

import dev.gitops.api.Change;
import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.ImageChange;
import dev.gitops.api.Refusal;
import dev.gitops.api.ReleasedImage;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.policy.Obstacle;
import dev.gitops.policy.Soak;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a release was verified where {@code promotesFrom} asks for it, and for long enough. */
public record Ripeness(Place target, Connections connections) {

    private static final int FIRST = 20;
    private static final int LONGER = 8;
    private static final int MOST = 100_000;

    /** Everything that is in the way of a promotion of these images. */
    List<Refusal> refusals(Change.Promotion promotion, List<ReleasedImage> images) {
        EnvironmentSpec environment = target.environment();
        List<EnvironmentName> asked = environment.promotesFrom().stream()
                .filter(source -> environment.promotesFromAll()
                        || source.equals(promotion.from()) && environment.soak().containsKey(source))
                .toList();
        if (asked.isEmpty()) {
            return List.of();
        }
        if (promotion.unverified()) {
            return List.of(new Refusal(
                            Refusal.Kind.SOAK,
                            environment.name()
                                    + " asks how long, or in which environments, a release was verified, so nothing"
                                    + " goes there unverified; promote without --unverified")
                    .ofRule("promotesFrom/" + promotion.from()));
        }
        List<Refusal> refusals = new ArrayList<>();
        for (EnvironmentName source : asked) {
            obstacle(source, environment.soak().getOrDefault(source, Duration.ZERO), Soak.release(images))
                    .map(obstacle -> obstacle.ofRule("promotesFrom/" + source).refusal())
                    .ifPresent(refusals::add);
        }
        return refusals;
    }

    /**
     * Why what the environments before it have verified may not be promoted yet.
     *
     * @param present the images that the environment has
     * @return the reasons in one text; empty where {@code promotesFrom} asks for no more than the verification, or where nothing else is there to be promoted
     */
    public Optional<String> waiting(List<ReleasedImage> present) {
        EnvironmentSpec environment = target.environment();
        if (environment.soak().isEmpty() && !environment.promotesFromAll()) {
            return Optional.empty();
        }
        List<String> reasons = new ArrayList<>();
        for (EnvironmentName source : environment.promotesFrom()) {
            List<ReleasedImage> images = new Evidence(Place.of(target.app(), source, connections))
                    .lastVerified()
                    .map(record -> ImageChange.after(record.images()))
                    .orElse(List.of());
            if (images.isEmpty() || Soak.release(images).equals(Soak.release(present))) {
                continue;
            }
            Change.Promotion promotion = new Change.Promotion(source, environment.name(), false, null);
            List<Refusal> refusals = refusals(promotion, images);
            if (refusals.isEmpty()) {
                return Optional.empty();
            }
            refusals.stream()
                    .map(Refusal::text)
                    .filter(text -> !reasons.contains(text))
                    .forEach(reasons::add);
        }
        return reasons.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", reasons));
    }

    private Optional<Obstacle> obstacle(EnvironmentName source, Duration needed, String release) {
        Place place = Place.of(target.app(), source, connections);
        Instant now = connections.settings().clock().instant();
        for (int limit = FIRST; ; limit *= LONGER) {
            List<DeploymentRecord> records = new Evidence(place).stay(limit);
            Optional<Obstacle> obstacle = Soak.obstacle(
                    place.inWords(),
                    release,
                    needed,
                    records.stream().map(Soak.Event::of).toList(),
                    now);
            boolean olderMayHelp = records.size() == limit && limit < MOST;
            if (!olderMayHelp || obstacle.flatMap(Obstacle::until).isEmpty()) {
                return obstacle;
            }
        }
    }
}
