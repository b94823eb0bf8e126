package dev.gitops.jobdsl;

import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.model.RepositorySpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;
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
 * @param made the files that the jobs are made from, by path, each with its Git object; empty where they are not known
 * @param scripts the seed's scripts by name, each with its Git object; empty where they are not known
 */
public record JobSource(
        String repository,
        String branch,
        String path,
        @Nullable String podTemplate,
        boolean teamPermissions,
        Map<String, String> made,
        Map<String, String> scripts) {

    /** Copies the maps. */
    public JobSource {
        made = Map.copyOf(made);
        scripts = Map.copyOf(scripts);
    }

    /**
     * A place of whose files nothing more is known.
     *
     * @param repository the URL of the repository that holds the inventory and the folder {@code seed}
     * @param branch its protected branch
     * @param path the inventory's path in it
     * @param podTemplate the text of the pod template that the inventory names; null where it names none
     * @param teamPermissions whether folders grant permissions to teams
     */
    public JobSource(
            String repository, String branch, String path, @Nullable String podTemplate, boolean teamPermissions) {
        this(repository, branch, path, podTemplate, teamPermissions, Map.of(), Map.of());
    }

    /**
     * The usual place: {@code apps.yaml} at the root of the config repository. A pod template that the inventory names is read.
     *
     * @param inventory the inventory
     * @return its source
     * @throws InvalidInputException if the inventory has no config repository of its own, or its pod template cannot be read
     */
    public static JobSource of(Inventory inventory) {
        RepositorySpec config = inventory
                .config()
                .orElseThrow(() -> refused(
                        "config",
                        null,
                        "the inventory has no config repository of its own, so the jobs cannot know where it is kept",
                        "name the repository of the inventory with --source",
                        null));
        return of(inventory, config.repository(), config.branch(), "apps.yaml");
    }

    /**
     * Another place. A pod template that the inventory names is read.
     *
     * @param inventory the inventory
     * @param repository the URL of the repository that holds it
     * @param branch its protected branch
     * @param path the inventory's path in it
     * @return its source
     * @throws InvalidInputException if its pod template cannot be read
     */
    public static JobSource of(Inventory inventory, String repository, String branch, String path) {
        return new JobSource(repository, branch, path, podTemplateOf(inventory), false);
    }

    /** {@return the same with permissions of teams} */
    public JobSource withTeamPermissions() {
        return new JobSource(repository, branch, path, podTemplate, true, made, scripts);
    }

    /**
     * The same with what is known of its files.
     *
     * @param files the files that the jobs are made from, by path, each with its Git object
     * @param seed the seed's scripts by name, each with its Git object
     * @return the source
     */
    public JobSource withFiles(Map<String, String> files, Map<String, String> seed) {
        return new JobSource(repository, branch, path, podTemplate, teamPermissions, files, seed);
    }

    /** The text of the pod template that the inventory names, which is relative to it. */
    private static @Nullable String podTemplateOf(Inventory inventory) {
        String file = inventory.jenkins().podTemplate();
        if (file == null) {
            return null;
        }
        try {
            return Files.readString(inventory.file().resolveSibling(file));
        } catch (IOException | InvalidPathException e) {
            throw refused(
                    "jenkins.agent.podTemplate", file, "cannot be read: " + e, "it is relative to the inventory", e);
        }
    }

    private static InvalidInputException refused(
            String key, @Nullable String value, String why, String hint, @Nullable Throwable cause) {
        return new InvalidInputException("the plan of jobs", List.of(Problem.of(key, value, why, hint)), cause);
    }

    Optional<String> template() {
        return Optional.ofNullable(podTemplate);
    }
}
