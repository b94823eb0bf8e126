package dev.gitops.engine.inspection;

import dev.gitops.api.AppSpec;
import dev.gitops.api.CheckReport;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.Problem;
import dev.gitops.engine.workspace.Connections;
import dev.gitops.engine.workspace.Place;
import dev.gitops.engine.workspace.Workspace;
import dev.gitops.spi.Forge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether the host protects the branches that decide protected environments. */
public record ProtectionCheck(Connections connections) {

    /** A branch of a repository. */
    private record Branch(Workspace workspace, String name) {
        String inWords() {
            return "the branch " + name + " of " + workspace.spec().repository();
        }
    }

    /** Asks the host; what it does not tell is a notice. */
    public CheckReport run() {
        List<Problem> unguarded = new ArrayList<>();
        List<String> notices = new ArrayList<>();
        Map<Branch, Set<String>> branches = branches();
        branches.forEach((branch, environments) -> {
            Optional<Forge> forge = branch.workspace().forge();
            if (forge.isEmpty()) {
                notices.add(
                        branch.inWords() + ": the inventory says forge: none, so no host can tell how it is protected");
            } else {
                look(branch, environments, forge.get(), unguarded, notices);
            }
        });
        ToolBranches own = new ToolBranches(connections);
        own.look(unguarded, notices);
        return new CheckReport(branches.size() + own.count(), List.of(), unguarded, notices);
    }

    private static void look(
            Branch branch, Set<String> environments, Forge forge, List<Problem> unguarded, List<String> notices) {
        String decides = " decides " + String.join(", ", environments);
        Optional<Forge.Protection> protection = forge.protection(branch.name());
        if (protection.isEmpty()) {
            notices.add(branch.inWords() + decides + "; the token may not read how it is protected");
            return;
        }
        if (!protection.get().protectedBranch()) {
            unguarded.add(Problem.of(
                    "branch",
                    branch.name(),
                    branch.inWords() + decides + ", but anybody who may push can change it without a change request",
                    "protect the branch on the host, and let only the tool's user push to it"));
            return;
        }
        if (!protection.get().exempt().isEmpty()) {
            unguarded.add(Problem.of(
                    "branch",
                    branch.name(),
                    branch.inWords() + decides + ", and may be changed without a change request by "
                            + String.join(", ", protection.get().exempt()),
                    "take them off the exceptions of the branch's protection; only the tool's user belongs there"));
        }
        protection.get().unread().forEach(unread -> notices.add(branch.inWords() + decides + "; not known: " + unread));
        if (protection.get().requiredApprovals() == 0) {
            notices.add(branch.inWords() + decides + ", and a change request needs no approval to be merged");
        }
        if (!protection.get().codeOwners()) {
            notices.add(branch.inWords() + decides + ", and the approval of code owners is not required");
        }
    }

    private Map<Branch, Set<String>> branches() {
        Map<Branch, Set<String>> branches = new LinkedHashMap<>();
        for (AppSpec app : connections.inventory().apps().values()) {
            for (EnvironmentName name : app.environments().keySet()) {
                Place place = Place.of(app, name, connections);
                if (place.environment().isProtected()) {
                    branches.computeIfAbsent(
                                    new Branch(place.workspace(), place.branch()), absent -> new LinkedHashSet<>())
                            .add(name.value());
                }
            }
        }
        return branches;
    }
}
