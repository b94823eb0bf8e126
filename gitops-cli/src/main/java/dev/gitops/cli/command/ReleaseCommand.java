package dev.gitops.cli.command;

import dev.gitops.api.App;
import dev.gitops.api.GitOps;
import dev.gitops.api.Pipeline;
import dev.gitops.api.Pipeline.ReleaseStage;
import dev.gitops.api.Release;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.ChangeOptions;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.ImageOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--image",
            paramLabel = "REF",
            required = true,
            description =
                    "An image with its tag, digest or both; one option each. NAME=REF where two images share a repository.")
    private List<String> images = List.of();

    @Option(names = "--to", paramLabel = "ENV", required = true, description = "The environment.")
    private String environment = "";

    @Option(
            names = "--build",
            paramLabel = "N",
            description = "The build's number; an older build never replaces a newer one.")
    private @Nullable Long build;

    @Option(names = "--source-commit", paramLabel = "C", description = "The commit of the application's source.")
    private @Nullable String sourceCommit;

    @Option(names = "--build-url", paramLabel = "U", description = "Where the build can be read.")
    private @Nullable String buildUrl;

    @Option(names = "--pin", description = "Resolve tags to digests at the registry.")
    private boolean pin;

    /** For picocli. */
    public ReleaseCommand() {}

    @Override
    public Integer call() {
        if (build != null && build < 0) {
            throw Arguments.refuse(
                    "--build", build.toString(), "is no number of a build", "give a whole number from 0, which rises");
        }
        try (GitOps gitops = common.open(app)) {
            App target = gitops.app(app);
            Release release = new Release(
                    ImageOption.match(target, images),
                    build,
                    sourceCommit == null ? null : Arguments.sourceCommit(sourceCommit),
                    buildUrl == null ? null : Arguments.url("--build-url", buildUrl));
            ReleaseStage stage = Pipeline.forApp(target).release(release);
            return runner.run((pin ? stage.pinned() : stage).to(Arguments.environment(environment)), common);
        }
    }
}
