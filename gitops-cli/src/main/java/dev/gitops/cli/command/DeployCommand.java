package dev.gitops.cli.command;

import dev.gitops.api.Approval;
import dev.gitops.api.Deployment;
import dev.gitops.api.DeploymentOutcome;
import dev.gitops.api.DeploymentPlan;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Pipeline.DeploymentStage;
import dev.gitops.api.review.Review;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.EnvironmentOption;
import dev.gitops.cli.option.ReasonOption;
import dev.gitops.cli.output.DeploymentOutput;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.review.told.ReviewReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops deploy}. */
@Command(name = "deploy", description = "Delivers what Git has, waits until healthy or failed, verifies and records.")
public final class DeployCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "The application.")
    private String app = "";

    @Mixin
    private ReasonOption why = new ReasonOption();

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", hidden = true, description = "As with --in.")
    private @Nullable String word;

    @Option(
            names = "--commit",
            paramLabel = "C",
            description = "The commit (default: the tip of the environment's branch).")
    private @Nullable String commit;

    @ArgGroup(exclusive = false, multiplicity = "0..*")
    private List<Evidence> evidence = new ArrayList<>();

    @Option(
            names = "--review",
            paramLabel = "FILE",
            description =
                    "The review that was approved (review -o json): another rendering is refused, with what differs.")
    private @Nullable Path review;

    @Option(
            names = "--break-glass",
            paramLabel = "REASON",
            description = "Pass approval, freeze and hold; recorded and notified as such.")
    private @Nullable String breakGlass;

    @Option(
            names = "--prune-confirm",
            paramLabel = "KIND/NAME",
            description = "An object whose removal is meant; one option each.")
    private Set<String> pruneConfirmed = Set.of();

    @Option(
            names = "--adopt",
            paramLabel = "APP/ENV",
            description =
                    "Take over the objects in the cluster that were deployed under this name, which was changed; one option each.")
    private Set<String> adopted = Set.of();

    @Option(
            names = "--removed",
            description =
                    "Take out of the cluster what was removed in Git (gitops app remove); what had begun is gone on with.")
    private boolean removed;

    @Option(names = "--no-auto-promote", description = "Do not promote into environments with autoPromote.")
    private boolean noAutoPromote;

    @Option(names = "--dry-run", description = "Print what would change and the diff's digest; no effect.")
    private boolean dryRun;

    /** An approval given outside the forge. */
    static final class Evidence {
        @Option(
                names = "--approved-by",
                paramLabel = "U",
                required = true,
                description = "Who approved; where several must, these options once for each.")
        private String by = "";

        @Option(names = "--approval-note", paramLabel = "N", description = "What they wrote.")
        private @Nullable String note;

        @Option(names = "--approval-url", paramLabel = "L", description = "Where the approval can be seen.")
        private @Nullable String url;

        @Option(
                names = "--diff-digest",
                paramLabel = "D",
                required = true,
                description = "The digest of the diff they saw (deploy --dry-run prints it).")
        private String digest = "";

        Approval approval() {
            return new Approval(
                    Arguments.line("--approved-by", by),
                    note == null || note.isBlank() ? null : Arguments.line("--approval-note", note),
                    url == null || url.isBlank() ? null : Arguments.url("--approval-url", url),
                    Arguments.digest("--diff-digest", digest));
        }
    }

    /** For picocli. */
    public DeployCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = removed ? common.open() : common.open(app)) {
            if (dryRun) {
                DeploymentPlan plan =
                        removed ? undeployment(gitops) : stage(gitops).plan();
                common.print(
                        DeploymentOutput.json(app, environment.name(word).value(), plan), DeploymentOutput.text(plan));
                return plan.refusals().isEmpty() ? ExitCode.DONE : ExitCode.REFUSED;
            }
            DeploymentOutcome outcome =
                    removed ? undeployment(gitops).execute() : stage(gitops).execute();
            common.print(DeploymentOutput.json(outcome), DeploymentOutput.text(outcome));
            return ExitCode.of(outcome);
        }
    }

    private DeploymentPlan undeployment(GitOps gitops) {
        return gitops.lifecycle().undeployment(app, undeployment());
    }

    private Deployment undeployment() {
        if (commit != null || review != null || !adopted.isEmpty() || !pruneConfirmed.isEmpty()) {
            throw Arguments.refuse(
                    "--removed",
                    "",
                    "takes no --commit, --review, --adopt and --prune-confirm",
                    "the commit that removed the application says what goes; gitops app remove --with-claims names claims");
        }
        return Deployment.builder()
                .environment(environment.name(word))
                .reason(why.text(common))
                .approvals(evidence.stream().map(Evidence::approval).toList())
                .breakGlass(Optional.ofNullable(breakGlass).map(text -> Arguments.line("--break-glass", text)))
                .build();
    }

    private static Review read(Path file) {
        try {
            if (Files.size(file) > ReviewReader.LARGEST) {
                throw Arguments.refuse(
                        "--review",
                        file.toString(),
                        "is too large for a review",
                        "give what gitops review -o json wrote");
            }
            return ReviewReader.read(Files.readString(file));
        } catch (IOException unreadable) {
            throw Arguments.refuse(
                    "--review",
                    file.toString(),
                    "cannot be read: " + unreadable,
                    "give what gitops review -o json wrote");
        }
    }

    private DeploymentStage stage(GitOps gitops) {
        DeploymentStage stage = Pipeline.forApp(gitops.app(app))
                .deploy(environment.name(word))
                .confirmingRemovalOf(
                        pruneConfirmed.stream().map(Arguments::object).toList())
                .adopting(adopted.stream().map(Arguments::pair).toList());
        stage = why.text(common).map(stage::because).orElse(stage);
        stage = commit == null ? stage : stage.at(commit);
        stage = review == null ? stage : stage.reviewed(read(review));
        for (Evidence each : evidence) {
            stage = stage.approved(each.approval());
        }
        stage = noAutoPromote ? stage.withoutAutoPromotion() : stage;
        return breakGlass == null ? stage : stage.breakingGlass(Arguments.line("--break-glass", breakGlass));
    }
}
