package dev.gitops.forge.github;

import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.spi.Forge.Protection;
import java.util.List;
import java.util.Optional;

/**
 * How GitHub protects a branch: by rulesets, which everyone who reads the repository may read, and by classic branch protection, whose rules only administrators may read.
 * The stricter of both holds.
 */
final class GitHubProtection {

    private static final Protection NONE = new Protection(false, 0, false);

    private final Call call;
    private final Resource repository;

    GitHubProtection(Call call, Resource repository) {
        this.call = call;
        this.repository = repository;
    }

    Optional<Protection> of(String branch) {
        Optional<Protection> rulesets = rulesets(branch);
        Optional<Protection> classic = classic(branch);
        if (classic.isEmpty()) {
            return rulesets.filter(Protection::protectedBranch);
        }
        Protection a = rulesets.orElse(NONE);
        Protection b = classic.get();
        return Optional.of(new Protection(
                a.protectedBranch() || b.protectedBranch(),
                Math.max(a.requiredApprovals(), b.requiredApprovals()),
                a.codeOwners() || b.codeOwners()));
    }

    /** Empty where the host has no rulesets (older Enterprise) or does not tell of them. */
    private Optional<Protection> rulesets(String branch) {
        try {
            List<Json> rules = call.list(
                            repository.at("rules", "branches", branch).with("per_page", 100))
                    .filter(rule ->
                            rule.maybe("type").filter("pull_request"::equals).isPresent())
                    .toList();
            return Optional.of(new Protection(
                    !rules.isEmpty(),
                    rules.stream()
                            .mapToInt(rule -> count(rule, "parameters", "required_approving_review_count"))
                            .max()
                            .orElse(0),
                    rules.stream().anyMatch(rule -> rule.flag("parameters", "require_code_owner_review"))));
        } catch (ForgeException.NotFound | ForgeException.Forbidden e) {
            return Optional.empty();
        }
    }

    private Optional<Protection> classic(String branch) {
        Json told = call.get(repository.at("branches", branch));
        if (!told.flag("protected")) {
            return Optional.of(NONE);
        }
        try {
            return Optional.of(call.get(repository.at("branches", branch, "protection"))
                    .part("required_pull_request_reviews")
                    .map(reviews -> new Protection(
                            true,
                            count(reviews, "required_approving_review_count"),
                            reviews.flag("require_code_owner_reviews")))
                    .orElse(NONE));
        } catch (ForgeException.NotFound e) {
            // A branch that only rulesets protect has none of the classic kind; without rights the words are others.
            return e.words().contains("not protected") ? Optional.of(NONE) : Optional.empty();
        } catch (ForgeException.Forbidden e) {
            return Optional.empty();
        }
    }

    private static int count(Json json, String... path) {
        return json.part(path).isEmpty() ? 0 : (int) Math.min(100, json.number(path));
    }
}
