package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.gitops.api.App;
import dev.gitops.api.BakeReport;
import dev.gitops.api.CancelledException;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.GitOpsException;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.BakeOutput;
import dev.gitops.cli.output.ErrorOutput;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops verify}. */
@Command(
        name = "verify",
        description =
                "Looks at what bakes: whether what was verified is still healthy and passes its verify steps. Records, and rolls back where the inventory says so.")
public final class VerifyCommand implements Callable<Integer> {

    private static final long PAUSE = 30_000;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "APP",
            description = "The application (default: all that bake).")
    private @Nullable String app;

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", description = "The environment (default: all).")
    private @Nullable String environment;

    @Option(names = "--in", paramLabel = "ENV", description = "Only this environment, of all applications.")
    private @Nullable String only;

    @Option(names = "--wait", description = "Look again until nothing bakes any more, or something failed.")
    private boolean wait;

    /** For picocli. */
    public VerifyCommand() {}

    @Override
    public Integer call() {
        try (GitOps gitops = app == null ? common.open() : common.open(app)) {
            List<BakeReport> reports = looked(gitops);
            while (wait
                    && reports.stream().anyMatch(report -> report.state() == BakeReport.State.BAKING)
                    && !failed(reports)) {
                pause();
                reports = looked(gitops);
            }
            ArrayNode json = Json.array();
            StringBuilder text = new StringBuilder();
            for (BakeReport report : reports) {
                json.add(BakeOutput.json(report));
                text.append(BakeOutput.text(report)).append('\n');
            }
            common.print(json, text.isEmpty() ? "nothing bakes\n" : text.toString());
            return failed(reports) ? ExitCode.UNHEALTHY : ExitCode.DONE;
        }
    }

    /** What cannot be looked at must not keep the others from being looked at. */
    private List<BakeReport> looked(GitOps gitops) {
        List<BakeReport> reports = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (GitOps.AppEnvironment pair : wanted(gitops)) {
            try {
                BakeReport report = gitops.app(pair.app()).bake(pair.environment());
                if (named() || news(report)) {
                    reports.add(report);
                }
            } catch (CancelledException stop) {
                throw stop;
            } catch (GitOpsException unknown) {
                failures.add(unknown);
                common.tell("nothing is known of " + pair.app() + " " + pair.environment() + ": "
                        + ErrorOutput.text(unknown));
            }
        }
        if (reports.isEmpty() && !failures.isEmpty()) {
            throw failures.get(0);
        }
        return reports;
    }

    private List<GitOps.AppEnvironment> wanted(GitOps gitops) {
        if (app != null && environment != null) {
            App named = gitops.app(app);
            return List.of(new GitOps.AppEnvironment(named.name(), Arguments.environment(environment)));
        }
        String one = only != null ? only : environment;
        EnvironmentName name = one == null ? null : Arguments.environment(gitops.inventory(), one);
        String named = app == null ? null : gitops.app(app).name();
        return gitops.baking().stream()
                .filter(pair -> named == null || pair.app().equals(named))
                .filter(pair -> name == null || pair.environment().equals(name))
                .toList();
    }

    private boolean named() {
        return app != null && environment != null;
    }

    /** Of all places only those are told of that bake, and what ended or followed now. */
    private static boolean news(BakeReport report) {
        boolean told = report.earlier() && report.followUps().isEmpty();
        return report.state() != BakeReport.State.NONE && !told;
    }

    private static boolean failed(List<BakeReport> reports) {
        return reports.stream().anyMatch(report -> report.state() == BakeReport.State.FAILED);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw CancelledException.of("waiting for a bake", stop);
        }
    }
}
