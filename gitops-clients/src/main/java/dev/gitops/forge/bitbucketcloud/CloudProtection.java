package dev.gitops.forge.bitbucketcloud;

import dev.gitops.forge.Exemptions;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.spi.Forge.Protection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How Bitbucket Cloud protects a branch: by restrictions with patterns. Restrictions by the branching model are told as not read. */
record CloudProtection(Call call, Resource repository, Supplier<String> tool) {

    Optional<Protection> of(String branch) {
        List<Json> rules;
        try {
            rules = call.linked(repository.at("branch-restrictions").with("pagelen", 100))
                    .toList();
        } catch (ForgeException.Forbidden e) {
            return Optional.empty();
        }
        Exemptions exemptions = new Exemptions(tool);
        List<String> unread = new ArrayList<>();
        int approvals = 0;
        for (Json rule : rules) {
            if (rule.is("branching_model", "branch_match_kind")) {
                unread.add(
                        "the restriction " + rule.maybe("kind").orElse("without a kind") + " of the branching model");
            } else if (covers(rule.maybe("pattern").orElse(""), branch)) {
                if (rule.is("push", "kind")) {
                    exemptions.rule(exempt(rule, exemptions));
                } else if (rule.is("require_approvals_to_merge", "kind")) {
                    approvals =
                            Math.max(approvals, rule.integer("value").orElse(0L).intValue());
                }
            }
        }
        return Optional.of(new Protection(exemptions.protects(), approvals, false, exemptions.all(), unread));
    }

    private static Set<String> exempt(Json rule, Exemptions exemptions) {
        Set<String> exempt = new LinkedHashSet<>();
        for (Json user : rule.list("users")) {
            String account = user.maybe("account_id").orElse("");
            if (!exemptions.isTool(account)) {
                exempt.add("the user " + user.maybe("display_name").orElse("without a name") + " (" + account + ")");
            }
        }
        rule.list("groups")
                .forEach(group -> exempt.add("the group " + group.maybe("slug").orElse("without a name")));
        return exempt;
    }

    private static boolean covers(String pattern, String branch) {
        return Pattern.matches(
                Arrays.stream(pattern.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*")), branch);
    }
}
