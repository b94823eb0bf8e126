package dev.gitops.api.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A team.
 *
 * @param name the team's name
 * @param approvers who may approve for it, as the forge or Jenkins names them
 * @param slack the channel its notifications go to; null for none
 */
public record TeamSpec(
        String name, List<String> approvers, @Nullable String slack) {

    /** Copies the approvers. */
    public TeamSpec {
        approvers = List.copyOf(approvers);
    }

    /** {@return the channel its notifications go to} */
    public Optional<String> slackChannel() {
        return Optional.ofNullable(slack);
    }
}
