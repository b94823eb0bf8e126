package dev.gitops.jobdsl.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline is told beside its own path: never who may approve, which it asks the command at the protected tip.
 *
 * @param credentials the ids of the credentials the job may bind, by use
 * @param builders which branch job's builds may be released into which environment
 * @param promotions the valid paths of a promotion
 * @param polls the branches that are polled for changes
 * @param targets what drift looks at, a cluster's credentials at a time
 * @param repository the config repository whose applications are meant; null for the inventory's own
 * @param made the files that the jobs were made from, each with its Git object; a dispatcher starts the seed where the branch's tip has others
 * @param takesUp whether a dispatcher takes up promotions that a soak or a window delayed; null where the inventory has none that could be
 * @param commits who may name the commit that is deployed; null for everybody
 * @param next the dispatchers that a verified deployment starts, as other applications come after this one
 */
public record JobData(
        Map<String, String> credentials,
        Map<String, String> builders,
        List<Path> promotions,
        List<Poll> polls,
        List<Target> targets,
        @Nullable String repository,
        Map<String, String> made,
        @Nullable Boolean takesUp,
        @Nullable Commits commits,
        List<String> next) {

    /** Who may name the commit that is deployed. */
    public enum Commits {
        /** Jobs of deliveries only; people deploy the tip of the branch. */
        jobs
    }

    /** Copies all parts, sorted where they have no order of their own. */
    public JobData {
        credentials = sorted(credentials);
        builders = sorted(builders);
        promotions = promotions == null ? List.of() : List.copyOf(promotions);
        polls = polls == null ? List.of() : List.copyOf(polls);
        targets = targets == null ? List.of() : List.copyOf(targets);
        made = sorted(made);
        next = next == null ? List.of() : List.copyOf(next);
    }

    /**
     * Data that is credentials only.
     *
     * @param credentials their ids by use
     * @return the data
     */
    public static JobData of(Map<String, String> credentials) {
        return new JobData(
                credentials, Map.of(), List.of(), List.of(), List.of(), null, Map.of(), null, null, List.of());
    }

    /**
     * The same for the job that releases.
     *
     * @param branches which branch job's builds may be released into which environment
     * @return the data
     */
    public JobData withBuilders(Map<String, String> branches) {
        return new JobData(credentials, branches, promotions, polls, targets, repository, made, takesUp, commits, next);
    }

    /**
     * The same for the job that promotes.
     *
     * @param paths the valid paths of a promotion
     * @return the data
     */
    public JobData withPromotions(List<Path> paths) {
        return new JobData(credentials, builders, paths, polls, targets, repository, made, takesUp, commits, next);
    }

    /**
     * The same for the job that looks for drift.
     *
     * @param looked what it looks at
     * @return the data
     */
    public JobData withTargets(List<Target> looked) {
        return new JobData(credentials, builders, promotions, polls, looked, repository, made, takesUp, commits, next);
    }

    /**
     * The same for a dispatcher.
     *
     * @param branches the branches it polls
     * @param other the config repository it serves; null for the inventory's own
     * @param files the files that the jobs were made from, where they are on a branch that it polls
     * @return the data
     */
    public JobData withPolls(List<Poll> branches, @Nullable String other, Map<String, String> files) {
        return new JobData(credentials, builders, promotions, branches, targets, other, files, takesUp, commits, next);
    }

    /**
     * The same for a deployment whose commit only jobs may name.
     *
     * @return the data
     */
    public JobData withCommitsOfJobs() {
        return new JobData(
                credentials, builders, promotions, polls, targets, repository, made, takesUp, Commits.jobs, next);
    }

    /**
     * The same for a deployment after which others come.
     *
     * @param dispatchers the names of the jobs that start those
     * @return the data
     */
    public JobData withNext(List<String> dispatchers) {
        return new JobData(
                credentials, builders, promotions, polls, targets, repository, made, takesUp, commits, dispatchers);
    }

    /**
     * The same for a dispatcher that takes up what was delayed.
     *
     * @return the data
     */
    public JobData takingUp() {
        return new JobData(credentials, builders, promotions, polls, targets, repository, made, true, commits, next);
    }

    private static Map<String, String> sorted(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(map));
    }

    /**
     * A way a release may go.
     *
     * @param from the environment it comes from
     * @param to the environment it goes to
     */
    public record Path(String from, String to) {}

    /**
     * A branch that is polled.
     *
     * @param repository the repository's URL
     * @param branch the branch
     */
    public record Poll(String repository, String branch) {}

    /**
     * What drift looks at with one kubeconfig.
     *
     * @param environment the environment
     * @param app the one application; null for all of the environment
     * @param kubeconfig the id of the kubeconfig's credentials; null where the agent has its own way to the cluster
     */
    public record Target(
            String environment,
            @Nullable String app,
            @Nullable String kubeconfig) {}
}
