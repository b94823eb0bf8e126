package dev.gitops.change;

import dev.gitops.change.Trailers.Origin;
import dev.gitops.policy.ReleaseOrder;
import dev.gitops.policy.ReleaseOrder.Position;
import dev.gitops.repository.CommitInfo;
import dev.gitops.repository.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which release an environment has, as the history of its own files tells. */
final class LastRelease {

    private static final int SEARCHED = 20;

    private LastRelease() {}

    /** The newest commit that gave the environment a release; commits that people made by hand are passed over. */
    static Optional<CommitInfo> of(ChangeContext context, Snapshot tip) {
        List<String> own = new ArrayList<>(
                context.manifests().closure(tip, context.target()).own());
        return tip.history(own, SEARCHED).stream()
                .filter(commit -> Trailers.about(
                        commit, context.app().name(), context.environment().name()))
                .filter(commit -> commit.trailer(Trailers.IMAGE).isPresent())
                .findFirst();
    }

    /** Why a release from some origin is older than the one that is there. */
    static Optional<String> newerThan(ChangeContext context, Snapshot tip, Origin origin) {
        return of(context, tip).flatMap(present -> {
            Origin there = Origin.of(present);
            return ReleaseOrder.older(
                    new Position(origin.build(), origin.sourceCommit(), context.asked()),
                    new Position(there.build(), there.sourceCommit(), present.asked()),
                    context.ancestry());
        });
    }
}
