package dev.gitops.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.EnvironmentName;
import dev.gitops.api.GitOps;
import dev.gitops.api.LineStop;
import dev.gitops.api.Pipeline;
import dev.gitops.api.StoppedLine;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.ChangeOptions;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.option.EnvironmentOption;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gitops hold}. */
@Command(
        name = "hold",
        description =
                "Stops releases, promotions and automation into an environment, or lets them go on; with --all, the whole line and its deployments.")
public final class HoldCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ChangeOptions runner = new ChangeOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "APP", description = "The application; none with --all.")
    private @Nullable String app;

    @Mixin
    private EnvironmentOption environment = new EnvironmentOption();

    @Parameters(index = "1", arity = "0..1", paramLabel = "ENV", hidden = true, description = "As with --in.")
    private @Nullable String word;

    @Option(
            names = "--all",
            description = "Stop the line: every application, in every environment, or those of --in and --team.")
    private boolean all;

    @Option(names = "--team", paramLabel = "TEAM", description = "With --all: only the applications of this team.")
    private @Nullable String team;

    @Option(names = "--release", description = "Lift the hold.")
    private boolean release;

    /** For picocli. */
    public HoldCommand() {}

    @Override
    public Integer call() {
        if (all) {
            return line();
        }
        if (app == null || team != null) {
            throw Arguments.refuse(
                    "APP, --team",
                    "",
                    "one application in one environment is held, or with --all a part of the line",
                    "give APP and --in ENV, or --all with --in or --team where it is not everything");
        }
        try (GitOps gitops = common.open(app)) {
            Pipeline pipeline = Pipeline.forApp(gitops.app(app));
            EnvironmentName name = environment.name(word);
            return runner.run(release ? pipeline.unhold(name) : pipeline.hold(name), common);
        }
    }

    private int line() {
        if (app != null) {
            throw Arguments.refuse("APP", app, "goes without --all only", "leave out one of the two");
        }
        LineStop everywhere = team == null ? LineStop.ALL : LineStop.ALL.of(team);
        LineStop line = environment.given(word).map(everywhere::in).orElse(everywhere);
        try (GitOps gitops = common.open()) {
            boolean soAlready;
            Map<String, String> commits;
            if (runner.dryRun()) {
                soAlready = gitops.stopped(line) != release;
                commits = Map.of();
            } else {
                commits = release
                        ? gitops.free(line)
                        : runner.reason(common)
                                .map(reason -> gitops.stop(line, reason))
                                .orElseGet(() -> gitops.stop(line));
                soAlready = commits.isEmpty();
            }
            List<StoppedLine> left = release
                    ? gitops.stops(line).stream()
                            .filter(stop -> !stop.line().equals(line))
                            .toList()
                    : List.of();
            print(line, soAlready, commits, left);
            return ExitCode.DONE;
        }
    }

    private static void still(ObjectNode json, StoppedLine stop) {
        stop.line().environment().ifPresent(name -> json.put("environment", name.value()));
        stop.line().team().ifPresent(name -> json.put("team", name));
        json.put("by", stop.by()).put("since", stop.since().toString());
        Json.put(json, "reason", stop.reason());
    }

    private static String inWords(StoppedLine stop) {
        return stop.line().inWords() + ", by " + stop.by() + " since "
                + stop.since().truncatedTo(ChronoUnit.SECONDS)
                + (stop.reason() == null ? "" : " (" + stop.reason() + ")") + "; lift it with: gitops hold "
                + stop.line().arguments() + " --release";
    }

    private void print(LineStop line, boolean soAlready, Map<String, String> commits, List<StoppedLine> left) {
        ObjectNode json = Json.object();
        json.put("outcome", soAlready ? "upToDate" : "committed");
        if (runner.dryRun()) {
            json.put("planned", true);
        }
        json.put("operation", release ? "unhold" : "hold");
        line.environment().ifPresent(name -> json.put("environment", name.value()));
        line.team().ifPresent(name -> json.put("team", name));
        var list = json.putArray("commits");
        StringBuilder text = new StringBuilder(line.inWords());
        String already =
                !release ? " is stopped already" : left.isEmpty() ? " is not stopped" : " has no stop of its own";
        String done = runner.dryRun()
                ? release ? " would be free" : " would be stopped"
                : release ? " is free" : " is stopped";
        text.append(soAlready ? already : done);
        if (release) {
            var still = json.putArray("stillStopped");
            left.forEach(stop -> still(still.addObject(), stop));
            text.append(
                    left.isEmpty()
                            ? ""
                            : soAlready
                                    ? ", but this stops some or all of it:"
                                    : ", but this still stops some or all of it:");
            left.forEach(stop -> text.append("\n  ").append(inWords(stop)));
        }
        commits.forEach((repository, commit) -> {
            list.addObject().put("repository", repository).put("commit", commit);
            text.append("\n  commit ").append(commit).append(" of ").append(repository);
        });
        common.print(json, text.toString());
    }
}
