package dev.gitops.cli.command.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.JobPlanDiff;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gitops jobs plan}. */
@Command(
        name = "plan",
        description =
                "Tells what a run of the seed would create, change, disable and leave; exit code 6 where it would do something.")
public final class JobsPlanCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private JobSourceOptions source = new JobSourceOptions();

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "The jobs.json of the last run (default: a Jenkins that has none of the jobs).")
    private @Nullable Path against;

    /** For picocli. */
    public JobsPlanCommand() {}

    @Override
    public Integer call() {
        JobPlan plan = source.plan(common.inventory());
        JobPlanDiff diff =
                against == null ? JobPlanDiff.fromNothing(plan) : JobPlanDiff.between(JobPlan.read(against), plan);
        common.print(json(diff), diff.inWords());
        return diff.nothing() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    private static ObjectNode json(JobPlanDiff diff) {
        ObjectNode json = Json.object();
        json.set("create", Json.array(diff.create()));
        ArrayNode change = json.putArray("change");
        diff.change()
                .forEach(item -> change.addObject().put("job", item.job()).set("fields", Json.array(item.fields())));
        json.set("disable", Json.array(diff.disable()));
        json.set("remove", Json.array(diff.remove()));
        json.put("unchanged", diff.unchanged());
        return json;
    }
}
