package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.App;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.cli.option.AtHandOption;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.EnvironmentOption;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.manifests.ManifestReader;
import dev.gitops.manifests.SecretMask;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops render}. */
@Command(name = "render", description = "Prints the objects an environment wants, as YAML.")
public final class RenderCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private AtHandOption clone = new AtHandOption();

    @Parameters(index = "0", paramLabel = "APP", description = "The application.")
    private String app = "";

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", hidden = true, description = "As with --in.")
    private @Nullable String word;

    @Option(
            names = "--commit",
            paramLabel = "C",
            description = "The commit (default: the tip of the environment's branch).")
    private @Nullable String commit;

    @Option(names = "--mask", description = "Show digests in place of the values of Secrets and of secret variables.")
    private boolean mask;

    /** For picocli. */
    public RenderCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = commit == null ? clone.openBranch(common, app) : clone.openCommitted(common, app)) {
            App target = gitops.app(app);
            EnvironmentName name = environment.name(word);
            String yaml = commit == null ? target.render(name) : target.render(name, commit);
            String masked = SecretMask.thisRun().mask(ManifestReader.rendered(yaml));
            if (mask) {
                yaml = masked;
            } else if (!masked.equals(yaml)) {
                common.tell("this prints the values of Secrets; --mask hides them");
            }
            ObjectNode json = Json.object()
                    .put("app", app)
                    .put("environment", environment.name(word).value())
                    .put("manifests", yaml);
            common.print(common.json() ? Json.text(json) : yaml);
            return ExitCode.DONE;
        }
    }
}
