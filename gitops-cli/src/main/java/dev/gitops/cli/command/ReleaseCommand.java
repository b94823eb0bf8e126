package dev.gitops.cli.command;

import dev.gitops.api.App;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Pipeline.ReleaseStage;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.BuildOptions;
import dev.gitops.cli.option.ChangeOptions;
import dev.gitops.cli.option.CommonOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops release}. */
@Command(name = "release", description = "Gives an environment the images of a build.")
public final class ReleaseCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ChangeOptions runner = new ChangeOptions();

    @Parameters(paramLabel = "APP", description = "The application.")
    private String app = "";

    @Mixin
    private BuildOptions build = new BuildOptions();

    @Option(names = "--to", paramLabel = "ENV", required = true, description = "The environment.")
    private String environment = "";

    @Option(names = "--pin", description = "Resolve tags to digests at the registry.")
    private boolean pin;

    /** For picocli. */
    public ReleaseCommand() {}

    @Override
    public Integer call() {
        build.check();
        try (GitOps gitops = common.open(app)) {
            App target = gitops.app(app);
            ReleaseStage stage = Pipeline.forApp(target).release(build.release(target));
            return runner.run((pin ? stage.pinned() : stage).to(Arguments.environment(environment)), common);
        }
    }
}
