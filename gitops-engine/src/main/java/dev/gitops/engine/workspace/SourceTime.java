package dev.gitops.engine.workspace;

import dev.gitops.api.GitOpsException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** When a source commit was made, where its repository can be read. A release never fails and hardly waits for it. */
record SourceTime(Place place) {

    private static final long SECONDS = 5;

    /** The commit's time; empty where the inventory names no source, or the source does not answer. */
    Optional<Instant> of(String commit) {
        return place.app().source().flatMap(source -> {
            CompletableFuture<Instant> asked = CompletableFuture.supplyAsync(
                    () -> place.workspace().repository().commitTime(source, commit));
            try {
                return Optional.of(asked.get(SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException unreadable) {
                if (unreadable.getCause() instanceof GitOpsException) {
                    return Optional.empty();
                }
                throw new IllegalStateException(unreadable.getCause());
            } catch (TimeoutException slow) {
                return Optional.empty();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        });
    }
}
