package dev.gitops.cli.command.preview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.Preview;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops preview prune}. */
@Command(
        name = "prune",
        description =
                "Takes previews away whose change request was merged or closed, or whose last build is older than their ttl.")
final class PreviewPruneCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--app", paramLabel = "APP", description = "Those of one application; default: of all.")
    private @Nullable String app;

    @Option(names = "--dry-run", description = "Print which would go, and why; no effect.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Take them out of their clusters too.")
    private boolean wait;

    /** For picocli. */
    PreviewPruneCommand() {}

    @Override
    public Integer call() {
        if (wait) {
            common.telling();
        }
        try (GitOps gitops = common.open()) {
            ObjectNode json = Json.object();
            ArrayNode all = json.putArray("previews");
            StringBuilder text = new StringBuilder();
            int code = ExitCode.DONE;
            for (Preview preview : gitops.previews().ended(app)) {
                code = Math.max(code, go(gitops, preview, all, text));
            }
            common.print(json, text.isEmpty() ? "no preview is to go" : text.toString());
            return code;
        }
    }

    /** One that cannot go keeps no other. */
    private int go(GitOps gitops, Preview preview, ArrayNode all, StringBuilder text) {
        String reason = preview.ended().orElse("");
        text.append(text.isEmpty() ? "" : "\n");
        try {
            Departure departure =
                    Departure.of(gitops, preview.spec().of(), preview.spec().request(), reason, dryRun, wait);
            all.add(departure.json().put("request", preview.spec().request()).put("reason", reason));
            text.append(preview.environment())
                    .append(": ")
                    .append(reason)
                    .append('\n')
                    .append(departure.text());
            return departure.code();
        } catch (GitOpsException failed) {
            all.addObject()
                    .put("app", preview.spec().of())
                    .put("environment", preview.environment().value())
                    .put("request", preview.spec().request())
                    .put("reason", reason)
                    .put("error", failed.getMessage());
            text.append(preview.environment()).append(" stays: ").append(failed.getMessage());
            return ExitCode.FAILED;
        }
    }
}
