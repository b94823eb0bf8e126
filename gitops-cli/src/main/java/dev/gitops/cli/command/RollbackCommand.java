package dev.gitops.cli.command;

import dev.gitops.api.App;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Pipeline.ChangeStage;
import dev.gitops.api.Pipeline.RollbackStage;
import dev.gitops.api.Pipeline.RollbackTarget;
import dev.gitops.cli.option.ChangeOptions;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.EnvironmentOption;
import dev.gitops.cli.option.WaitOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops rollback}. */
@Command(name = "rollback", description = "Gives an environment back what it had, as a commit forward.")
public final class RollbackCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ChangeOptions runner = new ChangeOptions();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "The application.")
    private String app = "";

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", hidden = true, description = "As with --in.")
    private @Nullable String word;

    @Option(
            names = "--to",
            paramLabel = "COMMIT",
            description = "What it gets back (default: the last verified state before the present one).")
    private @Nullable String commit;

    @ArgGroup
    private @Nullable Shared shared;

    /** What is done about shared files. */
    static final class Shared {
        @Option(names = "--include-shared", description = "Restore shared files too.")
        private boolean include;

        @Option(names = "--accept-difference", description = "Go on although shared files changed.")
        private boolean accept;
    }

    /** For picocli. */
    public RollbackCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = waiting.open(app, common)) {
            App target = gitops.app(app);
            RollbackStage stage = Pipeline.forApp(target).rollback(environment.name(word));
            RollbackTarget state = commit == null ? stage.toPrevious() : stage.to(commit);
            return waiting.run(target, withShared(state), runner, common);
        }
    }

    private ChangeStage withShared(RollbackTarget state) {
        if (shared == null) {
            return state;
        }
        return shared.include ? state.includingSharedFiles() : state.acceptingDifference();
    }
}
