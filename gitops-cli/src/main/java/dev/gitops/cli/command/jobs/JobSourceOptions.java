package dev.gitops.cli.command.jobs;

import dev.gitops.api.Inventory;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.JobSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where Jenkins finds the inventory, for {@code gitops jobs}. */
public final class JobSourceOptions {

    private static final String USUAL_PATH = "apps.yaml";

    @Option(
            names = "--source",
            paramLabel = "URL",
            description = "The repository that holds the inventory (default: the inventory's config repository).")
    private @Nullable String repository;

    @Option(
            names = "--source-branch",
            paramLabel = "B",
            description = "Its protected branch (default: that of config, else main).")
    private @Nullable String branch;

    @Option(names = "--source-path", paramLabel = "P", description = "The inventory's path in it (default: apps.yaml).")
    private @Nullable String path;

    @Option(
            names = "--team-permissions",
            description = "Let only an application's team see and start its jobs (needs matrix authorisation).")
    private boolean teamPermissions;

    /** For picocli. */
    public JobSourceOptions() {}

    JobPlan plan(Inventory inventory) {
        JobSource source = source(inventory);
        return JobPlan.of(inventory, teamPermissions ? source.withTeamPermissions() : source);
    }

    /** The plan of a commit of a clone: what is beside the inventory is read there, and the plan knows from which files it was made. */
    JobPlan plan(Inventory inventory, JobsClone clone, String commit) {
        String podTemplate = inventory.jenkins().podTemplate();
        JobSource place = placed(inventory, clone.beside(path(), podTemplate, commit))
                .withFiles(clone.made(path(), podTemplate, commit), clone.scripts(commit));
        return JobPlan.of(inventory, place);
    }

    /** The inventory's path in its repository. */
    String path() {
        return path == null ? USUAL_PATH : path;
    }

    private JobSource placed(Inventory inventory, @Nullable String podTemplate) {
        String url = repository == null ? JobSource.of(inventory).repository() : repository;
        return new JobSource(url, branch(inventory), path(), podTemplate, teamPermissions);
    }

    private String branch(Inventory inventory) {
        return branch == null ? inventory.config().map(RepositorySpec::branch).orElse("main") : branch;
    }

    private JobSource source(Inventory inventory) {
        if (repository == null && branch == null && path == null) {
            return JobSource.of(inventory);
        }
        String url = repository == null ? JobSource.of(inventory).repository() : repository;
        return JobSource.of(inventory, url, branch(inventory), path());
    }
}
