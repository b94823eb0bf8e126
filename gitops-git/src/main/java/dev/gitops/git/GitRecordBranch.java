package dev.gitops.git;

import dev.gitops.api.GitOpsException;
import dev.gitops.repository.CommitMessage;
import dev.gitops.repository.Intent;
import dev.gitops.repository.PushResult;
import dev.gitops.repository.Snapshot;
import dev.gitops.spi.FileEdit;
import dev.gitops.spi.RecordBranch;
import dev.gitops.spi.SourceTree;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Records in files of a branch without a parent. */
final class GitRecordBranch implements RecordBranch {

    private final ConfigRepository repository;
    private final String branch;
    private final String author;
    private final Clock clock;

    GitRecordBranch(ConfigRepository repository, String branch, String author, Clock clock) {
        this.repository = repository;
        this.branch = branch;
        this.author = author;
        this.clock = clock;
    }

    @Override
    public String name() {
        return repository.url() + " " + branch;
    }

    @Override
    public SourceTree tip() {
        return repository.tipOrEmpty(branch);
    }

    @Override
    public String append(String message, List<FileEdit> additions) {
        int line = message.indexOf('\n');
        CommitMessage words = new CommitMessage(
                author,
                clock.instant(),
                line < 0 ? message : message.substring(0, line),
                line < 0 ? "" : message.substring(line + 1),
                List.of());
        PushResult<GitOpsException> result = repository.commitOrStart(branch, tip -> {
            for (FileEdit addition : additions) {
                if (addition.content() == null || tip.type(addition.path()).isPresent()) {
                    return new Intent.Stop<>(GitNames.refused(
                            "record",
                            addition.path(),
                            "is there already on " + branch + ", and records are never changed",
                            "give it a new name"));
                }
            }
            return new Intent.Commit<>(additions, words);
        });
        if (result instanceof PushResult.Pushed<GitOpsException> pushed) {
            return pushed.commit();
        } else if (result instanceof PushResult.Stopped<GitOpsException> stopped) {
            throw stopped.answer();
        } else if (result instanceof PushResult.RefusedByHost<GitOpsException> refused) {
            throw new GitException.AuthenticationFailed(
                    "the host refused the push to " + branch + " of " + repository.url() + ": " + refused.message()
                            + "; let this account push to the branch",
                    null);
        }
        throw new IllegalArgumentException("nothing to add to " + branch);
    }

    @Override
    public List<Entry> log() {
        Optional<Snapshot> tip = repository.find(branch);
        return tip.isEmpty() ? List.of() : repository.fileHistory().log(tip.get());
    }

    @Override
    public List<FileChange> changes(String from, String to) {
        return repository.fileHistory().changes(from, to);
    }

    @Override
    public List<byte[]> contents(List<String> ids) {
        return repository.fileHistory().contents(ids);
    }
}
