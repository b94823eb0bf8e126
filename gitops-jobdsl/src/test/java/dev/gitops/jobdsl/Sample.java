package dev.gitops.jobdsl;

import dev.gitops.api.AppSpec;
import dev.gitops.api.CiSpec;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.ImmutableAppSpec;
import dev.gitops.api.ImmutableEnvironmentSpec;
import dev.gitops.api.ImmutableInventory;
import dev.gitops.api.Inventory;
import dev.gitops.api.PreviewRules;
import dev.gitops.api.model.AuditSpec;
import dev.gitops.api.model.ImageSpec;
import dev.gitops.api.model.JenkinsSpec;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.api.model.TeamSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Inventories for tests. */
public final class Sample {

    public static final RepositorySpec CONFIG =
            new RepositorySpec("https://git.example.com/platform/infra.git", "main");

    public static final Map<String, String> CREDENTIALS = Map.of(
            "config", "config-repo",
            "registry", "registry-creds",
            "forge", "forge-token",
            "kubeconfig", "kubeconfig-{environment}",
            "slack", "slack-webhook",
            "audit", "audit-token");

    private Sample() {}

    /** One application, shop, in dev, staging and production. */
    public static Inventory shop() {
        return inventory().putApps("shop", app("shop").build()).build();
    }

    /** The same, whose production bakes for an hour. */
    public static Inventory bakingShop() {
        Map<EnvironmentName, EnvironmentSpec> environments = environments();
        environments.computeIfPresent(
                EnvironmentName.PRODUCTION,
                (name, production) ->
                        ImmutableEnvironmentSpec.copyOf(production).withBake(Duration.ofHours(1)));
        return inventory()
                .putApps("shop", app("shop").environments(environments).build())
                .build();
    }

    /** The shop, whose change requests have previews made like dev. */
    public static Inventory shopWithPreviews() {
        PreviewRules rules = new PreviewRules(EnvironmentName.DEV, Duration.ofDays(3), 20, Optional.empty());
        return inventory().putApps("shop", app("shop").previews(rules).build()).build();
    }

    /** The shop, which is deployed after its database. */
    public static Inventory shopAfterDatabase() {
        return inventory()
                .putApps("db", app("db").build())
                .putApps("shop", app("shop").addAfter("db").build())
                .build();
    }

    /** So many applications, each with its own source, of ten teams. */
    public static Inventory apps(int count) {
        ImmutableInventory.Builder inventory = inventory();
        IntStream.range(0, count).forEach(i -> {
            String name = String.format("app-%05d", i);
            inventory.putApps(name, app(name).team("team-" + i % 10).build());
        });
        return inventory.build();
    }

    public static ImmutableInventory.Builder inventory() {
        ImmutableInventory.Builder inventory = Inventory.builder()
                .file(Path.of("/inventory/apps.yaml"))
                .config(CONFIG)
                .audit(new AuditSpec(new ProviderConfig("git", null, ""), null))
                .jenkins(new JenkinsSpec("gitops", "gitops", null, CREDENTIALS))
                .putTeams("payments", new TeamSpec("payments", List.of("bob", "alice"), "payments"));
        environments().forEach(inventory::putEnvironments);
        return inventory;
    }

    public static ImmutableAppSpec.Builder app(String name) {
        return AppSpec.builder()
                .name(name)
                .team("payments")
                .source("https://git.example.com/payments/" + name + ".git")
                .addImages(new ImageSpec(name, "registry.example.com/payments/" + name))
                .manifests(new ProviderConfig("kustomize", "apps/" + name, ""))
                .environments(environments())
                .ci(new CiSpec("Jenkinsfile", Map.of("main", EnvironmentName.DEV)));
    }

    public static Map<EnvironmentName, EnvironmentSpec> environments() {
        Map<EnvironmentName, EnvironmentSpec> environments = new LinkedHashMap<>();
        environments.put(EnvironmentName.DEV, environment("dev").build());
        environments.put(
                EnvironmentName.STAGING,
                environment("staging")
                        .addPromotesFrom(EnvironmentName.DEV)
                        .autoPromote(true)
                        .build());
        environments.put(
                EnvironmentName.PRODUCTION,
                environment("production")
                        .addPromotesFrom(EnvironmentName.STAGING)
                        .isProtected(true)
                        .addApprovers("release-managers")
                        .fourEyes(true)
                        .build());
        return environments;
    }

    public static dev.gitops.api.ImmutableEnvironmentSpec.Builder environment(String name) {
        return EnvironmentSpec.builder()
                .name(EnvironmentName.of(name))
                .cluster(name)
                .namespace(name);
    }
}
