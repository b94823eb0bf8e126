package dev.gitops.engine.change;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.change.LastRelease;
import dev.gitops.change.Sourced;
import dev.gitops.change.Trailers.Origin;
import dev.gitops.engine.workspace.Evidence;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Placeholders;
import dev.gitops.git.GitException;
import dev.gitops.repository.Snapshot;
import java.util.List;
import java.util.Optional;

/** What a promotion can take from an environment: its last verified release, or with a notice what Git has. */
record Sources(Place from, boolean unverified) {

    Sourced at(Snapshot targetTip, String targetBranch) {
        Snapshot tip = from.branch().equals(targetBranch) ? targetTip : from.tip();
        if (unverified) {
            return taken(
                    tip, List.of("unverified: taken from Git at " + tip.commit() + ", whether it was verified or not"));
        }
        Evidence evidence = new Evidence(from);
        Optional<DeploymentRecord> verified = evidence.lastVerified();
        if (verified.isPresent()) {
            String commit = verified.get().commit().orElse(tip.commit());
            return taken(from.workspace().repository().at(commit), List.of());
        }
        if (evidence.any()) {
            return new Sourced.Unavailable("no deployment of " + from.inWords()
                    + " was verified yet; deploy it: gitops deploy "
                    + from.app().name() + " "
                    + from.environment().name() + ", or take what Git has with --unverified");
        }
        return taken(
                tip,
                List.of("no deployment of " + from.inWords() + " is recorded, so Git's history decides: taken at "
                        + tip.commit()));
    }

    /** Only what a record says was verified: of what goes in a train nobody looks at each. */
    Sourced recorded() {
        Optional<DeploymentRecord> verified = new Evidence(from).lastVerified();
        if (verified.isEmpty()) {
            return new Sourced.Unavailable("no deployment of " + from.inWords()
                    + " was verified yet, and a train takes nothing else; deploy it: gitops deploy "
                    + from.app().name() + " " + from.environment().name());
        }
        try {
            Optional<String> commit = verified.get().commit();
            return taken(commit.map(from.workspace().repository()::at).orElseGet(from::tip), List.of());
        } catch (GitException.MissingCommit gone) {
            return new Sourced.Unavailable("what was verified of " + from.inWords() + " last is gone from Git ("
                    + verified.get().commit().orElse("") + "); deploy it again: gitops deploy "
                    + from.app().name() + " " + from.environment().name());
        }
    }

    private Sourced taken(Snapshot snapshot, List<String> notices) {
        var images = from.manifests().release(snapshot, from.target());
        if (images.isEmpty()) {
            return new Sourced.Unavailable(from.inWords() + " has no image of the application at " + snapshot.commit());
        }
        Placeholders placeholders = Placeholders.of(from, snapshot);
        if (!placeholders.images().isEmpty()) {
            return new Sourced.Unavailable(placeholders.inWords());
        }
        Origin origin = LastRelease.of(
                        from.manifests().closure(snapshot, from.target()).own(),
                        snapshot,
                        from.app().name(),
                        from.environment().name())
                .map(Origin::of)
                .orElse(Origin.UNKNOWN);
        return new Sourced.Available(images, origin, snapshot.commit(), notices);
    }
}
