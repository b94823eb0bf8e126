package dev.gitops.cli.command;

import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import dev.gitops.cli.option.ChangeOptions;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.EnvironmentOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops hold}. */
@Command(
        name = "hold",
        description = "Stops releases, promotions and automation into an environment, or lets them go on.")
public final class HoldCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ChangeOptions runner = new ChangeOptions();

    @Parameters(index = "0", paramLabel = "APP", description = "The application.")
    private String app = "";

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", hidden = true, description = "As with --in.")
    private @Nullable String word;

    @Option(names = "--release", description = "Lift the hold.")
    private boolean release;

    /** For picocli. */
    public HoldCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = common.open(app)) {
            Pipeline pipeline = Pipeline.forApp(gitops.app(app));
            EnvironmentName name = environment.name(word);
            return runner.run(release ? pipeline.unhold(name) : pipeline.hold(name), common);
        }
    }
}
