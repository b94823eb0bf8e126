package dev.gitops.forge.gitea;

import dev.gitops.forge.Exemptions;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.spi.Forge.Protection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** How Gitea protects a branch: by the one rule that covers it, which only administrators of the repository may read whole. */
record GiteaProtection(Call call, Resource repository, Supplier<String> tool) {

    Optional<Protection> of(String branch) {
        Json told = call.get(repository.at("branches", branch));
        if (told.denied("protected")) {
            return Optional.of(Protection.NONE);
        }
        int approvals = told.integer("required_approvals")
                .map(count -> (int) Math.max(0, Math.min(100, count)))
                .orElse(0);
        Optional<Json> rule = told.maybe("effective_branch_protection_name")
                .filter(name -> !name.isEmpty())
                .flatMap(this::rule);
        if (rule.isPresent()) {
            return Optional.of(read(rule.get(), approvals));
        }
        // That the tool may not push says that most may not; who may, stands in the rule.
        return told.denied("user_can_push")
                ? Optional.of(
                        new Protection(
                                true,
                                approvals,
                                false,
                                List.of(),
                                List.of(
                                        "whom the branch's rule lets push, which only administrators of the repository may read")))
                : Optional.empty();
    }

    private Optional<Json> rule(String name) {
        try {
            return call.find(repository.at("branch_protections", name));
        } catch (ForgeException.Forbidden e) {
            return Optional.empty();
        }
    }

    private Protection read(Json rule, int approvals) {
        boolean codeOwners = rule.flag("block_on_official_review_requests");
        Exemptions exemptions = new Exemptions(tool);
        boolean nobody = rule.denied("enable_push");
        boolean some = rule.flag("enable_push") && rule.flag("enable_push_whitelist");
        if (!nobody && !some) {
            return new Protection(false, approvals, codeOwners);
        }
        Set<String> exempt = new LinkedHashSet<>();
        if (some) {
            named(rule, "push_whitelist_usernames", "the user ", exemptions, exempt);
            named(rule, "push_whitelist_teams", "the team ", exemptions, exempt);
            if (rule.flag("push_whitelist_deploy_keys")) {
                exempt.add("whoever has a deploy key");
            }
        }
        exemptions.rule(exempt);
        return new Protection(true, approvals, codeOwners, exemptions.all(), List.of());
    }

    private static void named(Json rule, String key, String what, Exemptions exemptions, Set<String> exempt) {
        for (Json one : rule.items(key)) {
            String name = one.maybe().orElse("without a name");
            if (!exemptions.isTool(name)) {
                exempt.add(what + name);
            }
        }
    }
}
