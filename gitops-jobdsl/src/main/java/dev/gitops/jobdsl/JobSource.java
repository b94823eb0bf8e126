package dev.gitops.jobdsl;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where Jenkins finds the inventory and the seed, and what else a plan needs beside the inventory.
 *
 * @param repository the URL of the repository that holds the inventory and the folder {@code seed}
 * @param branch its protected branch
 * @param path the inventory's path in it
 * @param podTemplate the text of the pod template that the inventory names; null where it names none
 * @param teamPermissions whether folders grant permissions to teams, which needs the matrix authorisation plugin
 */
public record JobSource(
        String repository,
        String branch,
        String path,
        @Nullable String podTemplate,
        boolean teamPermissions) {

    /**
     * The usual place: {@code apps.yaml} at the root of the config repository.
     *
     * @param inventory the inventory
     * @return its source
     * @throws InvalidInputException if the inventory has no config repository of its own
     */
    public static JobSource of(Inventory inventory) {
        return inventory
                .config()
                .map(config -> new JobSource(config.repository(), config.branch(), "apps.yaml", null, false))
                .orElseThrow(() -> new InvalidInputException(
                        "the plan of jobs",
                        List.of(Problem.of(
                                "config",
                                null,
                                "the inventory has no config repository of its own, so the jobs cannot know where it is kept",
                                "name the repository of the inventory with --source"))));
    }

    /**
     * The same with another place of the inventory.
     *
     * @param newRepository the repository's URL
     * @param newBranch its protected branch
     * @param newPath the inventory's path in it
     * @return the new source
     */
    public JobSource at(String newRepository, String newBranch, String newPath) {
        return new JobSource(newRepository, newBranch, newPath, podTemplate, teamPermissions);
    }

    /**
     * The same with a pod template.
     *
     * @param text the template as YAML
     * @return the new source
     */
    public JobSource withPodTemplate(String text) {
        return new JobSource(repository, branch, path, text, teamPermissions);
    }

    /** {@return the same with permissions of teams} */
    public JobSource withTeamPermissions() {
        return new JobSource(repository, branch, path, podTemplate, true);
    }

    Optional<String> template() {
        return Optional.ofNullable(podTemplate);
    }
}
