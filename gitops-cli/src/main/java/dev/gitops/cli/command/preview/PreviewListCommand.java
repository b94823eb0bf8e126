package dev.gitops.cli.command.preview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.GitOps;
import dev.gitops.api.Preview;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops preview list}. */
@Command(name = "list", description = "Lists the previews there are, with the time at which they go by age.")
final class PreviewListCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--app", paramLabel = "APP", description = "Those of one application; default: of all.")
    private @Nullable String app;

    /** For picocli. */
    PreviewListCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = common.open()) {
            List<Preview> previews = gitops.previews().list(app);
            ObjectNode json = Json.object();
            ArrayNode all = json.putArray("previews");
            StringBuilder text = new StringBuilder();
            for (Preview preview : previews) {
                add(all.addObject(), preview);
                text.append(text.isEmpty() ? "" : "\n")
                        .append(preview.environment())
                        .append(" request ")
                        .append(preview.spec().request())
                        .append(" goes ")
                        .append(preview.expires());
                preview.spec().address().ifPresent(address -> text.append(' ').append(address));
            }
            common.print(json, text.isEmpty() ? "no previews" : text.toString());
            return ExitCode.DONE;
        }
    }

    private static void add(ObjectNode node, Preview preview) {
        node.put("app", preview.spec().of())
                .put("environment", preview.environment().value())
                .put("request", preview.spec().request())
                .put("from", preview.spec().from().value())
                .put("created", preview.spec().created().toString())
                .put("updated", preview.spec().updated().toString())
                .put("expires", preview.expires().toString());
        Json.put(node, "address", preview.spec().address());
    }
}
