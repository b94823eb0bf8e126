package dev.gitops.jobdsl;

import static dev.gitops.jobdsl.Credentials.AUDIT;
import static dev.gitops.jobdsl.Credentials.AUDIT_KEY;
import static dev.gitops.jobdsl.Credentials.CONFIG;
import static dev.gitops.jobdsl.Credentials.FORGE;
import static dev.gitops.jobdsl.Credentials.KUBECONFIG;
import static dev.gitops.jobdsl.Credentials.SLACK;
import static dev.gitops.jobdsl.Credentials.SOURCE;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.jobdsl.model.JobData;
import dev.gitops.jobdsl.model.JobParameter;
import dev.gitops.jobdsl.model.PlannedMultibranch;
import dev.gitops.jobdsl.model.PlannedPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The jobs of one application. */
record AppJobs(AppSpec app, Layout layout, Credentials credentials, Followers followers) {

    private static final int BUILDS_KEPT = 100;
    private static final int DAYS_OF_A_DELETED_BRANCH = 7;

    private static final String TIP_OR_COMMIT = "The commit of the config repository; empty takes the branch's tip.";
    private static final String TIP_OF_PROTECTED =
            "Leave it empty: people deploy the tip of the protected branch; the jobs that write it name their commit.";

    static final JobParameter DRY_RUN = JobParameter.off("DRY_RUN", "Show what would change, and change nothing.");
    static final JobParameter REASON =
            JobParameter.text("REASON", "Why; goes into the commit, the record and the notification.");

    List<PlannedPipeline> pipelines() {
        List<PlannedPipeline> jobs = new ArrayList<>();
        app.environments().values().forEach(environment -> jobs.add(deploy(environment)));
        release().ifPresent(jobs::add);
        promote().ifPresent(jobs::add);
        jobs.add(rollback());
        jobs.add(hold());
        return jobs;
    }

    Optional<PlannedMultibranch> build() {
        return app.source()
                .map(source -> new PlannedMultibranch(
                        layout.build(app),
                        "Builds and tests " + app.name() + "; branches that feed an environment are released into it.",
                        layout.build(app),
                        source,
                        credentials.id(SOURCE, app, null).orElse(null),
                        app.ci().jenkinsfile(),
                        "*",
                        "gitops/* rendered/*",
                        DAYS_OF_A_DELETED_BRANCH));
    }

    private PlannedPipeline deploy(EnvironmentSpec environment) {
        String name = environment.name().value();
        JobData data = JobData.of(credentials.of(app, name, CONFIG, FORGE, KUBECONFIG, SLACK, AUDIT, AUDIT_KEY))
                .withNext(followers.dispatchers(app, environment.name()));
        return new PlannedPipeline(
                layout.deploy(app, environment.name()),
                "Brings " + app.name() + " in " + name + " to what Git says.",
                "deploy",
                List.of(
                        JobParameter.text("COMMIT", environment.isProtected() ? TIP_OF_PROTECTED : TIP_OR_COMMIT),
                        DRY_RUN,
                        REASON),
                null,
                null,
                null,
                true,
                BUILDS_KEPT,
                environment.isProtected() ? data.withCommitsOfJobs() : data);
    }

    private Optional<PlannedPipeline> release() {
        List<String> entries = app.environments().values().stream()
                .filter(environment -> environment.promotesFrom().isEmpty()
                        || app.ci().branches().containsValue(environment.name()))
                .map(environment -> environment.name().value())
                .toList();
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> builders = new TreeMap<>();
        app.ci().branches().forEach((branch, environment) -> {
            if (app.environments().containsKey(environment)) {
                builders.put(layout.build(app, branch), environment.value());
            }
        });
        return Optional.of(job(
                "release",
                "Writes an image of " + app.name() + " into the config repository; its build starts this.",
                "release",
                List.of(
                        JobParameter.text("IMAGE", "The image with its digest; several are separated by spaces."),
                        JobParameter.text("SOURCE_COMMIT", "The commit of the source the image was built from."),
                        JobParameter.text("BUILD", "The number of the build; an older one never replaces a newer."),
                        JobParameter.oneOf("ENVIRONMENT", entries, "Where the release enters.")),
                JobData.of(changing()).withBuilders(builders)));
    }

    private Optional<PlannedPipeline> promote() {
        List<JobData.Path> paths = new ArrayList<>();
        for (EnvironmentSpec target : app.environments().values()) {
            for (EnvironmentName source : target.promotesFrom()) {
                if (app.environments().containsKey(source)) {
                    paths.add(new JobData.Path(source.value(), target.name().value()));
                }
            }
        }
        if (paths.isEmpty()) {
            return Optional.empty();
        }
        List<String> sources = paths.stream().map(JobData.Path::from).distinct().toList();
        List<String> targets = paths.stream().map(JobData.Path::to).distinct().toList();
        return Optional.of(job(
                "promote",
                "Gives an environment of " + app.name() + " what the one before it runs.",
                "promote",
                List.of(
                        JobParameter.oneOf("SOURCE_ENV", sources, "Where the release is now."),
                        JobParameter.oneOf("TARGET_ENV", targets, "Where it goes; " + inWords(paths) + "."),
                        DRY_RUN,
                        REASON),
                JobData.of(changing()).withPromotions(paths)));
    }

    private PlannedPipeline rollback() {
        return job(
                "rollback",
                "Gives an environment of " + app.name() + " what it ran before.",
                "rollback",
                List.of(
                        environments(),
                        JobParameter.text(
                                "TARGET_COMMIT",
                                "A commit of the history; empty takes the last verified before the present one, the word choose shows the history to choose from."),
                        DRY_RUN,
                        REASON),
                JobData.of(changing()));
    }

    private PlannedPipeline hold() {
        return job(
                "hold",
                "Stops releases, promotions and automation of " + app.name()
                        + " into an environment, or lets them go on.",
                "hold",
                List.of(
                        environments(),
                        JobParameter.oneOf("ACTION", List.of("RELEASE", "HOLD"), "RELEASE lifts the hold."),
                        REASON),
                JobData.of(changing()));
    }

    private JobParameter environments() {
        return JobParameter.oneOf(
                "ENVIRONMENT",
                app.environments().keySet().stream().map(EnvironmentName::value).toList(),
                "Where.");
    }

    private Map<String, String> changing() {
        return credentials.of(app, null, CONFIG, FORGE, SLACK, AUDIT, AUDIT_KEY);
    }

    private PlannedPipeline job(
            String name, String description, String script, List<JobParameter> parameters, JobData data) {
        return new PlannedPipeline(
                layout.deliver(app) + '/' + name,
                description,
                script,
                parameters,
                null,
                null,
                null,
                null,
                BUILDS_KEPT,
                data);
    }

    private static String inWords(List<JobData.Path> paths) {
        return String.join(
                ", ",
                paths.stream().map(path -> path.from() + " to " + path.to()).toList());
    }
}
