package dev.gitops.cli.command.init;

import dev.gitops.cli.init.NewApp;
import dev.gitops.cli.init.NewConfig;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.FilesOutput;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops init config}. */
@Command(
        name = "config",
        description =
                "Writes a config repository: inventory, base and overlays of a first application, CODEOWNERS, Jenkinsfile, the seed for Jenkins.")
public final class InitConfigCommand implements Callable<Integer> {

    /** The hosts of the inventory. */
    enum Host {
        /** GitHub. */
        github,
        /** GitLab. */
        gitlab,
        /** Gitea and Forgejo. */
        gitea,
        /** Bitbucket Data Center. */
        bitbucket,
        /** Bitbucket Cloud. */
        bitbucket_cloud,
        /** Azure DevOps. */
        azure_devops,
        /** No host. */
        none;

        /** {@return the inventory's word} */
        @Override
        public String toString() {
            return name().replace('_', '-');
        }
    }

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "DIR", description = "The folder; made where it is not there.")
    private @Nullable Path folder;

    @Option(
            names = "--repository",
            paramLabel = "URL",
            defaultValue = "https://git.example.com/platform/infra.git",
            description = "Where the repository will be (default: ${DEFAULT-VALUE}).")
    private String repository = "";

    @Option(
            names = "--forge",
            paramLabel = "TYPE",
            defaultValue = "none",
            description = "Its host: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Host forge = Host.none;

    @Option(
            names = "--owner",
            paramLabel = "NAME",
            defaultValue = "@platform-team",
            description = "Who reviews what decides production (default: ${DEFAULT-VALUE}).")
    private String owner = "";

    @Option(
            names = "--app",
            paramLabel = "NAME",
            defaultValue = "shop",
            description = "The first application (default: ${DEFAULT-VALUE}).")
    private String app = "";

    @Option(
            names = "--image",
            paramLabel = "REPOSITORY",
            description = "Its image, without tag (default: registry.example.com/team/NAME).")
    private @Nullable String image;

    @Option(
            names = "--delivery",
            paramLabel = "WORD",
            description =
                    "How manifests reach the clusters: apply, argocd, flux, helm, or rendered, which needs no cluster (default: apply).")
    private @Nullable String delivery;

    /** For picocli. */
    public InitConfigCommand() {}

    @Override
    public Integer call() {
        String repositoryOfImage = Arguments.image(image == null ? "registry.example.com/team/" + app : image);
        NewApp first = new NewApp(app, repositoryOfImage, Optional.empty(), Optional.empty());
        NewConfig config = new NewConfig(
                Arguments.line("--repository", repository),
                forge.toString(),
                Arguments.owner(owner),
                Optional.ofNullable(delivery).map(word -> Arguments.line("--delivery", word)),
                first);
        FilesOutput written =
                new FilesOutput(config.files(Objects.requireNonNull(folder)).write());
        common.print(
                written.json(),
                written.text() + "next: `gitops check --clone .` there; git init, commit and push to " + repository
                        + "; protect its branch; then `gitops doctor`");
        return ExitCode.DONE;
    }
}
