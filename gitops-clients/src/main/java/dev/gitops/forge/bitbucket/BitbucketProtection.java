package dev.gitops.forge.bitbucket;

import dev.gitops.forge.Exemptions;
import dev.gitops.forge.RepositoryAddress;
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
import java.util.regex.Pattern;

/** How Bitbucket protects a branch: by restrictions with matchers. Code owners are only proposed as reviewers there, never required. */
final class BitbucketProtection {

    private static final Set<String> REFUSE_PUSHES = Set.of("pull-request-only", "read-only");

    private final Call call;
    private final Resource repository;
    private final Resource restrictions;
    private final Resource model;
    private final Exemptions exemptions;

    BitbucketProtection(Call call, RepositoryAddress address, Supplier<String> tool) {
        String[] path = {"projects", address.owner(), "repos", address.name()};
        this.call = call;
        this.exemptions = new Exemptions(tool);
        this.repository = Resource.of("api", "1.0").at(path);
        this.restrictions = Resource.of("branch-permissions", "2.0").at(path).at("restrictions");
        this.model = Resource.of("branch-utils", "1.0").at(path).at("branchmodel");
    }

    Optional<Protection> of(String branch) {
        try {
            call.values(restrictions.with("limit", 100))
                    .filter(rule -> REFUSE_PUSHES.contains(rule.text("type")) && covers(rule, branch))
                    .forEach(rule -> exemptions.rule(exempt(rule)));
            return Optional.of(
                    new Protection(exemptions.protects(), requiredApprovals(), false, exemptions.all(), List.of()));
        } catch (ForgeException.Forbidden | ForgeException.Unauthorised e) {
            // Bitbucket says 401 as well to a token that may not administer the repository.
            return Optional.empty();
        }
    }

    private Set<String> exempt(Json rule) {
        Set<String> exempt = new LinkedHashSet<>();
        for (Json user : rule.items("users")) {
            String name = user.maybe("name").orElse("without a name");
            if (!exemptions.isTool(name)) {
                exempt.add("the user " + name);
            }
        }
        rule.items("groups")
                .forEach(group -> exempt.add("the group " + group.maybe().orElse("without a name")));
        rule.items("accessKeys")
                .forEach(key -> exempt.add("whoever has the access key "
                        + key.maybe("key", "label").orElse("without a name")));
        for (String list : List.of("users", "groups", "accessKeys")) {
            if (rule.has(list) && rule.part(list).filter(Json::isList).isEmpty()) {
                exempt.add("whomever the restriction exempts among its " + list);
            }
        }
        return exempt;
    }

    private int requiredApprovals() {
        Json settings = call.get(repository.at("settings", "pull-requests"));
        String[] count = settings.flag("requiredApprovers", "enable")
                ? new String[] {"requiredApprovers", "count"}
                : new String[] {"requiredApprovers"};
        return settings.integer(count)
                .map(String::valueOf)
                .or(() -> settings.maybe(count))
                .filter(text -> text.matches("\\d{1,3}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    private boolean covers(Json rule, String branch) {
        String ref = "refs/heads/" + branch;
        String id = rule.text("matcher", "id");
        return switch (rule.text("matcher", "type", "id")) {
            case "ANY_REF" -> true;
            case "BRANCH" -> id.equals(ref);
            case "PATTERN" -> glob(id, ref);
            case "MODEL_BRANCH" -> modelBranches(id).contains(ref);
            case "MODEL_CATEGORY" -> prefixes(id).stream().anyMatch(branch::startsWith);
            default -> false;
        };
    }

    private List<String> modelBranches(String id) {
        return call.find(model).flatMap(all -> all.maybe(id, "id")).stream().toList();
    }

    private List<String> prefixes(String category) {
        return call.find(model).stream()
                .flatMap(all -> all.items("types").stream())
                .filter(type -> type.text("id").equalsIgnoreCase(category))
                .map(type -> type.text("prefix"))
                .toList();
    }

    /** Patterns are matched like Ant's: a star stays within a part, two go over parts; a pattern may begin at any part and covers what is below it where it ends in a slash. */
    private static boolean glob(String pattern, String ref) {
        String whole = (pattern.startsWith("refs/") ? pattern : "**/" + pattern) + (pattern.endsWith("/") ? "**" : "");
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < whole.length(); i++) {
            if (whole.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (whole.startsWith("**", i)) {
                regex.append(".*");
                i += 1;
            } else if (whole.charAt(i) == '*') {
                regex.append("[^/]*");
            } else if (whole.charAt(i) == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(whole.substring(i, i + 1)));
            }
        }
        return Pattern.matches(regex.toString(), ref);
    }
}
