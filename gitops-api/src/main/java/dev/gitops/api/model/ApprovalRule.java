package dev.gitops.api.model;

import java.util.List;

/**
 * How many must approve a deployment, and of whom.
 *
 * @param from people, groups, or teams of the inventory
 * @param count how many different people of them
 * @param when findings of the review one of which calls for it; empty for always
 */
public record ApprovalRule(List<String> from, int count, List<String> when) {

    /** Copies the lists. */
    public ApprovalRule {
        from = List.copyOf(from);
        when = List.copyOf(when);
    }
}
