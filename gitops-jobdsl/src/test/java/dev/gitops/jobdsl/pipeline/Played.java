package dev.gitops.jobdsl.pipeline;

import dev.gitops.api.Inventory;
import dev.gitops.jobdsl.JobPlan;
import dev.gitops.jobdsl.Sample;
import dev.gitops.jobdsl.dsl.SeedRun;
import java.util.List;
import java.util.stream.Stream;

/** Plays jobs of the sample's shop. */
final class Played {

    static final String HOSTILE =
            "a'b\"c `touch pwned` $(touch pwned) ; touch pwned | $GITOPS_GIT_PASSWORD ${GITOPS_FORGE_TOKEN} $$ \\ * --force\n--all é";

    private Played() {}

    static PlayedPipeline job(Build build, Workspace workspace) {
        return job(Sample.shop(), build, workspace);
    }

    static PlayedPipeline job(Inventory inventory, Build build, Workspace workspace) {
        return new PlayedPipeline(build, workspace)
                .play(SeedRun.pipeline(JobPlan.of(inventory), build.getFullProjectName()));
    }

    static PlayedPipeline file(String name, Build build, Workspace workspace) {
        return new PlayedPipeline(build, workspace).play(SeedRun.file(name));
    }

    /** What each shell step could read: {@code stage: credentials}, a line each. */
    static String credentials(PlayedPipeline played) {
        return String.join(
                        "\n",
                        played.steps().done("sh").stream()
                                .map(step -> (step.stage().isEmpty() ? "afterwards" : step.stage()) + ": "
                                        + String.join(", ", step.credentials()))
                                .toList())
                + "\n";
    }

    static List<String> started(PlayedPipeline played) {
        return played.steps().done("build").stream()
                .map(step -> step.argument().toString())
                .toList();
    }

    static Stream<String> secretsIn(Workspace.Called call) {
        return call.environment().values().stream().filter(value -> value.startsWith("secret of "));
    }
}
