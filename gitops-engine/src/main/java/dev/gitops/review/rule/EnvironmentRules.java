package dev.gitops.review.rule;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Inventory;
import dev.gitops.api.model.WindowsSpec;
import dev.gitops.inventory.Durations;
import dev.gitops.policy.Approvals;
import dev.gitops.policy.Approvals.Need;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an environment's rules lose. */
final class EnvironmentRules {

    /** A rule that changes. */
    record Change(FindingKind kind, String text) {}

    private final Inventory before;
    private final Inventory after;

    EnvironmentRules(Inventory before, Inventory after) {
        this.before = before;
        this.after = after;
    }

    /** All that changes. */
    List<Change> changes(EnvironmentSpec old, EnvironmentSpec now) {
        List<Change> changes = new ArrayList<>(loosened(old, now));
        place(old, now, changes);
        manner(old, now, changes);
        return changes;
    }

    /** The guards that are weaker than before. */
    List<Change> loosened(EnvironmentSpec old, EnvironmentSpec now) {
        String name = old.name().value();
        List<Change> changes = new ArrayList<>();
        if (old.isProtected() && !now.isProtected()) {
            changes.add(new Change(
                    FindingKind.PROTECTION_LOST,
                    name + " is no longer protected: who may push changes it without review"));
        }
        if (old.fourEyes() && !now.fourEyes()) {
            changes.add(new Change(
                    FindingKind.FOUR_EYES_LOST, name + " loses four eyes: whoever asks for a change may approve it"));
        }
        approvers(old, now, changes);
        path(old, now, changes);
        old.freezes().stream()
                .filter(freeze -> !now.freezes().contains(freeze))
                .forEach(freeze -> changes.add(new Change(
                        FindingKind.FREEZE_REMOVED,
                        name + " loses the freeze from " + freeze.from() + " to " + freeze.to())));
        if (!old.windows().stream().allMatch(level -> isKept(level, now))) {
            changes.add(
                    new Change(FindingKind.FREEZE_REMOVED, "the windows in which " + name + " may change are others"));
        }
        guards(old, now, changes);
        return changes;
    }

    /** Whether the environment still changes at no time at which these windows keep it from it. */
    private static boolean isKept(WindowsSpec level, EnvironmentSpec now) {
        boolean denies = level.deny().stream()
                .allMatch(window ->
                        now.windows().stream().anyMatch(other -> other.deny().contains(window)));
        boolean allowsNoMore = level.allow().isEmpty()
                || now.windows().stream()
                        .anyMatch(other ->
                                !other.allow().isEmpty() && level.allow().containsAll(other.allow()));
        return denies && allowsNoMore;
    }

    private void approvers(EnvironmentSpec old, EnvironmentSpec now, List<Change> changes) {
        List<Need> had = Approvals.needs(old, before.teams(), Optional.empty());
        List<Need> has = Approvals.needs(now, after.teams(), Optional.empty());
        String name = old.name().value();
        if (!had.isEmpty() && has.isEmpty()) {
            changes.add(new Change(
                    FindingKind.APPROVERS_CHANGED, "nobody need approve deployments to " + name + " any more"));
            return;
        }
        Set<String> fresh = new LinkedHashSet<>();
        has.forEach(need -> fresh.addAll(need.from()));
        had.forEach(need -> fresh.removeAll(need.from()));
        if (!had.isEmpty() && !fresh.isEmpty()) {
            changes.add(new Change(
                    FindingKind.APPROVERS_CHANGED,
                    "deployments to " + name + " may now be approved by " + String.join(", ", fresh) + " too"));
        }
        int fewer = had.stream().mapToInt(Need::count).sum()
                - has.stream().mapToInt(Need::count).sum();
        if (fewer > 0) {
            changes.add(new Change(
                    FindingKind.APPROVERS_CHANGED, "deployments to " + name + " need " + fewer + " approvals less"));
        }
        if (!now.approvals().containsAll(old.approvals()) && fewer <= 0 && fresh.isEmpty()) {
            changes.add(new Change(
                    FindingKind.APPROVERS_CHANGED, "whose approval deployments to " + name + " need changes"));
        }
    }

    private static void path(EnvironmentSpec old, EnvironmentSpec now, List<Change> changes) {
        String name = old.name().value();
        List<EnvironmentName> fresh = now.promotesFrom().stream()
                .filter(source -> !old.promotesFrom().contains(source))
                .toList();
        if (!old.promotesFrom().isEmpty() && now.promotesFrom().isEmpty()) {
            changes.add(new Change(
                    FindingKind.PATH_CHANGED,
                    "releases enter " + name + " at once: it promotes from nowhere any more"));
        } else if (!old.promotesFrom().isEmpty() && !fresh.isEmpty()) {
            changes.add(new Change(
                    FindingKind.PATH_CHANGED,
                    "releases come to " + name + " from " + names(now.promotesFrom()) + " instead of "
                            + names(old.promotesFrom())));
        }
        boolean sooner = old.soak().entrySet().stream()
                .anyMatch(soak ->
                        now.soak().getOrDefault(soak.getKey(), Duration.ZERO).compareTo(soak.getValue()) < 0);
        if (!now.promotesFrom().isEmpty() && (sooner || old.promotesFromAll() && !now.promotesFromAll())) {
            changes.add(new Change(
                    FindingKind.PATH_CHANGED,
                    "releases come to " + name + " after less time, or verified in fewer environments, than before"));
        }
        if (!old.autoPromote() && now.autoPromote()) {
            changes.add(new Change(
                    FindingKind.RULES_CHANGED, "releases are promoted to " + name + " without anybody asking for it"));
        }
    }

    private static String names(List<EnvironmentName> names) {
        return names.stream().map(EnvironmentName::value).collect(Collectors.joining(", "));
    }

    private static void place(EnvironmentSpec old, EnvironmentSpec now, List<Change> changes) {
        String name = old.name().value();
        if (!old.cluster().equals(now.cluster())) {
            changes.add(new Change(
                    FindingKind.PLACE_CHANGED,
                    name + " goes to another cluster: " + word(old.cluster()) + " → " + word(now.cluster())));
        }
        if (!old.namespace().equals(now.namespace())) {
            changes.add(new Change(
                    FindingKind.PLACE_CHANGED,
                    name + " goes to another namespace: " + word(old.namespace()) + " → " + word(now.namespace())));
        }
        if (!old.branch().equals(now.branch())) {
            changes.add(new Change(
                    FindingKind.PLACE_CHANGED,
                    name + " is decided by another branch: " + word(old.branch()) + " → " + word(now.branch())));
        }
    }

    private static String word(Optional<String> value) {
        return value.orElse("none");
    }

    private static void manner(EnvironmentSpec old, EnvironmentSpec now, List<Change> changes) {
        String name = old.name().value();
        boolean sameDelivery = old.delivery().kind().equals(now.delivery().kind())
                && old.delivery().options().equals(now.delivery().options());
        if (!sameDelivery) {
            changes.add(new Change(
                    FindingKind.RULES_CHANGED,
                    "what delivers " + name + " changes: " + old.delivery().kind() + " → "
                            + now.delivery().kind()
                            + (old.delivery().kind().equals(now.delivery().kind()) ? ", with other options" : "")));
        }
        if (old.drift() != now.drift()) {
            changes.add(new Change(
                    FindingKind.RULES_CHANGED,
                    "drift of " + name + ": " + old.drift().name().toLowerCase(Locale.ROOT) + " → "
                            + now.drift().name().toLowerCase(Locale.ROOT)));
        }
    }

    private static void guards(EnvironmentSpec old, EnvironmentSpec now, List<Change> changes) {
        String name = old.name().value();
        if (old.rollbackOnFailure() && !now.rollbackOnFailure()) {
            changes.add(new Change(
                    FindingKind.RULES_CHANGED, "a deployment of " + name + " that fails is no longer rolled back"));
        }
        if (!now.gates().containsAll(old.gates())) {
            changes.add(new Change(
                    FindingKind.RULES_CHANGED,
                    "which outside systems are asked before " + name + " changes becomes another: gates"));
        }
        Duration baked = old.bake().orElse(Duration.ZERO);
        if (now.bake().orElse(Duration.ZERO).compareTo(baked) < 0) {
            changes.add(new Change(
                    FindingKind.RULES_CHANGED,
                    "deployments of " + name + " bake for less time: " + Durations.text(baked) + " → "
                            + now.bake().map(Durations::text).orElse("none")));
        }
    }
}
