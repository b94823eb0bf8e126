package dev.gitops.api.review;

import java.util.List;
import java.util.Optional;

/**
 * What is to be reviewed.
 *
 * @param from a commit of the target: the change is what came after its history and the change's part
 * @param to the newest commit of the change
 * @param request the number of the change request, told on and no more
 * @param branch the branch that the change is meant for; empty takes that of the inventory
 * @param inventoryPath the inventory's path in the repository; empty takes the one that is an inventory there
 * @param schemas what objects are checked with beside the kinds of the Kubernetes that comes with this SDK: OpenAPI v3 documents of a cluster and CustomResourceDefinitions, as texts in JSON or YAML
 */
public record ReviewRequest(
        String from,
        String to,
        Optional<String> request,
        Optional<String> branch,
        Optional<String> inventoryPath,
        List<String> schemas) {

    /** Copies the schemas. */
    public ReviewRequest {
        schemas = List.copyOf(schemas);
    }

    /**
     * The review of a range.
     *
     * @param from a commit of the target
     * @param to the newest commit of the change
     * @return the request, for the inventory's branch
     */
    public static ReviewRequest of(String from, String to) {
        return new ReviewRequest(from, to, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }
}
