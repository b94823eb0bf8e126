package dev.gitops.engine.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Settings;
import dev.gitops.api.model.FreezeSpec;
import dev.gitops.api.review.Review;
import dev.gitops.api.review.ReviewRequest;
import dev.gitops.engine.reading.Readings;
import dev.gitops.policy.Obstacle;
import dev.gitops.policy.Occurrences;
import dev.gitops.policy.Windows;
import dev.gitops.review.told.ReviewJson;
import dev.gitops.review.told.ReviewReader;
import dev.gitops.spi.RenderedManifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reviews that were made before, in the cache folder. A review is a function of two commits, of who reads them, of holds and of the time, as far as freezes look at it: where all of these are the same, so is the
 * review.
 */
final class KeptReviews {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST = 32L << 20;

    private final @Nullable Path file;
    private final Instant now;
    private final String holds;

    private KeptReviews(@Nullable Path file, Instant now, String holds) {
        this.file = file;
        this.now = now;
        this.holds = holds;
    }

    /** The review of a range; kept nowhere where nobody can tell which program this is. */
    static KeptReviews of(
            String target,
            String head,
            ReviewRequest request,
            String inventoryAtHand,
            String holds,
            Settings settings) {
        Optional<String> making = Readings.making(settings);
        String key = making.orElse("") + "\n" + settings.offline() + "\n" + target + "\n" + head + "\n"
                + request.request() + "\n"
                + request.branch() + "\n" + request.inventoryPath() + "\n" + inventoryAtHand + "\n"
                + RenderedManifests.digest(String.join("\n", request.schemas()));
        Path folder = settings.cacheFolder().resolve("reviews");
        String name = RenderedManifests.digest(key).replace(':', '-') + ".json";
        return new KeptReviews(
                making.isPresent() ? folder.resolve(name) : null,
                settings.clock().instant(),
                holds);
    }

    Optional<Review> find() {
        Path from = file;
        try {
            if (from == null || !Files.isRegularFile(from) || Files.size(from) > LARGEST) {
                return Optional.empty();
            }
            JsonNode kept = JSON.readTree(from.toFile());
            boolean isSame = kept.path("holds").asText().equals(holds);
            for (JsonNode freeze : kept.path("freezes")) {
                isSame &= refusal(new FreezeSpec(
                                freeze.path("from").asText(),
                                freeze.path("to").asText(),
                                ZoneId.of(freeze.path("zone").asText()),
                                freeze.path("reason").textValue()))
                        .equals(freeze.path("refusal").asText());
            }
            return isSame ? Optional.of(ReviewReader.read(kept.path("review").asText())) : Optional.empty();
        } catch (IOException | RuntimeException damaged) {
            return Optional.empty();
        }
    }

    private String refusal(FreezeSpec freeze) {
        EnvironmentSpec frozen = EnvironmentSpec.builder()
                .name(EnvironmentName.PRODUCTION)
                .addFreezes(freeze)
                .build();
        return Windows.of(frozen, Occurrences.NONE)
                .obstacle("it", now)
                .map(Obstacle::text)
                .orElse("");
    }

    /** Nothing depends on the file, so a folder that cannot be written to is no failure. */
    void keep(Review review, Set<FreezeSpec> freezes) {
        Path to = file;
        String text = ReviewJson.text(review);
        if (to == null || !ReviewReader.read(text).equals(review)) {
            return;
        }
        ObjectNode kept = JSON.createObjectNode().put("holds", holds);
        ArrayNode array = kept.putArray("freezes");
        for (FreezeSpec freeze : freezes) {
            array.addObject()
                    .put("from", freeze.from())
                    .put("to", freeze.to())
                    .put("zone", freeze.zone().getId())
                    .put("reason", freeze.reason())
                    .put("refusal", refusal(freeze));
        }
        kept.put("review", text);
        try {
            Files.createDirectories(to.toAbsolutePath().getParent());
            Path fresh = Files.createTempFile(to.toAbsolutePath().getParent(), "fresh", ".new");
            Files.write(fresh, JSON.writeValueAsBytes(kept));
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            return;
        }
    }
}
