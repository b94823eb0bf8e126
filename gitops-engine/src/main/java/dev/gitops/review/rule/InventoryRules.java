package dev.gitops.review.rule;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Inventory;
import dev.gitops.api.review.ReviewPlace;
import dev.gitops.review.rule.EnvironmentRules.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What the inventory's own rules become. */
public final class InventoryRules {

    private final Inventory before;
    private final Inventory after;
    private final Findings findings;
    private final EnvironmentRules rules;
    private final Map<EnvironmentName, List<Change>> general = new HashMap<>();

    private InventoryRules(Inventory before, Inventory after, Findings findings) {
        this.before = before;
        this.after = after;
        this.findings = findings;
        this.rules = new EnvironmentRules(before, after);
    }

    /**
     * Compares two inventories.
     *
     * @param before that of the target
     * @param after that of the change
     * @param findings gets what is found
     */
    public static void look(Inventory before, Inventory after, Findings findings) {
        if (before != after) {
            new InventoryRules(before, after, findings).look();
        }
    }

    private void look() {
        before.environments().forEach((name, old) -> {
            EnvironmentSpec now = after.environments().get(name);
            if (now == null) {
                findings.add(FindingKind.RULES_CHANGED, "the environment " + name + " goes");
            } else {
                List<Change> changes = rules.changes(old, now);
                general.put(name, changes);
                changes.forEach(change -> findings.add(change.kind(), change.text()));
            }
        });
        before.apps().forEach((name, old) -> {
            AppSpec now = after.apps().get(name);
            if (now != null && !now.equals(old)) {
                app(old, now);
            }
        });
        after.apps().values().forEach(this::fresh);
        whole();
    }

    /** An application's own overrides; what its environment loses for all is told once. */
    private void app(AppSpec old, AppSpec now) {
        old.environments().forEach((name, environment) -> {
            EnvironmentSpec other = now.environments().get(name);
            if (other != null && !other.equals(environment)) {
                List<Change> told = general.getOrDefault(name, List.of());
                rules.changes(environment, other).stream()
                        .filter(change -> !told.contains(change))
                        .forEach(change ->
                                findings.add(change.kind(), new ReviewPlace(old.name(), name.value()), change.text()));
            }
        });
        if (!now.after().containsAll(old.after())) {
            findings.add(
                    FindingKind.RULES_CHANGED,
                    old.name() + " is deployed without waiting for what it came after: after changes");
        }
        if (!now.verify().containsAll(old.verify())) {
            findings.add(
                    FindingKind.RULES_CHANGED,
                    "deployments of " + old.name()
                            + " are verified by less than before: a step of verify changes or goes");
        }
        if (!now.ci().equals(old.ci())) {
            findings.add(FindingKind.RULES_CHANGED, "how " + old.name() + " is built and released changes: ci");
        }
        if (!Objects.equals(now.config(), old.config())) {
            findings.add(
                    FindingKind.RULES_CHANGED,
                    "the manifests of " + old.name() + " come from another repository: config");
        }
    }

    /** Where an application comes to an environment, its own guards may be no weaker than those that the environment has for all. */
    private void fresh(AppSpec now) {
        AppSpec old = before.apps().get(now.name());
        now.environments().forEach((name, environment) -> {
            EnvironmentSpec usual = before.environments().get(name);
            if (usual == null || (old != null && old.environments().containsKey(name))) {
                return;
            }
            List<Change> told = general.getOrDefault(name, List.of());
            rules.loosened(asFarAsItGoes(usual, now), environment).stream()
                    .filter(change -> !told.contains(change))
                    .forEach(change ->
                            findings.add(change.kind(), new ReviewPlace(now.name(), name.value()), change.text()));
        });
    }

    /** An application can come from no environment that it is not in. */
    private static EnvironmentSpec asFarAsItGoes(EnvironmentSpec usual, AppSpec app) {
        Set<EnvironmentName> there = app.environments().keySet();
        List<EnvironmentName> sources =
                usual.promotesFrom().stream().filter(there::contains).toList();
        return EnvironmentSpec.builder()
                .from(usual)
                .promotesFrom(sources)
                .promotesFromAll(usual.promotesFromAll() && sources.size() > 1)
                .soak(usual.soak().entrySet().stream()
                        .filter(soak -> there.contains(soak.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .build();
    }

    private void whole() {
        changed("the config repository", before.config(), after.config());
        changed("where the inventory is kept", before.homeSpec(), after.homeSpec());
        changed("who may pass a line that is stopped", before.mayPassStops(), after.mayPassStops());
        changed("who is who", before.people(), after.people());
        changed("the host that is asked who reviewed", before.forge(), after.forge());
        changed("how clusters are reached", before.clusters(), after.clusters());
        changed("where records are kept, and whose signatures count", audit(before), audit(after));
        changed("who is told of what", before.notifications(), after.notifications());
        changed("when objects are healthy", before.healthRules(), after.healthRules());
        changed("which differences are no drift", before.setAside(), after.setAside());
        changed("agents and credentials of the jobs", before.jenkins(), after.jenkins());
        List<String> block = before.review().block();
        if (!after.review().block().containsAll(block)) {
            findings.add(
                    FindingKind.REVIEW_WEAKENED,
                    "less blocks than before: " + String.join(", ", block) + " → "
                            + (after.review().block().isEmpty()
                                    ? "nothing but errors"
                                    : String.join(", ", after.review().block())));
        }
    }

    /** Without the line that it stands at. */
    private static List<Object> audit(Inventory inventory) {
        return List.of(
                inventory.audit().store().kind(),
                inventory.audit().store().options(),
                String.valueOf(inventory.audit().endpoint()),
                inventory.audit().keys());
    }

    private void changed(String what, Object old, Object now) {
        if (!old.equals(now)) {
            findings.add(FindingKind.RULES_CHANGED, what + " changes in the inventory");
        }
    }
}
