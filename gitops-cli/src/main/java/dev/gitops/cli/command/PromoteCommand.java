package dev.gitops.cli.command;

import dev.gitops.api.App;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Pipeline.PromotionStage;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.ChangeOptions;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.WaitOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops promote}. */
@Command(name = "promote", description = "Gives an environment what another one has verified.")
public final class PromoteCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ChangeOptions runner = new ChangeOptions();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Parameters(paramLabel = "APP", description = "The application.")
    private String app = "";

    @Option(names = "--from", paramLabel = "ENV", required = true, description = "Where the release comes from.")
    private String from = "";

    @Option(names = "--to", paramLabel = "ENV", required = true, description = "Where it goes.")
    private String to = "";

    @Option(names = "--unverified", description = "Take what Git has, verified or not; the record says so.")
    private boolean unverified;

    /** For picocli. */
    public PromoteCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = waiting.open(app, common)) {
            App target = gitops.app(app);
            PromotionStage stage =
                    Pipeline.forApp(target).promote(Arguments.environment(from), Arguments.environment(to));
            return waiting.run(target, unverified ? stage.unverified() : stage, runner, common);
        }
    }
}
