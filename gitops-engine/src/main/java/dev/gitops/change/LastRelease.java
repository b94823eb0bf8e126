package dev.gitops.change;

import dev.gitops.api.EnvironmentName;
import dev.gitops.change.Trailers.Origin;
import dev.gitops.policy.ReleaseOrder;
import dev.gitops.policy.ReleaseOrder.Position;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Which release an environment has, as the history of its own files tells. */
public final class LastRelease {

    private static final int FIRST = 20;
    private static final int LONGER = 8;

    /** Clocks of machines that keep their time differ by less. */
    private static final Duration TOLERATED = Duration.ofMinutes(1);

    private LastRelease() {}

    /**
     * The newest commit that gave an environment a release. Commits that people made by hand are passed over, however many there are: mostly there are few, so the newest are looked at first.
     *
     * @param own the environment's own paths
     * @param tip where its history begins
     * @param app the application
     * @param environment the environment
     * @return the commit, with what it says of that application; empty where none says that it is a release of it
     */
    public static Optional<CommitInfo> of(
            Collection<String> own, Snapshot tip, String app, EnvironmentName environment) {
        for (int searched = FIRST;
                ;
                searched = searched > Integer.MAX_VALUE / LONGER ? Integer.MAX_VALUE : searched * LONGER) {
            List<CommitInfo> history = tip.history(List.copyOf(own), searched);
            Optional<CommitInfo> found = history.stream()
                    .flatMap(commit -> Trailers.part(commit, app, environment).stream())
                    .filter(commit -> commit.trailer(Trailers.IMAGE).isPresent())
                    .findFirst();
            if (found.isPresent() || history.size() < searched) {
                return found;
            }
        }
    }

    /** The newest commit that gave the environment of a change a release. */
    static Optional<CommitInfo> of(ChangeContext context, Snapshot tip) {
        return of(
                context.manifests().closure(tip, context.target()).own(),
                tip,
                context.app().name(),
                context.environment().name());
    }

    /** Why a release from some origin is older than the one that is there. */
    static Optional<String> newerThan(ChangeContext context, Snapshot tip, Origin origin) {
        return of(context, tip).flatMap(present -> {
            Origin there = Origin.of(present);
            return ReleaseOrder.older(
                    new Position(origin.build(), origin.sourceCommit(), context.asked()),
                    new Position(there.build(), there.sourceCommit(), asked(present, context)),
                    context.ancestry());
        });
    }

    /** What is there was asked for before now, whatever the clock of the machine that asked said. */
    private static Instant asked(CommitInfo present, ChangeContext context) {
        boolean impossible = present.asked().isAfter(context.now().get().plus(TOLERATED));
        return impossible ? Instant.MIN : present.asked();
    }
}
