package dev.gitops.api.review;

import java.util.List;

/**
 * How a rendering differs, told once for all applications and environments where it differs in the same way.
 *
 * @param places where; the objects are those of the first one, those of the others differ from them in names alone
 * @param objects what becomes of each object
 */
public record RenderedDifference(List<ReviewPlace> places, List<ObjectChange> objects) {

    /** Copies the lists. */
    public RenderedDifference {
        places = List.copyOf(places);
        objects = List.copyOf(objects);
    }
}
