package dev.gitops.cli.command;

import dev.gitops.api.App;
import dev.gitops.api.Change;
import dev.gitops.api.Change.SharedFiles;
import dev.gitops.api.GitOps;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.ChangeOptions;
import dev.gitops.cli.option.CommonOptions;
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

    @Parameters(paramLabel = "APP", description = "The application.")
    private String app = "";

    @Option(names = "--in", paramLabel = "ENV", required = true, description = "The environment.")
    private String environment = "";

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
        try (GitOps gitops = common.open()) {
            App target = gitops.app(app);
            SharedFiles files =
                    shared == null ? SharedFiles.REFUSE : shared.include ? SharedFiles.RESTORE : SharedFiles.ACCEPT;
            Change.Rollback rollback = new Change.Rollback(
                    Arguments.environment(environment),
                    commit,
                    files,
                    common.reason().orElse(null));
            return waiting.run(target, target.plan(rollback), runner, common);
        }
    }
}
