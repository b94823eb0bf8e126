package dev.gitops.forge.azure;

import dev.gitops.http.Call;
import dev.gitops.http.ForgeException;
import dev.gitops.http.Json;
import dev.gitops.spi.Forge.Protection;
import java.util.List;
import java.util.Optional;

/** How Azure DevOps protects a branch: a policy that blocks lets nothing in but pull requests. Who may bypass policies stands in permissions, which it does not tell. */
record AzureProtection(Call call, AzureRepository repository) {

    private static final String APPROVERS = "fa4e907d-c16b-4a4c-9dfa-4906e5d171dd";
    private static final String REQUIRED_REVIEWERS = "fd2167ab-b0be-447a-8ec8-39368250530e";

    Optional<Protection> of(String branch) {
        String own;
        List<Json> policies;
        try {
            own = call.get(repository.at()).text("id");
            policies =
                    call.get(repository.ofProject("policy", "configurations")).list("value");
        } catch (ForgeException.Forbidden e) {
            return Optional.empty();
        }
        List<Json> blocking = policies.stream()
                .filter(policy -> policy.flag("isEnabled") && policy.flag("isBlocking") && !policy.flag("isDeleted"))
                .filter(policy ->
                        policy.items("settings", "scope").stream().anyMatch(scope -> covers(scope, own, branch)))
                .toList();
        if (blocking.isEmpty()) {
            return Optional.of(Protection.NONE);
        }
        int approvals = blocking.stream()
                .filter(policy -> policy.is(APPROVERS, "type", "id"))
                .mapToInt(policy -> policy.integer("settings", "minimumApproverCount")
                        .orElse(0L)
                        .intValue())
                .max()
                .orElse(0);
        return Optional.of(new Protection(
                true,
                approvals,
                blocking.stream().anyMatch(policy -> policy.is(REQUIRED_REVIEWERS, "type", "id")),
                List.of(),
                List.of("who has the permission \"Bypass policies when pushing\", which Azure DevOps does not tell")));
    }

    private static boolean covers(Json scope, String repository, String branch) {
        boolean here = !scope.has("repositoryId")
                || scope.part("repositoryId").isEmpty()
                || scope.is(repository, "repositoryId");
        String ref = scope.maybe("refName").orElse("");
        String wanted = "refs/heads/" + branch;
        boolean prefix =
                scope.maybe("matchKind").filter("prefix"::equalsIgnoreCase).isPresent();
        return here && !ref.isEmpty() && (prefix ? wanted.startsWith(ref) : wanted.equals(ref));
    }
}
