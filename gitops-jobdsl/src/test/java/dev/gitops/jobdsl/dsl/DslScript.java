package dev.gitops.jobdsl.dsl;

import groovy.lang.Script;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The base class of the script: its calls go to the root context. */
public abstract class DslScript extends Script {

    private @Nullable Context root;

    void recordTo(Context context) {
        this.root = context;
    }

    /** Groovy calls this for every method the script does not have itself. */
    public Object methodMissing(String method, Object arguments) {
        return Objects.requireNonNull(root, "the script is run by the recorder").methodMissing(method, arguments);
    }
}
