package dev.gitops.cli.command.init;

import dev.gitops.api.App;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.EnvironmentSpec;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.HistoryEntry;
import dev.gitops.api.model.ProviderConfig;
import dev.gitops.api.model.VerifyStep;
import dev.gitops.cli.init.Scaffold;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.FilesOutput;
import dev.gitops.cli.output.Json;
import dev.gitops.k8s.Rbac;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.spi.ManifestObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops init rbac}. */
@Command(name = "rbac", description = "Writes the least rights that deliveries to an environment need, as Roles.")
public final class InitRbacCommand implements Callable<Integer> {

    private static final int STATES = 20;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "ENV", description = "The environment.")
    private @Nullable String environment;

    @Option(names = "--out", paramLabel = "DIR", description = "Write files to this folder (default: print them).")
    private @Nullable Path out;

    /** For picocli. */
    public InitRbacCommand() {}

    /** Applications of an environment may override namespace and delivery; each pair has an account of its own. */
    private record Account(String namespace, ProviderConfig delivery) {}

    @Override
    public Integer call() {
        EnvironmentName name = Arguments.environment(Objects.requireNonNull(environment));
        Map<Account, List<ManifestObject>> wanted = new LinkedHashMap<>();
        Set<String> cronJobs = new TreeSet<>();
        try (GitOps gitops = common.open()) {
            for (App app : gitops.apps()) {
                EnvironmentSpec spec = app.spec().environments().get(name);
                if (spec != null) {
                    ProviderConfig delivery = new ProviderConfig(
                            spec.delivery().kind(), spec.delivery().value(), "");
                    wanted.computeIfAbsent(
                                    new Account(spec.namespace().orElse("default"), delivery),
                                    absent -> new ArrayList<>())
                            .addAll(objects(app, name));
                    app.spec().verify().stream()
                            .filter(VerifyStep.Job.class::isInstance)
                            .forEach(step -> cronJobs.add(((VerifyStep.Job) step).cronJob()));
                }
            }
        }
        if (wanted.isEmpty()) {
            throw Arguments.refuse(
                    "ENV", name.value(), "no application has this environment", "give one of the inventory's");
        }
        Map<String, String> files = new LinkedHashMap<>();
        wanted.forEach((account, objects) -> {
            String file = wanted.size() == 1
                    ? name + ".yaml"
                    : name + "-" + account.namespace() + "-"
                            + account.delivery().kind() + ".yaml";
            files.merge(
                    file,
                    Rbac.roles(account.delivery(), name.value(), account.namespace(), objects, cronJobs),
                    (one, other) -> one + "---\n" + other);
        });
        show(name, files);
        return ExitCode.DONE;
    }

    /** What Git has, and what the cluster may still have of the states since the last verified one: what left Git is pruned with the same rights. */
    private static List<ManifestObject> objects(App app, EnvironmentName name) {
        List<ManifestObject> objects = new ArrayList<>(ManifestReader.read(app.render(name)));
        for (HistoryEntry state : app.history(name, STATES)) {
            try {
                objects.addAll(ManifestReader.read(app.render(name, state.commit())));
            } catch (GitOpsException unreadable) {
                // a state that cannot be rendered was not deployed either
                continue;
            }
            if (state.verified()) {
                break;
            }
        }
        return objects;
    }

    private void show(EnvironmentName name, Map<String, String> files) {
        if (out == null) {
            String yaml = String.join("---\n", files.values());
            common.print(Json.object().put("environment", name.value()).put("yaml", yaml), yaml);
            return;
        }
        Scaffold scaffold = new Scaffold(out);
        files.forEach(scaffold::add);
        FilesOutput written = new FilesOutput(scaffold.write());
        common.print(written.json(), written.text());
    }
}
