package dev.gitops.jobdsl.pipeline;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingMethodException;
import org.jspecify.annotations.Nullable;

/** Where steps may stand: what the script does not have itself is a step. */
public final class StepBlock extends GroovyObjectSupport {

    private final PlayedPipeline pipeline;

    StepBlock(PlayedPipeline pipeline) {
        this.pipeline = pipeline;
    }

    @Nullable
    Object run(Closure<?> closure) {
        Closure<?> own = (Closure<?>) closure.clone();
        own.setDelegate(this);
        own.setResolveStrategy(Closure.DELEGATE_FIRST);
        return own.call();
    }

    /** Groovy calls this for every step. */
    public @Nullable Object methodMissing(String step, Object arguments) {
        if (pipeline.isOfScript(step)) {
            throw new MissingMethodException(step, StepBlock.class, (Object[]) arguments);
        }
        return pipeline.step(step, (Object[]) arguments);
    }
}
