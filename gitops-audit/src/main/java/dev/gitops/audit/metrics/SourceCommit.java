package dev.gitops.audit.metrics;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A source commit, the same object in all deployments that brought it, and the earliest time that any record tells of it. */
final class SourceCommit {

    private final Fingerprint id;
    private @Nullable Instant made;

    SourceCommit(Fingerprint id) {
        this.id = id;
    }

    void madeAt(Instant time) {
        made = made == null || time.isBefore(made) ? time : made;
    }

    Optional<Instant> made() {
        return Optional.ofNullable(made);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SourceCommit commit && id.equals(commit.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
