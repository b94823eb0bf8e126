package dev.gitops.cli.command;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Operation;
import dev.gitops.api.Settings;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.EnvironmentOption;
import dev.gitops.cli.option.ReasonOption;
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

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "The application.")
    private @Nullable String app;

    @Mixin
    private ReasonOption why = new ReasonOption();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", hidden = true, description = "As with --in.")
    private @Nullable String word;

    @Option(
            names = "--job",
            paramLabel = "JOB",
            description = "In place of APP, --in and --operation: a job that serves all applications.")
    private @Nullable String job;

    @Option(
            names = "--operation",
            paramLabel = "O",
            description = "What was tried: release, promote, rollback, deploy, hold.")
    private @Nullable String operation;

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
        if (job != null) {
            return tellOf(job, settings);
        }
        Optional<EnvironmentName> name = environment.given(word);
        if (app == null || name.isEmpty() || operation == null) {
            throw Arguments.refuse(
                    "APP, --in, --operation", "", "are needed", "give all three, or --job for a job that serves all");
        }
        return tellOf(app, name.get().value(), operation, settings);
    }

    /** What makes a seed fail most is an inventory that cannot be read: then Slack is told, if its address is there. */
    private int tellOf(String failed, Settings settings) {
        String name = Arguments.line("--job", failed);
        String reason = why.text(common).orElse("its build says why");
        try {
            Inventory inventory = Inventory.load(common.inventoryFile(settings));
            Notifiers.of(inventory, settings).tell(name, reason, buildUrl(settings));
        } catch (InvalidInputException unreadable) {
            common.tell("the inventory cannot be read, so only Slack is told: " + unreadable.getMessage());
            Notifiers.tellSlack(settings, name, reason, buildUrl(settings));
        }
        return ExitCode.DONE;
    }

    private Optional<String> buildUrl(Settings settings) {
        return Optional.ofNullable(buildUrl)
                .map(url -> Arguments.url("--build-url", url))
                .or(() -> settings.variable("BUILD_URL"));
    }

    private int tellOf(String app, String environment, String operation, Settings settings) {
        Inventory inventory = Inventory.load(common.inventoryFile(settings));
        EnvironmentName name = known(inventory, settings, app, environment);
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
                .failure(why.text(common))
                .commit(Optional.ofNullable(commit).map(id -> Arguments.line("--commit", id)))
                .started(now)
                .ended(now)
                .buildUrl(buildUrl(settings))
                .build();
        Notifiers.of(inventory, settings).tell(record);
        return ExitCode.DONE;
    }

    private static EnvironmentName known(Inventory inventory, Settings settings, String app, String environment) {
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
