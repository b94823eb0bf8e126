package dev.gitops.jobdsl;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Names;
import dev.gitops.api.Problem;
import dev.gitops.api.model.JenkinsSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what must not reach Jenkins: names that would leave their folder, URLs that are options, control characters that make a job's configuration unreadable. A loaded inventory has passed most
 * of this; one that was built in Java has not.
 */
final class InventoryChecks {

    private final List<Problem> problems = new ArrayList<>();

    private InventoryChecks() {}

    static void check(Inventory inventory, JobSource source) {
        InventoryChecks checks = new InventoryChecks();
        checks.source(source);
        checks.jenkins(inventory.jenkins(), source);
        inventory.clusters().forEach((name, cluster) -> {
            String key = "clusters." + name;
            checks.file(key + ".kubeconfig", cluster.kubeconfig());
            checks.file(key + ".ca", cluster.ca());
        });
        inventory.teams().forEach((name, team) -> {
            checks.label("teams", name);
            team.approvers().forEach(person -> checks.add("teams." + name + ".approvers", person, Texts.plain(person)));
        });
        inventory.apps().values().forEach(app -> checks.app(inventory, app));
        if (!checks.problems.isEmpty()) {
            throw new InvalidInputException("the plan of jobs", checks.problems);
        }
    }

    private void source(JobSource source) {
        add("source.repository", source.repository(), Texts.url(source.repository()));
        add("source.branch", source.branch(), Texts.branch(source.branch()));
        add("source.path", source.path(), Texts.path(source.path()));
        source.template().ifPresent(template -> add("jenkins.agent.podTemplate", "...", Texts.template(template)));
    }

    private void jenkins(JenkinsSpec jenkins, JobSource source) {
        add("jenkins.folder", jenkins.folder(), Texts.folder(jenkins.folder()));
        new TreeMap<>(jenkins.credentials())
                .forEach((use, id) -> add("jenkins.credentials." + use, id, Texts.credential(id)));
        String label = jenkins.agentLabel();
        if (label != null) {
            add("jenkins.agent.label", label, Texts.agentLabel(label));
        } else if (source.template().isEmpty()) {
            add(
                    "jenkins.agent",
                    jenkins.podTemplate(),
                    jenkins.podTemplate() == null
                            ? "names neither a label nor a pod template"
                            : "its text was not given");
        }
    }

    private void app(Inventory inventory, AppSpec app) {
        String key = "apps." + app.name();
        label(key + ".name", app.name());
        if (Layout.reserved(app.name())) {
            add(key + ".name", app.name(), "is the name of a job beside the applications' folders; choose another");
        }
        if (app.name().equals(Layout.BAKE) && inventory.apps().values().stream().anyMatch(PlatformJobs::bakes)) {
            add(
                    key + ".name",
                    app.name(),
                    "is the name of the job that looks at bakes, as an environment has bake; choose another");
        }
        if (app.name().equals(Layout.PREVIEWS)
                && inventory.apps().values().stream().anyMatch(PlatformJobs::hasPreviews)) {
            add(
                    key + ".name",
                    app.name(),
                    "is the name of the job that takes previews away, as an application has previews; choose another");
        }
        app.team().ifPresent(team -> label(key + ".team", team));
        app.source().ifPresent(url -> add(key + ".source", url, Texts.url(url)));
        add(key + ".ci.jenkinsfile", app.ci().jenkinsfile(), Texts.path(app.ci().jenkinsfile()));
        app.ci().branches().keySet().forEach(branch -> add(key + ".ci.branches", branch, Texts.branch(branch)));
        var repository = inventory.repositoryOf(app);
        add(key + ".config.repository", repository.repository(), Texts.url(repository.repository()));
        add(key + ".config.branch", repository.branch(), Texts.branch(repository.branch()));
        app.environments()
                .forEach((name, environment) -> environment
                        .branch()
                        .ifPresent(branch -> add(environmentKey(key, name) + ".branch", branch, Texts.branch(branch))));
    }

    private static String environmentKey(String app, EnvironmentName environment) {
        return app + ".environments." + environment;
    }

    private void file(String key, @Nullable String path) {
        if (path != null) {
            add(key, path, Texts.plain(path));
        }
    }

    private void label(String key, String value) {
        add(key, value, Names.isLabel(value) ? "" : Names.NOT_A_LABEL);
    }

    private void add(String key, @Nullable String value, String why) {
        if (!why.isEmpty()) {
            problems.add(Problem.of(key, value, why, null));
        }
    }
}
