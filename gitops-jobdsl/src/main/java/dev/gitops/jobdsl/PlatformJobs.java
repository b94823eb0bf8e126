package dev.gitops.jobdsl;

import static dev.gitops.jobdsl.Credentials.AUDIT;
import static dev.gitops.jobdsl.Credentials.AUDIT_KEY;
import static dev.gitops.jobdsl.Credentials.CONFIG;
import static dev.gitops.jobdsl.Credentials.FORGE;
import static dev.gitops.jobdsl.Credentials.KUBECONFIG;
import static dev.gitops.jobdsl.Credentials.SLACK;

import dev.gitops.api.AppSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.Inventory;
import dev.gitops.jobdsl.model.JobData;
import dev.gitops.jobdsl.model.JobParameter;
import dev.gitops.jobdsl.model.PlannedMultibranch;
import dev.gitops.jobdsl.model.PlannedPipeline;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The jobs that serve all applications. */
record PlatformJobs(Inventory inventory, JobSource source, Layout layout, Credentials credentials) {

    private static final int BUILDS_KEPT = 50;
    private static final int DAYS_OF_A_DELETED_BRANCH = 7;
    private static final String EVERY_HOUR = "H * * * *";
    private static final String EVERY_FIVE_MINUTES = "H/5 * * * *";
    private static final String EVERY_FIFTEEN_MINUTES = "H/15 * * * *";
    private static final String EVERY_NIGHT = "H H(2-4) * * *";
    private static final String EVERY_MORNING = "H H(5-6) * * *";

    List<PlannedPipeline> pipelines() {
        List<PlannedPipeline> jobs = new ArrayList<>(dispatchers());
        jobs.add(drift());
        if (inventory.apps().values().stream().anyMatch(PlatformJobs::bakes)) {
            jobs.add(bake());
        }
        jobs.add(remove());
        if (inventory.apps().values().stream().anyMatch(PlatformJobs::hasPreviews)) {
            jobs.add(previews());
        }
        train().ifPresent(jobs::add);
        jobs.add(new PlannedPipeline(
                layout.deliver() + "/tell",
                "Tells people of a seed that failed; the seed starts this.",
                "tell",
                List.of(
                        JobParameter.text("JOB", "The job that failed."),
                        JobParameter.text("WHY", "Why."),
                        JobParameter.text("LINK", "Its build.")),
                null,
                null,
                null,
                null,
                BUILDS_KEPT,
                JobData.of(credentials.of(null, null, CONFIG, SLACK))));
        jobs.add(new PlannedPipeline(
                layout.deliver() + "/review",
                "Tells on its change request what a branch of the config repository would do; its check starts this.",
                "review",
                List.of(JobParameter.text("BRANCH", "The branch.")),
                null,
                null,
                null,
                null,
                BUILDS_KEPT,
                JobData.of(credentials.of(null, null, CONFIG, FORGE, SLACK))));
        jobs.add(job(
                "report",
                "Writes the report of all environments; it is among the build's artifacts.",
                null,
                EVERY_MORNING,
                JobData.of(credentials.of(null, null, CONFIG, SLACK, AUDIT))));
        return jobs;
    }

    /** The check of people's change requests; it binds no credentials, for it reads what anybody may push. */
    PlannedMultibranch config() {
        return new PlannedMultibranch(
                layout.folder() + "/config",
                "Checks every change people ask for in the config repository and reviews what it would do.",
                layout.folder() + "/config",
                source.repository(),
                credentials.id(CONFIG, null, null).orElse(null),
                "Jenkinsfile",
                "*",
                "gitops/* rendered/* " + String.join(" ", branchesOfTheTool()),
                DAYS_OF_A_DELETED_BRANCH);
    }

    /** The branches of the inventory's repository that the tool writes to: what is on them was checked before it was merged. */
    private Set<String> branchesOfTheTool() {
        Set<String> branches = new TreeSet<>(Set.of(source.branch()));
        polled().forEach((repository, polled) -> {
            if (same(repository, source.repository())) {
                branches.addAll(polled);
            }
        });
        return branches;
    }

    /** Whether a dispatcher looks at the branch that the jobs are made from, so that the seed need not, which every commit of a release would start. */
    boolean startsTheSeed() {
        return !source.made().isEmpty()
                && polled().entrySet().stream()
                        .anyMatch(entry -> looksAtTheInventory(entry.getKey(), entry.getValue()));
    }

    private boolean looksAtTheInventory(String repository, Set<String> branches) {
        return same(repository, source.repository()) && branches.contains(source.branch());
    }

    private static boolean same(String repository, String other) {
        return repository.replaceFirst("(\\.git)?/*$", "").equals(other.replaceFirst("(\\.git)?/*$", ""));
    }

    private List<PlannedPipeline> dispatchers() {
        List<PlannedPipeline> jobs = new ArrayList<>();
        polled().forEach((repository, branches) -> jobs.add(dispatcher(repository, branches)));
        return jobs;
    }

    private Map<String, Set<String>> polled() {
        Map<String, Set<String>> branches = new LinkedHashMap<>();
        inventory
                .config()
                .ifPresent(config -> branches.put(config.repository(), new LinkedHashSet<>(Set.of(config.branch()))));
        for (AppSpec app : inventory.apps().values()) {
            var repository = inventory.repositoryOf(app);
            Set<String> polled = branches.computeIfAbsent(repository.repository(), unused -> new LinkedHashSet<>());
            polled.add(repository.branch());
            app.environments()
                    .values()
                    .forEach(environment -> environment.branch().ifPresent(polled::add));
        }
        return branches;
    }

    /** Whether an automatic promotion of a repository may have to wait for a time that no change of a file tells of. */
    private boolean delays(String repository) {
        return inventory.apps().values().stream()
                .filter(app -> inventory.repositoryOf(app).repository().equals(repository))
                .flatMap(app -> app.environments().values().stream())
                .anyMatch(environment -> environment.autoPromote()
                        && (!environment.soak().isEmpty()
                                || environment.promotesFromAll()
                                || !environment.windows().isEmpty()
                                || !environment.freezes().isEmpty()));
    }

    private PlannedPipeline dispatcher(String repository, Set<String> branches) {
        boolean own = inventory
                .config()
                .filter(config -> config.repository().equals(repository))
                .isPresent();
        List<JobData.Poll> polls = branches.stream()
                .sorted()
                .map(branch -> new JobData.Poll(repository, branch))
                .toList();
        JobData data = JobData.of(credentials.of(null, null, CONFIG, FORGE, SLACK, AUDIT))
                .withPolls(
                        polls,
                        own ? null : repository,
                        looksAtTheInventory(repository, branches) ? source.made() : Map.of());
        return new PlannedPipeline(
                own ? layout.deliver() + "/dispatch" : layout.dispatch(repository),
                "Starts the deployments that a change of " + repository + " asks for.",
                "dispatch",
                List.of(),
                Schedules.every(inventory.jenkins().poll()),
                EVERY_HOUR,
                0,
                null,
                BUILDS_KEPT,
                delays(repository) ? data.takingUp() : data);
    }

    private PlannedPipeline drift() {
        List<JobData.Target> targets = credentials.perApp(KUBECONFIG)
                ? targetsByApp(PlatformJobs::driftCounts)
                : targetsByEnvironment(PlatformJobs::driftCounts);
        JobData data =
                JobData.of(credentials.of(null, null, CONFIG, AUDIT, SLACK)).withTargets(targets);
        return job("drift", "Compares what clusters run with what Git says.", null, EVERY_NIGHT, data);
    }

    /** What was removed has no jobs of its own any more, so that one job serves all; the dispatchers start it. */
    private PlannedPipeline remove() {
        String kubeconfig = inventory.jenkins().credentials().get(KUBECONFIG);
        List<JobData.Target> targets = inventory.environments().keySet().stream()
                .map(EnvironmentName::value)
                .sorted()
                .map(name -> new JobData.Target(
                        name, null, kubeconfig == null ? null : kubeconfig.replace("{environment}", name)))
                .toList();
        JobData data = JobData.of(credentials.of(null, null, CONFIG, FORGE, AUDIT, AUDIT_KEY, SLACK))
                .withTargets(targets);
        return job(
                Layout.REMOVE,
                "Takes removed applications out of their clusters; the dispatcher starts this.",
                null,
                null,
                data);
    }

    private PlannedPipeline bake() {
        List<JobData.Target> targets = credentials.perApp(KUBECONFIG)
                ? targetsByApp(PlatformJobs::bakes)
                : targetsByEnvironment(PlatformJobs::bakes);
        JobData data = JobData.of(credentials.of(null, null, CONFIG, FORGE, AUDIT, AUDIT_KEY, SLACK))
                .withTargets(targets);
        return job(
                Layout.BAKE,
                "Looks whether what was verified stays so while it bakes.",
                null,
                EVERY_FIVE_MINUTES,
                data);
    }

    /** A train of one application is a promotion. */
    private Optional<PlannedPipeline> train() {
        Set<JobData.Path> paths = new LinkedHashSet<>();
        for (AppSpec app : inventory.apps().values()) {
            app.environments()
                    .values()
                    .forEach(target -> target.promotesFrom().stream()
                            .filter(app.environments()::containsKey)
                            .forEach(source -> paths.add(new JobData.Path(
                                    source.value(), target.name().value()))));
        }
        if (paths.isEmpty() || inventory.apps().size() < 2 || inventory.apps().containsKey(Layout.TRAIN)) {
            return Optional.empty();
        }
        return Optional.of(new PlannedPipeline(
                layout.deliver() + '/' + Layout.TRAIN,
                "Gives an environment everything that the one before it has verified, as one change.",
                Layout.TRAIN,
                List.of(
                        JobParameter.oneOf(
                                "SOURCE_ENV",
                                paths.stream()
                                        .map(JobData.Path::from)
                                        .distinct()
                                        .toList(),
                                "Where the releases are now."),
                        JobParameter.oneOf(
                                "TARGET_ENV",
                                paths.stream().map(JobData.Path::to).distinct().toList(),
                                "Where they go."),
                        JobParameter.text("TEAM", "Only the applications of this team; empty takes all."),
                        JobParameter.off("STRICT", "Nothing goes where anything is left out."),
                        AppJobs.DRY_RUN,
                        AppJobs.REASON),
                null,
                null,
                null,
                null,
                BUILDS_KEPT,
                JobData.of(credentials.of(null, null, CONFIG, FORGE, SLACK, AUDIT, AUDIT_KEY))
                        .withPromotions(List.copyOf(paths))));
    }

    private PlannedPipeline previews() {
        return job(
                Layout.PREVIEWS,
                "Takes away previews whose change request was merged or closed, or whose last build is too long ago.",
                null,
                EVERY_FIFTEEN_MINUTES,
                JobData.of(credentials.of(null, null, CONFIG, FORGE, AUDIT, AUDIT_KEY, SLACK)));
    }

    static boolean hasPreviews(AppSpec app) {
        return app.previews().isPresent()
                || app.environments().values().stream()
                        .anyMatch(environment -> environment.preview().isPresent());
    }

    static boolean bakes(AppSpec app) {
        return app.environments().values().stream().anyMatch(PlatformJobs::bakes);
    }

    private static boolean bakes(EnvironmentSpec environment) {
        return environment.bake().isPresent();
    }

    private List<JobData.Target> targetsByEnvironment(Predicate<EnvironmentSpec> counts) {
        Set<String> looked = new LinkedHashSet<>();
        inventory.apps().values().stream()
                .flatMap(app -> app.environments().values().stream())
                .filter(counts)
                .forEach(environment -> looked.add(environment.name().value()));
        return looked.stream()
                .sorted()
                .map(name ->
                        new JobData.Target(name, null, kubeconfig(null, name).orElse(null)))
                .toList();
    }

    private List<JobData.Target> targetsByApp(Predicate<EnvironmentSpec> counts) {
        List<JobData.Target> targets = new ArrayList<>();
        for (AppSpec app : inventory.apps().values()) {
            app.environments().values().stream()
                    .filter(counts)
                    .map(environment -> environment.name().value())
                    .forEach(name -> targets.add(new JobData.Target(
                            name, app.name(), kubeconfig(app, name).orElse(null))));
        }
        return targets;
    }

    private Optional<String> kubeconfig(@Nullable AppSpec app, String environment) {
        return credentials.id(KUBECONFIG, app, environment);
    }

    private static boolean driftCounts(EnvironmentSpec environment) {
        return environment.drift() != EnvironmentSpec.Drift.OFF;
    }

    private PlannedPipeline job(
            String name, String description, @Nullable String poll, @Nullable String cron, JobData data) {
        return new PlannedPipeline(
                layout.deliver() + '/' + name, description, name, List.of(), poll, cron, null, null, BUILDS_KEPT, data);
    }
}
