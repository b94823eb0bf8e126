package dev.gitops.engine.inspection;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Problem;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Holds;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.spi.Forge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the host keeps everybody but the tool from the branches that the tool alone writes: records that are not signed, holds, and rendered manifests of environments that people guard.
 */
final class ToolBranches {

    private static final String RENDERED = "rendered";

    /** A branch of a repository, and why nobody else may write it. */
    private record Branch(Workspace workspace, String name) {}

    private final Map<Branch, String> branches = new LinkedHashMap<>();
    private final boolean unsigned;

    ToolBranches(Connections connections) {
        unsigned = connections.inventory().audit().store().kind().equals("git")
                && connections.inventory().audit().keys().isEmpty();
        for (AppSpec app : connections.inventory().apps().values()) {
            for (EnvironmentSpec environment : app.environments().values()) {
                if (environment.isProtected() || environment.needsApproval()) {
                    add(Place.of(app, environment.name(), connections));
                }
            }
        }
    }

    private void add(Place place) {
        if (unsigned) {
            branches.put(
                    new Branch(place.workspace(), Workspace.AUDIT_BRANCH),
                    "whoever may push to it can write a record that something was approved and verified; protect it, or sign records: GITOPS_AUDIT_KEY and audit.keys");
        }
        branches.put(
                new Branch(place.workspace(), Holds.BRANCH),
                "whoever may push to it can lift a hold; let only the tool's user push to it");
        if (place.environment().delivery().kind().equals(RENDERED)) {
            branches.put(
                    new Branch(
                            place.workspace(),
                            RENDERED + "/" + place.environment().name()),
                    "whoever may push to it changes what " + place.environment().name()
                            + " gets; let only the tool's user push to it");
        }
    }

    int count() {
        return (int) branches.keySet().stream()
                .filter(branch -> branch.workspace().forge().isPresent())
                .count();
    }

    void look(List<Problem> unguarded, List<String> notices) {
        branches.forEach((branch, why) ->
                branch.workspace().forge().ifPresent(forge -> look(branch, why, forge, unguarded, notices)));
    }

    private static void look(Branch branch, String why, Forge forge, List<Problem> unguarded, List<String> notices) {
        String words = "the branch " + branch.name() + " of "
                + branch.workspace().spec().repository();
        Optional<Forge.Protection> protection;
        try {
            protection = forge.protection(branch.name());
        } catch (GitOpsException unknown) {
            boolean there =
                    branch.workspace().repository().branches(branch.name()).containsKey(branch.name());
            if (there) {
                throw unknown;
            }
            notices.add(words + " is not there yet; let only the tool's user make it");
            return;
        }
        if (protection.isEmpty()) {
            notices.add(words + ": the token may not read how it is protected; " + why);
            return;
        }
        if (!protection.get().protectedBranch()) {
            unguarded.add(Problem.of(
                    "branch",
                    branch.name(),
                    words + " is written by the tool alone, but anybody who may push can write it",
                    why));
        } else if (!protection.get().exempt().isEmpty()) {
            unguarded.add(Problem.of(
                    "branch",
                    branch.name(),
                    words + " is written by the tool alone, but may be written by "
                            + String.join(", ", protection.get().exempt()),
                    why));
        }
        protection.get().unread().forEach(unread -> notices.add(words + "; not known: " + unread));
    }
}
