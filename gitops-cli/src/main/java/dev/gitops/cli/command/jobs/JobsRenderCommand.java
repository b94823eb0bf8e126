package dev.gitops.cli.command.jobs;

import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.jobdsl.JobPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops jobs render}. */
@Command(name = "render", description = "Writes jobs.json, which the seed's Job DSL script reads.")
public final class JobsRenderCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private JobSourceOptions source = new JobSourceOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "The folder; made where it is not there.")
    private @Nullable Path out;

    /** For picocli. */
    public JobsRenderCommand() {}

    @Override
    public Integer call() {
        JobPlan plan = source.plan(common.inventory());
        Path folder = Objects.requireNonNull(out);
        try {
            Path file = plan.writeTo(folder);
            common.print(
                    Json.object().put("file", file.toString()).put("jobs", plan.size()),
                    file + ": " + plan.size() + " jobs");
            return ExitCode.DONE;
        } catch (IOException unwritable) {
            throw Arguments.refuse(
                    "--out", folder.toString(), "cannot be written to: " + unwritable, "give another folder");
        }
    }
}
