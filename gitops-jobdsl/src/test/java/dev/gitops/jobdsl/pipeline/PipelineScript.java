package dev.gitops.jobdsl.pipeline;

import groovy.lang.Script;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The base class of a played pipeline: what the script does not have itself is a step. */
public abstract class PipelineScript extends Script {

    private @Nullable PlayedPipeline pipeline;

    void playedBy(PlayedPipeline player) {
        this.pipeline = player;
    }

    /** Groovy calls this for every step. */
    public @Nullable Object methodMissing(String step, Object arguments) {
        return Objects.requireNonNull(pipeline).step(step, (Object[]) arguments);
    }
}
