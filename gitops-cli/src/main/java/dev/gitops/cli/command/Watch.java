package dev.gitops.cli.command;

import dev.gitops.api.CancelledException;
import dev.gitops.api.EnvironmentStatus;
import dev.gitops.api.GitOpsException;
import dev.gitops.api.InvalidInputException;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ErrorOutput;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.StatusOutput;
import dev.gitops.cli.output.Table;
import dev.gitops.cli.output.Terminal;
import dev.gitops.inventory.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Shows the status until somebody ends it: on a terminal in place of the one before, elsewhere whenever something changed.
 *
 * @param common where it is printed
 * @param pause how long it waits between two looks
 */
record Watch(CommonOptions common, Duration pause) {

    private static final String FROM_THE_TOP = "\u001b[H\u001b[2J";
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    int show(Supplier<List<EnvironmentStatus>> look) {
        Duration wait = pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause;
        String before = "";
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Instant now = common.settings().clock().instant();
                Table table = StatusOutput.table(look.get(), now);
                if (common.terminal().attended()) {
                    common.print(FROM_THE_TOP + table.text(common.terminal()) + "\nat "
                            + now.toString().substring(11, 19) + " UTC, every " + Durations.text(wait)
                            + "; Ctrl-C ends\n");
                } else if (!table.csv().equals(before)) {
                    common.print((before.isEmpty() ? "" : "\n") + table.text(Terminal.NONE));
                }
                before = table.csv();
                Thread.sleep(wait.toMillis());
            } catch (InterruptedException | CancelledException stop) {
                break;
            } catch (GitOpsException failure) {
                rest(failure, before, wait);
            }
        }
        return ExitCode.DONE;
    }

    /** What failed once may do the next time, if it ever did. */
    private void rest(GitOpsException failure, String before, Duration wait) {
        if (before.isEmpty() || failure instanceof InvalidInputException) {
            throw failure;
        }
        common.tell(ErrorOutput.text(failure));
        try {
            Thread.sleep(wait.toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
