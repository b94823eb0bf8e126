package dev.gitops.api.model;

import java.util.List;

/**
 * What the inventory says of reviews of change requests.
 *
 * @param block ids and severities of findings that keep a change from being merged; errors always do
 * @param schemas files of the repository that objects are checked with besides: OpenAPI v3 documents of a cluster, CustomResourceDefinitions
 */
public record ReviewSpec(List<String> block, List<String> schemas) {

    /** What is not said. */
    public static final ReviewSpec NONE = new ReviewSpec(List.of(), List.of());

    /** Copies the lists. */
    public ReviewSpec {
        block = List.copyOf(block);
        schemas = List.copyOf(schemas);
    }
}
