package dev.gitops.change;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Intent;
import dev.gitops.spi.FileEdit;
import java.util.List;
import java.util.Optional;

/**
 * What a change means at one tip.
 *
 * @param summary what it is about there
 * @param edits the files it would write; empty where it stops
 * @param message the commit it would make; empty where it stops
 * @param stop why it makes no commit; empty where it makes one
 */
public record Evaluation(
        ChangeSummary summary, List<FileEdit> edits, Optional<CommitMessage> message, Optional<ChangeOutcome> stop) {

    /** Copies the edits. */
    public Evaluation {
        edits = List.copyOf(edits);
    }

    /** A change that makes a commit. */
    public static Evaluation commit(ChangeSummary summary, List<FileEdit> edits, CommitMessage message) {
        return new Evaluation(summary, edits, Optional.of(message), Optional.empty());
    }

    /** A change that makes none. */
    public static Evaluation stop(ChangeOutcome outcome) {
        return new Evaluation(outcome.summary(), List.of(), Optional.empty(), Optional.of(outcome));
    }

    /** {@return what the repository is to do} */
    public Intent.Decision<Evaluation> decision() {
        return message.<Intent.Decision<Evaluation>>map(words -> new Intent.Commit<>(edits, words, this))
                .orElseGet(() -> new Intent.Stop<>(this));
    }
}
