package dev.gitops.repository;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A commit as history tells of it.
 *
 * @param id the full id
 * @param parents the full ids of its parents
 * @param author who asked, as {@code name <mail>}
 * @param asked when it was asked for: the author's date
 * @param time when it was committed
 * @param subject the message's first line
 * @param body the rest of the message, without the trailers
 * @param trailers the trailers in order; one key may stand several times
 */
public record CommitInfo(
        String id,
        List<String> parents,
        String author,
        Instant asked,
        Instant time,
        String subject,
        String body,
        List<Trailer> trailers) {

    /** Copies the lists. */
    public CommitInfo {
        parents = List.copyOf(parents);
        trailers = List.copyOf(trailers);
    }

    /**
     * The first trailer of a key.
     *
     * @param key as in {@code GitOps-App}, in any case
     * @return its value
     */
    public Optional<String> trailer(String key) {
        return trailers.stream()
                .filter(trailer -> trailer.key().equalsIgnoreCase(key))
                .map(Trailer::value)
                .findFirst();
    }

    /**
     * A line {@code Key: value} at the end of a message.
     *
     * @param key as in {@code GitOps-App}
     * @param value one line
     */
    public record Trailer(String key, String value) {}
}
