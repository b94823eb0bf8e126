import dev.gitops.api.EnvironmentName;
import dev.gitops.api.ImmutableInventory;
import dev.gitops.api.Inventory;
import dev.gitops.api.AppSpec;
import dev.gitops.api.model.AuditSpec;
import dev.gitops.api.CiSpec;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.model.ImageSpec;
import dev.gitops.api.model.JenkinsSpec;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.api.model.RepositorySpec;
import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.JobPlanDiff;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Renders the jobs of so many applications again and again, and says how long each round took. */
public final class RenderJobs {

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    public static void main(String[] arguments) throws Exception {
        int apps = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Path out = Path.of(arguments[2]);
        Inventory inventory = inventory(apps);
        JobPlan before = JobPlan.of(inventory);
        for (int round = 1; round <= rounds; round++) {
            long start = System.nanoTime();
            long cpu = CPU.getCurrentThreadCpuTime();
            JobPlan plan = JobPlan.of(inventory);
            plan.writeTo(out);
            long rendered = System.nanoTime();
            long used = CPU.getCurrentThreadCpuTime() - cpu;
            JobPlanDiff diff = JobPlanDiff.between(before, plan);
            long compared = System.nanoTime();
            System.out.printf(
                    "round %d: %d jobs, render %d ms (%d ms of one processor), compare %d ms%s%n",
                    round,
                    plan.size(),
                    (rendered - start) / 1_000_000,
                    used / 1_000_000,
                    (compared - rendered) / 1_000_000,
                    diff.nothing() ? "" : " (differs)");
        }
    }

    private static Inventory inventory(int count) {
        Map<EnvironmentName, EnvironmentSpec> environments = new LinkedHashMap<>();
        String last = null;
        for (String name : new String[] {"dev", "staging", "production"}) {
            var environment = EnvironmentSpec.builder().name(EnvironmentName.of(name)).cluster(name).namespace(name);
            if (last != null) {
                environment.addPromotesFrom(EnvironmentName.of(last));
            }
            environments.put(EnvironmentName.of(name), environment.build());
            last = name;
        }
        ImmutableInventory.Builder inventory = Inventory.builder()
                .file(Path.of("/inventory/apps.yaml"))
                .config(new RepositorySpec("https://git.example.com/platform/infra.git", "main"))
                .audit(new AuditSpec(new ProviderConfig("git", null, ""), null))
                .environments(environments)
                .jenkins(new JenkinsSpec(
                        "gitops",
                        "gitops",
                        null,
                        Map.of("config", "config-repo", "forge", "forge-token", "kubeconfig", "kubeconfig-{environment}")));
        for (int i = 0; i < count; i++) {
            String name = String.format("app-%05d", i);
            inventory.putApps(
                    name,
                    AppSpec.builder()
                            .name(name)
                            .team("team-" + i % 50)
                            .source("https://git.example.com/apps/" + name + ".git")
                            .addImages(new ImageSpec(name, "registry.example.com/apps/" + name))
                            .manifests(new ProviderConfig("kustomize", "apps/" + name, ""))
                            .environments(environments)
                            .ci(new CiSpec("Jenkinsfile", Map.of("main", EnvironmentName.DEV)))
                            .build());
        }
        return inventory.build();
    }
}
