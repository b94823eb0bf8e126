package dev.gitops.repository;

import dev.gitops.repository.CommitInfo.Trailer;
import java.time.Instant;
import java.util.List;

/**
 * A message to commit with, and who asked for it.
 *
 * @param author who asked, as a name or {@code name <mail>}
 * @param asked when it was asked for: the author's date
 * @param subject one line, conventional: {@code release(dev): shop 1.2.3}
 * @param body the paragraphs below it; empty for none
 * @param trailers the trailers in order
 */
public record CommitMessage(String author, Instant asked, String subject, String body, List<Trailer> trailers) {

    /** Copies the trailers. */
    public CommitMessage {
        trailers = List.copyOf(trailers);
    }
}
