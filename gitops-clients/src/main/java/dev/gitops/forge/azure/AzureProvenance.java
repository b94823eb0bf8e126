package dev.gitops.forge.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.forge.MergeProof;
import dev.gitops.http.Call;
import dev.gitops.http.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which completed pull requests brought a commit: of those Azure DevOps finds for it, the ones that are proved. */
record AzureProvenance(Call call, AzureRepository repository) {

    List<Long> of(String commit, String branch) {
        String own = call.get(repository.at()).text("id");
        MergeProof proof = new MergeProof(new AzureHistory(call, repository), branch, true);
        return found(commit).values().stream()
                .filter(pull -> pull.is("completed", "status"))
                .filter(pull -> pull.is("refs/heads/" + branch, "targetRefName"))
                .filter(pull -> pull.is(own, "repository", "id"))
                .filter(pull -> pull.maybeCommit("lastMergeCommit", "commitId")
                        .filter(with -> proof.holds(
                                new MergeProof.Merged(
                                        pull.number("pullRequestId"),
                                        pull.commit("lastMergeSourceCommit", "commitId"),
                                        Set.of(with)),
                                commit))
                        .isPresent())
                .map(pull -> pull.number("pullRequestId"))
                .toList();
    }

    private Map<Long, Json> found(String commit) {
        ObjectNode body = Json.object();
        var queries = body.putArray("queries");
        for (String type : List.of("lastMergeCommit", "commit")) {
            queries.addObject().put("type", type).putArray("items").add(commit);
        }
        Map<Long, Json> found = new LinkedHashMap<>();
        for (Json result : call.post(repository.at("pullrequestquery"), body).items("results")) {
            for (Json pull : result.items(commit)) {
                long number = pull.number("pullRequestId");
                found.computeIfAbsent(number, absent -> call.get(repository.pull(number)));
            }
        }
        return found;
    }
}
