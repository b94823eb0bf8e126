package dev.gitops.forge.github;

import dev.gitops.forge.Exemptions;
import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.http.Resource;
import dev.gitops.spi.Forge.Protection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How GitHub protects a branch: by rulesets, whose rules everyone may read who reads the repository, and by classic branch protection, whose rules only administrators may read. The stricter of both
 * holds, and only whom both exempt is exempt.
 */
final class GitHubProtection {

    private static final String ADMINISTRATORS = "the administrators of the repository";

    private final Call call;
    private final Resource repository;
    private final GitHubIdentity tool;
    private final Exemptions exemptions;
    private final List<String> unread = new ArrayList<>();
    private int approvals;
    private boolean codeOwners;

    GitHubProtection(Call call, Resource repository, GitHubIdentity tool) {
        this.call = call;
        this.repository = repository;
        this.tool = tool;
        this.exemptions = new Exemptions(tool::name);
    }

    Optional<Protection> of(String branch) {
        boolean rulesets = rulesets(branch);
        boolean classic = classic(branch);
        if (!classic && !exemptions.protects()) {
            return Optional.empty();
        }
        if (!classic) {
            unread.add("the branch's classic protection, which only administrators may read");
        }
        return rulesets || classic
                ? Optional.of(new Protection(exemptions.protects(), approvals, codeOwners, exemptions.all(), unread))
                : Optional.empty();
    }

    /** False where the host has no rulesets (older Enterprise) or does not tell of them. */
    private boolean rulesets(String branch) {
        try {
            List<Json> rules = call.list(
                            repository.at("rules", "branches", branch).with("per_page", 100))
                    .filter(rule -> rule.is("pull_request", "type"))
                    .toList();
            for (Json rule : rules) {
                approvals = Math.max(approvals, count(rule, "parameters", "required_approving_review_count"));
                codeOwners |= rule.flag("parameters", "require_code_owner_review");
                exemptions.rule(bypassing(rule));
            }
            return true;
        } catch (ForgeException.NotFound | ForgeException.Forbidden e) {
            return false;
        }
    }

    private Set<String> bypassing(Json rule) {
        Optional<Json> ruleset = Optional.empty();
        try {
            ruleset = rule.integer("ruleset_id")
                    .flatMap(id -> call.find(repository.at("rulesets").at(id)));
        } catch (ForgeException.Forbidden e) {
            // told below
        }
        Optional<Json> actors = ruleset.flatMap(told -> told.part("bypass_actors"));
        if (actors.isEmpty()) {
            unread.add("whom the ruleset "
                    + rule.integer("ruleset_id").map(String::valueOf).orElse("of the branch")
                    + " lets pass, which only its administrators may read");
            return Set.of();
        }
        Set<String> exempt = new LinkedHashSet<>();
        for (Json actor : actors.get().items()) {
            actor(actor).ifPresent(exempt::add);
        }
        return exempt;
    }

    private Optional<String> actor(Json actor) {
        Optional<Long> id = actor.integer("actor_id");
        String number = id.map(value -> " " + value).orElse("");
        String type = actor.maybe("actor_type").orElse("somebody");
        String words = switch (type) {
            case "OrganizationAdmin" -> "the owners of the organisation";
            case "EnterpriseOwner" -> "the owners of the enterprise";
            case "DeployKey" -> "whoever has a deploy key";
            case "Integration" -> "the application" + number;
            case "Team" -> "the team" + number;
            case "User" -> tool.isUser(Optional.empty(), id) ? "" : "the user" + number;
            case "RepositoryRole" ->
                switch (id.orElse(0L).intValue()) {
                    case 2 -> "everybody with the role maintain";
                    case 4 -> "everybody with the role write";
                    case 5 -> ADMINISTRATORS;
                    default -> "everybody with the role" + number;
                };
            default -> type + number;
        };
        boolean isTool = words.isEmpty() || type.equals("Integration") && tool.isApplicationNumber(id);
        return isTool ? Optional.empty() : Optional.of(words);
    }

    /** False where the token may not read it. */
    private boolean classic(String branch) {
        Json told = call.get(repository.at("branches", branch));
        if (told.denied("protected")) {
            return true;
        }
        try {
            classic(call.get(repository.at("branches", branch, "protection")));
            return true;
        } catch (ForgeException.NotFound e) {
            // A branch that only rulesets protect has none of the classic kind; without rights the words are others.
            return e.words().contains("not protected");
        } catch (ForgeException.Forbidden e) {
            return false;
        }
    }

    private void classic(Json rules) {
        Optional<Json> reviews = rules.part("required_pull_request_reviews");
        Optional<Json> restrictions = rules.part("restrictions");
        if (rules.flag("lock_branch", "enabled")) {
            exemptions.rule(Set.of());
        }
        Set<String> administrators = rules.flag("enforce_admins", "enabled") ? Set.of() : Set.of(ADMINISTRATORS);
        if (reviews.isPresent()) {
            approvals = Math.max(approvals, count(reviews.get(), "required_approving_review_count"));
            codeOwners |= reviews.get().flag("require_code_owner_reviews");
            Set<String> exempt = new LinkedHashSet<>(administrators);
            reviews.get().part("bypass_pull_request_allowances").ifPresent(actors -> exempt.addAll(listed(actors)));
            exemptions.rule(exempt);
        }
        if (restrictions.isPresent()) {
            Set<String> exempt = new LinkedHashSet<>(administrators);
            exempt.addAll(listed(restrictions.get()));
            exemptions.rule(exempt);
        }
    }

    private Set<String> listed(Json actors) {
        Set<String> listed = new LinkedHashSet<>();
        for (Json user : actors.items("users")) {
            if (!tool.isUser(user.maybe("login"), user.integer("id"))) {
                listed.add("the user " + user.maybe("login").orElse("without a name"));
            }
        }
        for (Json team : actors.items("teams")) {
            listed.add("the team " + team.maybe("slug").orElse("without a name"));
        }
        for (Json application : actors.items("apps")) {
            String slug = application.maybe("slug").orElse("without a name");
            if (!tool.isApplication(slug)) {
                listed.add("the application " + slug);
            }
        }
        return listed;
    }

    private static int count(Json json, String... path) {
        return json.integer(path)
                .map(count -> (int) Math.max(0, Math.min(100, count)))
                .orElse(0);
    }
}
