package dev.gitops.api.review;

import java.util.List;

/**
 * Somebody whose approval the change needs.
 *
 * @param why what it is needed for, as in {@code the deployment to production} or {@code apps/shop/base in CODEOWNERS}
 * @param oneOf of whom one must approve: people, groups, or owners as CODEOWNERS names them
 * @param fourEyes whether nobody approves what they had a hand in
 */
public record NeededApproval(String why, List<String> oneOf, boolean fourEyes) {

    /** Copies the names. */
    public NeededApproval {
        oneOf = List.copyOf(oneOf);
    }
}
