package dev.gitops.forge.gitlab;

import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.spi.Forge.Protection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How GitLab protects a branch: by rules with wildcards, of which the most permissive holds, and by approval rules where the edition has them. */
final class GitLabProtection {

    private static final int NO_ONE = 0;

    private final Call call;
    private final Resource project;

    GitLabProtection(Call call, Resource project) {
        this.call = call;
        this.project = project;
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
        return Optional.of(new Protection(
                !rules.isEmpty() && rules.stream().allMatch(GitLabProtection::nobodyPushes),
                requiredApprovals(branch),
                rules.stream().anyMatch(rule -> rule.flag("code_owner_approval_required"))));
    }

    private static boolean nobodyPushes(Json rule) {
        return rule.items("push_access_levels").stream()
                .allMatch(level -> level.maybe("access_level")
                                .filter(Integer.toString(NO_ONE)::equals)
                                .isPresent()
                        && level.maybe("user_id").isEmpty()
                        && level.maybe("group_id").isEmpty()
                        && level.maybe("deploy_key_id").isEmpty());
    }

    /** Editions without approval rules answer 404. */
    private int requiredApprovals(String branch) {
        try {
            return call.list(project.at("approval_rules").with("per_page", 100))
                    .filter(rule -> appliesTo(rule, branch))
                    .mapToInt(rule -> (int) Math.min(100, rule.number("approvals_required")))
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
