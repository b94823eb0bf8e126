package dev.gitops.cli.command.preview;

import dev.gitops.api.GitOps;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.ReasonOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops preview down}. */
@Command(
        name = "down",
        description = {
            "Takes a preview away.",
            "Its lines of the inventory and its files go in one commit; its objects and namespace follow as those of a removed application."
        })
final class PreviewDownCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ReasonOption why = new ReasonOption();

    @Parameters(paramLabel = "APP", description = "The application.")
    private String app = "";

    @Mixin
    private RequestOption request = new RequestOption();

    @Option(names = "--dry-run", description = "Print the plan with its diff; no effect.")
    private boolean dryRun;

    @Option(names = "--wait", description = "Take it out of its cluster too.")
    private boolean wait;

    /** For picocli. */
    PreviewDownCommand() {}

    @Override
    public Integer call() {
        long number = request.number();
        if (wait) {
            common.telling();
        }
        try (GitOps gitops = common.open()) {
            Departure departure =
                    Departure.of(gitops, app, number, why.text(common).orElse(null), dryRun, wait);
            common.print(departure.json(), departure.text());
            return departure.code();
        }
    }
}
