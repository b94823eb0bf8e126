package dev.gitops.cli.command.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gitops.api.InvalidInputException;
import dev.gitops.api.Inventory;
import dev.gitops.api.Problem;
import dev.gitops.api.Settings;
import dev.gitops.cli.option.Arguments;
import dev.gitops.cli.option.CommonOptions;
import dev.gitops.cli.output.ExitCode;
import dev.gitops.cli.output.Json;
import dev.gitops.jobdsl.Declaration;
import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.JobPlanDiff;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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

    @Option(
            names = "--clone",
            paramLabel = "DIR",
            description = "The clone that holds the inventory and the seed, at the commit that is checked out.")
    private @Nullable Path clone;

    @Option(
            names = "--since",
            paramLabel = "COMMIT",
            description =
                    "With --clone: compare with the inventory and the seed of this commit, in place of --against.")
    private @Nullable String since;

    @Option(
            names = "--declared",
            paramLabel = "DIGEST",
            description = "The digest that the last run gave: where it does not fit, everything is declared again.")
    private @Nullable String declared;

    @Option(names = "--everything", description = "Declare everything, whatever changed.")
    private boolean everything;

    @Option(
            names = "--delete-removed",
            description = "Declare everything, and delete all jobs that are no longer asked for, with their history.")
    private boolean delete;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write the jobs.json that the run declares into this folder: what changed, or everything.")
    private @Nullable Path out;

    /** For picocli. */
    public JobsPlanCommand() {}

    @Override
    public Integer call() {
        if (since != null && (clone == null || against != null)) {
            throw Arguments.refuse("--since", since, "needs --clone, and not --against", "give the clone");
        }
        Settings settings = common.settings();
        Optional<JobsClone> checkout = Optional.ofNullable(clone).map(folder -> JobsClone.at(folder, settings));
        try {
            return plan(checkout);
        } finally {
            checkout.ifPresent(JobsClone::close);
        }
    }

    private int plan(Optional<JobsClone> checkout) {
        Inventory inventory = common.inventory();
        JobPlan plan =
                checkout.map(at -> source.plan(inventory, at, at.head())).orElseGet(() -> source.plan(inventory));
        Declaration declaration = Declaration.of(last(checkout, inventory), plan, everything, delete);
        if (out != null && declaration.extent() != Declaration.Extent.nothing) {
            write(declaration.plan(), out);
        }
        JobPlanDiff diff = declaration.diff();
        common.print(json(declaration, checkout), diff.inWords());
        return diff.nothing() ? ExitCode.DONE : ExitCode.DIFFERENT;
    }

    private Declaration.Last last(Optional<JobsClone> checkout, Inventory inventory) {
        if (against != null) {
            JobPlan before = JobPlan.read(against);
            return new Declaration.Last(before, declared == null ? before.digest() : declared);
        }
        if (since == null || checkout.isEmpty()) {
            return new Declaration.Last(null, null);
        }
        return new Declaration.Last(before(checkout.get(), inventory, since), declared);
    }

    /** What this release would have made of an earlier commit; nothing where that cannot be read any more, which is no reason to stop. */
    private @Nullable JobPlan before(JobsClone at, Inventory inventory, String commit) {
        try {
            return source.plan(at.inventory(source.path(), inventory, commit), at, commit);
        } catch (InvalidInputException unreadable) {
            common.tell("what the last run declared at " + commit + " is not known, so everything is declared: "
                    + unreadable.problems().stream()
                            .findFirst()
                            .map(Problem::toString)
                            .orElse(String.valueOf(unreadable.getMessage())));
            return null;
        }
    }

    private static void write(JobPlan plan, Path folder) {
        try {
            plan.writeTo(folder);
        } catch (IOException unwritable) {
            throw Arguments.refuse(
                    "--out", folder.toString(), "cannot be written to: " + unwritable, "give another folder");
        }
    }

    private static ObjectNode json(Declaration declaration, Optional<JobsClone> checkout) {
        JobPlanDiff diff = declaration.diff();
        ObjectNode json = Json.object();
        json.set("create", Json.array(diff.create()));
        ArrayNode change = json.putArray("change");
        diff.change()
                .forEach(item -> change.addObject().put("job", item.job()).set("fields", Json.array(item.fields())));
        json.set("disable", Json.array(diff.disable()));
        json.set("remove", Json.array(diff.remove()));
        json.put("unchanged", diff.unchanged());
        json.put("folder", declaration.plan().folder());
        json.put("declare", declaration.extent().name());
        json.put("digest", declaration.digest());
        json.set("dispatchers", Json.array(List.copyOf(declaration.dispatchers())));
        checkout.ifPresent(at -> json.put("commit", at.head()));
        return json;
    }
}
