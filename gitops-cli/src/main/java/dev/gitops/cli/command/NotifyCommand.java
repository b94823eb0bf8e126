package dev.gitops.cli.command;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.Inventory;
import dev.gitops.api.Operation;
import dev.gitops.api.Settings;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.RecordOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.notify.Notifiers;
import dev.gitops.record.Ulid;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops notify}: for a build that failed before any command could tell. */
@Command(name = "notify", description = "Tells who the inventory says of a build that failed before a command could.")
public final class NotifyCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "The application.")
    private String app = "";

    @Parameters(index = "1", paramLabel = "ENV", description = "The environment.")
    private String environment = "";

    @Option(
            names = "--operation",
            paramLabel = "O",
            required = true,
            description = "What was tried: release, promote, rollback, deploy.")
    private String operation = "";

    @Option(names = "--outcome", paramLabel = "O", description = "How it ended (default: ${DEFAULT-VALUE}).")
    private String outcome = "failed";

    @Option(names = "--commit", paramLabel = "C", description = "The commit it was about.")
    private @Nullable String commit;

    @Option(names = "--build-url", paramLabel = "U", description = "The build (default: BUILD_URL).")
    private @Nullable String buildUrl;

    /** For picocli. */
    public NotifyCommand() {}

    @Override
    public Integer call() {
        Settings settings = common.settings();
        Inventory inventory = Inventory.load(common.inventoryFile(settings));
        EnvironmentName name = known(inventory, settings);
        Instant now = settings.clock().instant();
        DeploymentRecord record = DeploymentRecord.builder()
                .id(new Ulid(settings.clock(), new SecureRandom()).next())
                .app(app)
                .environment(name)
                .operation(Operation.ofWord(operation)
                        .orElseThrow(
                                () -> Arguments.refuse("--operation", operation, "is no operation", "see the help")))
                .outcome(RecordOptions.outcome(outcome))
                .requestedBy(settings.actor())
                .failure(common.reason())
                .commit(Optional.ofNullable(commit).map(id -> Arguments.line("--commit", id)))
                .started(now)
                .ended(now)
                .buildUrl(Optional.ofNullable(buildUrl)
                        .map(url -> Arguments.url("--build-url", url))
                        .or(() -> settings.variable("BUILD_URL")))
                .build();
        Notifiers.of(inventory, settings).tell(record);
        return ExitCode.DONE;
    }

    private EnvironmentName known(Inventory inventory, Settings settings) {
        EnvironmentName name = Arguments.environment(environment);
        try (GitOps gitops = GitOps.open(inventory, settings)) {
            List<EnvironmentName> names = gitops.app(app).environments();
            if (!names.contains(name)) {
                throw Arguments.refuse("ENV", environment, app + " has no such environment", "it has " + names);
            }
        }
        return name;
    }
}
