package dev.gitops.forge.gitlab;

import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.spi.Forge.Protection;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How GitLab protects a branch: by rules with wildcards, of which the most permissive holds, and by approval rules where the edition has them. */
final class GitLabProtection {

    private final Call call;
    private final Resource project;
    private final LongSupplier tool;

    GitLabProtection(Call call, Resource project, LongSupplier tool) {
        this.call = call;
        this.project = project;
        this.tool = tool;
    }

    Optional<Protection> of(String branch) {
        List<Json> rules;
        try {
            rules = call.list(project.at("protected_branches").with("per_page", 100))
                    .filter(rule -> covers(rule.text("name"), branch))
                    .toList();
        } catch (ForgeException.Forbidden e) {
            return Optional.empty();
        }
        Set<String> pushing = new LinkedHashSet<>();
        rules.forEach(rule -> pushing.addAll(pushing(rule)));
        return Optional.of(new Protection(
                !rules.isEmpty(),
                requiredApprovals(branch),
                rules.stream().anyMatch(rule -> rule.flag("code_owner_approval_required")),
                List.copyOf(pushing),
                List.of()));
    }

    private Set<String> pushing(Json rule) {
        Set<String> pushing = new LinkedHashSet<>();
        if (rule.part("push_access_levels").isEmpty()) {
            pushing.add("whomever the rule " + rule.text("name") + " lets push");
        }
        for (Json level : rule.items("push_access_levels")) {
            level(level).ifPresent(pushing::add);
        }
        return pushing;
    }

    private Optional<String> level(Json level) {
        Optional<Long> user = level.integer("user_id");
        if (user.isPresent()) {
            boolean isTool = user.get() == tool.getAsLong();
            return isTool ? Optional.empty() : Optional.of("the user " + user.get());
        }
        Optional<String> other = level.integer("group_id")
                .map(id -> "the group " + id)
                .or(() -> level.integer("deploy_key_id").map(id -> "whoever has the deploy key " + id));
        if (other.isPresent()) {
            return other;
        }
        return switch (level.integer("access_level").orElse(-1L).intValue()) {
            case 0 -> Optional.empty();
            case 30 -> Optional.of("everybody with the role Developer or above");
            case 40 -> Optional.of("everybody with the role Maintainer or above");
            case 60 -> Optional.of("the administrators of GitLab");
            default -> Optional.of("somebody whom GitLab does not name");
        };
    }

    /** Editions without approval rules answer 404. Rules of reports ask for an approval only where a report finds something. */
    private int requiredApprovals(String branch) {
        try {
            return call.list(project.at("approval_rules").with("per_page", 100))
                    .filter(rule -> !rule.is("report_approver", "rule_type"))
                    .filter(rule -> appliesTo(rule, branch))
                    .mapToInt(rule -> rule.integer("approvals_required")
                            .map(count -> (int) Math.max(0, Math.min(100, count)))
                            .orElse(0))
                    .max()
                    .orElse(0);
        } catch (ForgeException.NotFound | ForgeException.Forbidden e) {
            return 0;
        }
    }

    private static boolean appliesTo(Json rule, String branch) {
        List<Json> branches = rule.items("protected_branches");
        return branches.isEmpty() || branches.stream().anyMatch(one -> covers(one.text("name"), branch));
    }

    private static boolean covers(String pattern, String branch) {
        return Pattern.matches(
                Arrays.stream(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), branch);
    }
}
