package dev.gitops.engine.change;

import dev.gitops.api.ChangeOutcome;
import dev.gitops.api.ChangeSummary;
import dev.gitops.api.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The removal of what was removed already.
 *
 * @param summary what it is about
 */
record NothingToRemove(ChangeSummary summary) implements Plan {

    @Override
    public ChangeOutcome expected() {
        return new ChangeOutcome.UpToDate(summary);
    }

    @Override
    public List<String> files() {
        return List.of();
    }

    @Override
    public String targetBranch() {
        return "";
    }

    @Override
    public Optional<String> commitMessage() {
        return Optional.empty();
    }

    @Override
    public ChangeOutcome execute() {
        return expected();
    }

    @Override
    public ChangeOutcome executeAndWait(Duration timeout) {
        return expected();
    }
}
