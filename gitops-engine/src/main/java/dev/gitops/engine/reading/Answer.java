package dev.gitops.engine.reading;

import dev.gitops.api.ImageRef;
import dev.gitops.api.ReleasedImage;
import dev.gitops.spi.Closure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A reading as it is kept.
 *
 * @param trace what it was read from
 * @param texts what was read
 */
record Answer(Trace trace, List<String> texts) {

    Answer {
        texts = List.copyOf(texts);
    }

    static Optional<Answer> of(Reading reading) {
        return reading.trace().map(trace -> {
            List<String> texts = new ArrayList<>();
            add(texts, reading.closure().own());
            add(texts, reading.closure().shared());
            for (ReleasedImage image : reading.release()) {
                texts.add(image.name());
                texts.add(image.image().toString());
            }
            return new Answer(trace, texts);
        });
    }

    private static void add(List<String> texts, Collection<String> some) {
        texts.add(Integer.toString(some.size()));
        texts.addAll(some);
    }

    /** The paths of the closure, as they are kept for {@link #toReading}. */
    Stream<String> paths() {
        int own = Integer.parseInt(texts.get(0));
        int shared = Integer.parseInt(texts.get(own + 1));
        return Stream.concat(texts.subList(1, own + 1).stream(), texts.subList(own + 2, own + 2 + shared).stream());
    }

    Reading toReading() {
        int own = Integer.parseInt(texts.get(0));
        int shared = Integer.parseInt(texts.get(own + 1));
        int images = own + shared + 2;
        List<ReleasedImage> release = new ArrayList<>();
        for (int i = images; i < texts.size(); i += 2) {
            release.add(new ReleasedImage(texts.get(i), ImageRef.parse(texts.get(i + 1))));
        }
        Closure closure =
                new Closure(Set.copyOf(texts.subList(1, own + 1)), Set.copyOf(texts.subList(own + 2, images)));
        return new Reading(closure, release, Optional.of(trace));
    }
}
