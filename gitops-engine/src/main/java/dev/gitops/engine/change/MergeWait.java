package dev.gitops.engine.change;

import dev.gitops.api.CancelledException;
import dev.gitops.api.ChangeRequest;
import dev.gitops.api.ClosedException;
import dev.gitops.api.GitOpsException;
import dev.gitops.spi.Forge;
import dev.gitops.spi.Forge.Details;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * Follows a change request until it is merged or closed, or until it carries another wish: whoever asked for what it carried before has nothing to wait for any more.
 *
 * @param forge the host
 * @param commit what was pushed
 * @param carriesOther whether another newest commit of the request is another wish, not the same one on a newer base or with commits of reviewers
 * @param told gets what is new, with the request as it is
 */
record MergeWait(Forge forge, String commit, Predicate<String> carriesOther, BiConsumer<Details, String> told) {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** How it ended. */
    enum End {
        MERGED,
        CLOSED,
        SUPERSEDED,
        NOT_YET
    }

    /** How it ended, and the request as it is. */
    record Ended(End end, Details details) {}

    /** Waits until the time of {@link System#nanoTime}. */
    Ended until(long deadline, ChangeRequest open) {
        Duration pause = FIRST_PAUSE;
        Following following = new Following();
        String seen = commit;
        while (true) {
            Details details = forge.details(open.number());
            following.news(details).forEach(news -> told.accept(details, news));
            switch (details.request().state()) {
                case MERGED -> {
                    boolean another =
                            !details.head().equals(commit) && !details.head().isEmpty() && isOther(details.head());
                    return new Ended(another ? End.SUPERSEDED : End.MERGED, details);
                }
                case CLOSED -> {
                    return new Ended(End.CLOSED, details);
                }
                case OPEN -> {
                    if (!details.head().equals(seen) && !details.head().isEmpty()) {
                        seen = details.head();
                        if (isOther(seen)) {
                            return new Ended(End.SUPERSEDED, details);
                        }
                    }
                    if (System.nanoTime() > deadline) {
                        return new Ended(End.NOT_YET, details);
                    }
                    sleep(pause, details.request());
                    Duration longer = pause.multipliedBy(2);
                    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
                }
            }
        }
    }

    /** What cannot be read is waited for: it may be ours. */
    private boolean isOther(String head) {
        try {
            return carriesOther.test(head);
        } catch (CancelledException | ClosedException stop) {
            throw stop;
        } catch (GitOpsException unreadable) {
            return false;
        }
    }

    private static void sleep(Duration pause, ChangeRequest open) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException stop) {
            throw CancelledException.of("waiting for the merge of " + open.url(), stop);
        }
    }
}
