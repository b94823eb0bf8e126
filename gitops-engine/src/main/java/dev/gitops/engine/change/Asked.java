package dev.gitops.engine.change;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.change.EnvironmentChange;
import dev.gitops.change.Evaluation;
import dev.gitops.repository.Intent;
import dev.gitops.repository.Snapshot;
import org.jspecify.annotations.Nullable;

/** A change as an intent. It remembers what it last answered: intents are asked one tip after another, so that is what was pushed. */
final class Asked implements Intent<ChangeOutcome> {

    private final EnvironmentChange change;
    private volatile @Nullable Evaluation newest;

    Asked(EnvironmentChange change) {
        this.change = change;
    }

    @Override
    public Decision<ChangeOutcome> at(Snapshot tip) {
        Evaluation now = change.at(tip);
        newest = now;
        return now.decision();
    }

    Evaluation newest() {
        Evaluation answered = newest;
        if (answered == null) {
            throw new IllegalStateException("a push ended before its intent was asked");
        }
        return answered;
    }
}
