package dev.gitops.jobdsl;

import dev.gitops.api.AppSpec;
import dev.gitops.api.Inventory;
import dev.gitops.jobdsl.model.Agent;
import dev.gitops.jobdsl.model.InventoryFile;
import dev.gitops.jobdsl.model.PlannedMultibranch;
import dev.gitops.jobdsl.model.PlannedPipeline;
import dev.gitops.jobdsl.model.PlannedSeed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Puts the plan together. */
record Planner(Inventory inventory, JobSource source) {

    private static final int SEEDS_KEPT = 50;
    private static final String SEED_SCRIPT = "seed/Jenkinsfile";
    private static final String EVERY_FIVE_MINUTES = "H/5 * * * *";
    private static final String EVERY_NIGHT = "H H(0-1) * * *";

    JobPlan plan() {
        Layout layout = Layout.of(inventory);
        Credentials credentials = new Credentials(inventory.jenkins());
        PlatformJobs platform = new PlatformJobs(inventory, source, layout, credentials);
        List<AppSpec> apps = inventory.apps().values().stream()
                .sorted(Comparator.comparing(AppSpec::name))
                .toList();

        List<PlannedPipeline> pipelines = new ArrayList<>(platform.pipelines());
        List<PlannedMultibranch> multibranch = new ArrayList<>(List.of(platform.config()));
        for (AppSpec app : apps) {
            AppJobs jobs = new AppJobs(app, layout, credentials, new Followers(inventory, layout));
            pipelines.addAll(jobs.pipelines());
            jobs.build().ifPresent(multibranch::add);
        }
        pipelines.sort(Comparator.comparing(PlannedPipeline::path));
        multibranch.sort(Comparator.comparing(PlannedMultibranch::path));

        return new JobPlan(
                JobPlan.VERSION,
                layout.folder(),
                agent(),
                new InventoryFile(
                        source.repository(),
                        source.branch(),
                        source.path(),
                        files(),
                        credentials.id(Credentials.CONFIG, null, null).orElse(null)),
                new PlannedSeed(
                        layout.folder() + "/seed",
                        "Makes all jobs from the inventory, itself among them.",
                        SEED_SCRIPT,
                        platform.startsTheSeed() ? null : EVERY_FIVE_MINUTES,
                        EVERY_NIGHT,
                        SEEDS_KEPT),
                new Folders(inventory, layout, source.teamPermissions()).all(apps),
                pipelines,
                multibranch,
                new Views(inventory, layout).all(),
                source.scripts(),
                null);
    }

    /** The inventory and what its clusters name beside it. */
    private List<String> files() {
        Path itself = Path.of("/", source.path());
        Stream<String> beside = inventory.clusters().values().stream()
                .flatMap(cluster -> Stream.of(cluster.kubeconfig(), cluster.ca()))
                .filter(Objects::nonNull)
                .filter(file -> !Path.of(file).isAbsolute())
                .map(file -> Path.of("/")
                        .relativize(itself.resolveSibling(file).normalize())
                        .toString());
        return Stream.concat(Stream.of(source.path()), beside.sorted().distinct())
                .toList();
    }

    private Agent agent() {
        return source.template()
                .map(template -> new Agent(null, template))
                .orElseGet(() -> new Agent(inventory.jenkins().agentLabel(), null));
    }
}
