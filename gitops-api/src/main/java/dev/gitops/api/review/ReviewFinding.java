package dev.gitops.api.review;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that a change would do and that somebody should know before it does.
 *
 * @param id its stable id, by which the inventory names it under {@code review.block}, as in {@code claim-removed}
 * @param severity how much it weighs
 * @param blocks whether it keeps the change from being merged
 * @param text what it is, a sentence
 * @param wayOut what to do about it
 * @param places where, the first of them; none where it is about the whole change, such as a rule of the inventory
 * @param count at how many places
 * @param object the object in words, of the first place; empty where it is about none
 * @param file the file it comes from; empty where that is not known
 * @param line its line, from 1; empty where that is not known
 */
public record ReviewFinding(
        String id,
        Severity severity,
        boolean blocks,
        String text,
        String wayOut,
        List<ReviewPlace> places,
        int count,
        Optional<String> object,
        Optional<String> file,
        OptionalInt line) {

    /** Copies the places. */
    public ReviewFinding {
        places = List.copyOf(places);
    }
}
