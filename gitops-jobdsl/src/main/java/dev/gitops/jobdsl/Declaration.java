package dev.gitops.jobdsl;

import dev.gitops.jobdsl.model.PlannedFolder;
import dev.gitops.jobdsl.model.PlannedPipeline;
import dev.gitops.jobdsl.model.Removal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run of the seed declares: nothing where nothing changed, what changed, or everything. Job DSL takes what a run does not declare for removed; it is told to ignore that, and what the
 * inventory no longer asks for is named here.
 *
 * @param extent how much is declared
 * @param diff what it does
 * @param plan what is declared, with what is removed
 * @param digest the digest of the whole plan, for the next run to compare with
 * @param dispatchers the dispatchers that must run once afterwards, because Jenkins polls what their last build checked out
 */
public record Declaration(Extent extent, JobPlanDiff diff, JobPlan plan, String digest, List<String> dispatchers) {

    /** How much a run declares. */
    public enum Extent {
        /** Nothing changed. */
        nothing,
        /** Only what changed. */
        changes,
        /** All of it, because it was asked for, or because it is not known what there is. */
        everything
    }

    /**
     * What is known of the last run.
     *
     * @param plan what its inventory asks for, as this release plans it; null where it is not known
     * @param digest the digest that it gave; null where it is not known
     */
    public record Last(@Nullable JobPlan plan, @Nullable String digest) {

        /** {@return the plan, where it is exactly what was declared: another release, or other options, would have given another digest} */
        Optional<JobPlan> declared() {
            return Optional.ofNullable(plan).filter(known -> known.digest().equals(digest));
        }
    }

    /** Copies the dispatchers. */
    public Declaration {
        dispatchers = List.copyOf(dispatchers);
    }

    /**
     * What to declare.
     *
     * @param last what is known of the last run
     * @param plan what the inventory asks for now
     * @param everything whether all is declared again, whatever changed
     * @param delete whether jobs that are no longer asked for are deleted with their history; all of them, those of earlier runs too
     * @return the declaration
     */
    public static Declaration of(Last last, JobPlan plan, boolean everything, boolean delete) {
        JobPlanDiff diff = last.plan() == null ? JobPlanDiff.fromNothing(plan) : JobPlanDiff.between(last.plan(), plan);
        boolean known = last.declared().isPresent();
        Set<String> touched = Stream.concat(
                        diff.create().stream(), diff.change().stream().map(JobPlanDiff.Change::job))
                .collect(Collectors.toSet());
        List<String> dispatchers = plan.pipelines().stream()
                .filter(job -> job.script().equals("dispatch"))
                .map(PlannedPipeline::path)
                .filter(path -> !known || touched.contains(path))
                .toList();
        if (!known || everything || delete) {
            Removal removal = new Removal(List.of(), diff.remove(), true, delete ? true : null);
            return new Declaration(Extent.everything, diff, plan.with(removal), plan.digest(), dispatchers);
        }
        if (diff.nothing()) {
            return new Declaration(Extent.nothing, diff, plan, plan.digest(), List.of());
        }
        Removal removal = new Removal(diff.disable(), diff.remove(), null, null);
        return new Declaration(Extent.changes, diff, part(plan, touched).with(removal), plan.digest(), dispatchers);
    }

    /** What was touched, with the folders that lead to it, and always the seed with the folders that everything stands in, so that no other seed can take them. */
    private static JobPlan part(JobPlan plan, Set<String> touched) {
        Set<String> folders = new HashSet<>();
        Stream.of(plan.seed().path(), plan.folder() + "/build/x", plan.folder() + "/deliver/x")
                .forEach(path -> parents(path, folders));
        touched.forEach(path -> parents(path, folders));
        folders.addAll(touched);
        return new JobPlan(
                plan.apiVersion(),
                plan.folder(),
                plan.agent(),
                plan.inventory(),
                plan.seed(),
                those(plan.folders(), PlannedFolder::path, folders),
                those(plan.pipelines(), PlannedPipeline::path, touched),
                those(plan.multibranch(), job -> job.path(), touched),
                those(plan.views(), view -> view.path(), touched),
                plan.scripts(),
                null);
    }

    private static void parents(String path, Set<String> folders) {
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            folders.add(path.substring(0, slash));
        }
    }

    private static <T> List<T> those(List<T> all, Function<T, String> path, Set<String> wanted) {
        return all.stream().filter(each -> wanted.contains(path.apply(each))).toList();
    }
}
