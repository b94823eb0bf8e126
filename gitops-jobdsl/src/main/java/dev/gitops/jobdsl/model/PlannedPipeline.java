package dev.gitops.jobdsl.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline job whose script is one of the static ones in {@code seed/pipelines}.
 *
 * @param path the job's full name
 * @param description what stands on its page
 * @param script the script's name, as in {@code deploy}
 * @param parameters what the person who starts it is asked
 * @param poll when it looks whether a polled branch has moved, as a Jenkins schedule; null for never
 * @param cron when it starts by itself, as a Jenkins schedule; null for never
 * @param quiet how many seconds it waits for more of the same before it starts; null for Jenkins' own
 * @param overtaking whether a newer build may run beside an older one, which it then ends or waits for itself; null for never
 * @param keep how many builds are kept
 * @param data what the script is told
 */
public record PlannedPipeline(
        String path,
        String description,
        String script,
        List<JobParameter> parameters,
        @Nullable String poll,
        @Nullable String cron,
        @Nullable Integer quiet,
        @Nullable Boolean overtaking,
        int keep,
        JobData data) {

    /** Copies the parameters. */
    public PlannedPipeline {
        parameters = parameters == null ? List.of() : List.copyOf(parameters);
    }
}
