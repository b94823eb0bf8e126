package dev.gitops.engine.review;

import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.engine.reading.ChangedPaths;
import dev.gitops.engine.reading.Readings;
import dev.gitops.engine.workspace.Place;
import dev.gitops.repository.Snapshot;
import dev.gitops.review.rendered.RenderedPlace;
import dev.gitops.review.rendered.RenderedPlace.Side;
import dev.gitops.spi.ManifestObject;
import dev.gitops.spi.RenderedManifests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Renders both sides of places that a range may touch. */
final class Looking {

    private final Range range;
    private final Readings readings;
    private final ChangedPaths changed;

    Looking(Range range, Readings readings) {
        this.range = range;
        this.readings = readings;
        this.changed = new ChangedPaths(range.changed());
    }

    /**
     * What was seen.
     *
     * @param pair where
     * @param rendered both sides; null where the later one cannot be rendered
     * @param problems why not
     * @param notices what else there is to say
     */
    record Seen(PlacePair pair, @Nullable RenderedPlace rendered, List<Problem> problems, List<String> notices) {}

    /** Whether the range may change what the place renders to. */
    boolean touches(PlacePair pair) {
        Place before = pair.before();
        if (before == null || !pair.isSameQuestion()) {
            return true;
        }
        try {
            return !readings.isUntouched(before, range.before(), range.after(), changed);
        } catch (GitOpsException unreadable) {
            return !range.changed().isEmpty();
        }
    }

    Seen look(PlacePair pair) {
        List<String> notices = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Optional<Side> before =
                Optional.ofNullable(pair.before()).map(place -> new Side(place.environment(), before(place, notices)));
        Place after = pair.after();
        if (after == null) {
            return new Seen(pair, new RenderedPlace(pair.name(), before, Optional.empty()), problems, notices);
        }
        try {
            RenderedManifests rendered = render(after, range.after());
            rendered.notices().forEach(notice -> notices.add(after.inWords() + ": " + notice));
            EnvironmentSpec environment = after.environment();
            return new Seen(
                    pair,
                    new RenderedPlace(pair.name(), before, Optional.of(new Side(environment, rendered.objects()))),
                    problems,
                    notices);
        } catch (InvalidInputException broken) {
            problems.addAll(broken.problems());
        } catch (GitOpsException failed) {
            problems.add(Problem.of("manifests", null, String.valueOf(failed.getMessage()), null));
        }
        return new Seen(pair, null, problems, notices);
    }

    private List<ManifestObject> before(Place place, List<String> notices) {
        try {
            return render(place, range.before()).objects();
        } catch (GitOpsException broken) {
            notices.add(place.inWords() + " could not be rendered before the change, so all of it counts as new");
            return List.of();
        }
    }

    private static RenderedManifests render(Place place, Snapshot snapshot) {
        return place.manifests().render(snapshot, place.target());
    }
}
