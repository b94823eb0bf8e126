package dev.gitops.engine.workspace;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.git.ConfigRepository;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Intent;
import dev.gitops.repository.PushResult;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.Publisher;
import dev.gitops.spi.SourceTree;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Publishes on branches of the config repository. */
record RepositoryPublisher(ConfigRepository repository, Settings settings) implements Publisher {

    @Override
    public Optional<String> publish(String branch, String message, List<FileEdit> edits) {
        PushResult<String> result = repository.commitOrStart(branch, tip -> {
            boolean same = edits.stream().allMatch(edit -> same(tip, edit));
            return same
                    ? new Intent.Stop<>("")
                    : new Intent.Commit<>(
                            edits,
                            new CommitMessage(settings.actor(), settings.clock().instant(), message, "", List.of()));
        });
        if (result instanceof PushResult.RefusedByHost<String> refused) {
            throw new InvalidInputException(
                    "publishing on " + branch,
                    List.of(Problem.of(
                            "branch",
                            branch,
                            "the host refused the push: " + refused.message(),
                            "allow the tool's user to push to it")));
        }
        return result instanceof PushResult.Pushed<String> pushed ? Optional.of(pushed.commit()) : Optional.empty();
    }

    @Override
    public Optional<SourceTree> tip(String branch) {
        return repository.find(branch).map(snapshot -> snapshot);
    }

    private static boolean same(SourceTree tree, FileEdit edit) {
        Optional<byte[]> present = tree.read(edit.path());
        return edit.newContent()
                .map(wanted ->
                        present.filter(have -> Arrays.equals(have, wanted)).isPresent())
                .orElse(present.isEmpty());
    }
}
