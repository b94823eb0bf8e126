package dev.gitops.change;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Intent;
import dev.gitops.spi.FileEdit;
import java.util.List;
import java.util.Optional;

/**
 * What a train means at one tip.
 *
 * @param going what each application that goes would get, in the order of deployment
 * @param leftOut why each of the others does not go
 * @param edits the files it would write; empty where nothing goes
 * @param diff the change of all files as one unified diff
 * @param message the commit it would make; empty where nothing goes
 */
public record TrainEvaluation(
        List<Evaluation> going,
        List<ChangeOutcome> leftOut,
        List<FileEdit> edits,
        String diff,
        Optional<CommitMessage> message) {

    /** Copies the lists. */
    public TrainEvaluation {
        going = List.copyOf(going);
        leftOut = List.copyOf(leftOut);
        edits = List.copyOf(edits);
    }

    /** {@return what the repository is to do} */
    public Intent.Decision<TrainEvaluation> decision() {
        return message.<Intent.Decision<TrainEvaluation>>map(words -> new Intent.Commit<>(edits, words, this))
                .orElseGet(() -> new Intent.Stop<>(this));
    }
}
