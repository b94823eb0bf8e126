package dev.gitops.jobdsl.pipeline;

import com.cloudbees.groovy.cps.NonCPS;
import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import hudson.AbortException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;
import org.jspecify.annotations.Nullable;

/** One build of a pipeline. */
final class PlayedPipeline {

    private final Build build;
    private final Steps steps;
    private final List<String> stages = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private @Nullable PipelineScript script;
    private @Nullable Structure root;

    PlayedPipeline(Build build, Workspace workspace) {
        this.build = build;
        this.steps = new Steps(this, build, workspace);
    }

    /** Compiles the script and plays it to its end. */
    PlayedPipeline play(String text) {
        CompilerConfiguration configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(PipelineScript.class.getName());
        configuration.addCompilationCustomizers(new ImportCustomizer().addImports(NonCPS.class.getName()));
        Map<String, Object> variables = new LinkedHashMap<>();
        variables.put("params", build.parameters());
        variables.put("env", steps.environmentObject());
        variables.put("currentBuild", build);
        variables.put("scm", "scm");
        variables.put("POD_LABEL", "pod");
        GroovyShell shell =
                new GroovyShell(PlayedPipeline.class.getClassLoader(), new Binding(variables), configuration);
        script = (PipelineScript) shell.parse(text, "pipeline.groovy");
        script.playedBy(this);
        try {
            script.run();
        } catch (AbortException | Aborted e) {
            build.failed(e);
        }
        return this;
    }

    Build build() {
        return build;
    }

    Steps steps() {
        return steps;
    }

    /** The stages that ran, in order. */
    List<String> ran() {
        return ran;
    }

    String stage() {
        return String.join(" / ", stages);
    }

    Map<String, String> environment() {
        return steps.environment();
    }

    boolean truth(@Nullable Object value) {
        return DefaultTypeTransformation.castToBoolean(value);
    }

    boolean isOfScript(String method) {
        return script != null
                && Stream.of(script.getClass().getDeclaredMethods())
                        .anyMatch(declared -> declared.getName().equals(method));
    }

    @Nullable
    Object step(String name, Object[] arguments) {
        if (name.equals("pipeline")) {
            root = new Structure(this, "pipeline").filledBy((Closure<?>) arguments[0]);
            run(root);
            return null;
        }
        return steps.run(name, arguments);
    }

    Structure structure() {
        if (root == null) {
            throw new IllegalStateException("the pipeline was not reached: " + build.reason());
        }
        return root;
    }

    private void run(Structure pipeline) {
        pipeline.part("environment").given().forEach(steps::assign);
        try {
            inAgentOf(pipeline, () -> stagesOf(pipeline));
        } catch (AbortException | Aborted e) {
            build.failed(e);
        }
        inAgentOf(pipeline, () -> post(pipeline));
    }

    private void stagesOf(Structure parent) {
        for (Structure stage : parent.part("stages").parts()) {
            // A result that was only set skips no stage; an error ends them all.
            if (stage.has("when") && !stage.part("when").holds()) {
                continue;
            }
            stages.add(stage.name());
            ran.add(stage.name());
            try {
                inAgentOf(stage, () -> stage(stage));
            } finally {
                stages.remove(stages.size() - 1);
            }
        }
    }

    private void stage(Structure stage) {
        RuntimeException failure = null;
        try {
            if (stage.has("steps")) {
                new StepBlock(this).run((Closure<?>) stage.directive("steps"));
            } else {
                stagesOf(stage);
            }
        } catch (AbortException | Aborted e) {
            build.failed(e);
            failure = e;
        }
        post(stage);
        if (failure != null) {
            throw failure;
        }
    }

    private void post(Structure of) {
        Structure post = of.part("post");
        if (post.has("always")) {
            new StepBlock(this).run((Closure<?>) post.directive("always"));
        }
        if (post.has("unsuccessful") && !build.currentResult().equals("SUCCESS")) {
            new StepBlock(this).run((Closure<?>) post.directive("unsuccessful"));
        }
    }

    private void inAgentOf(Structure block, Runnable body) {
        Object agent = block.has("agent") ? block.directive("agent") : "none";
        if (agent instanceof Structure described) {
            steps.onAgent(described.directive("label").toString(), body);
        } else {
            body.run();
        }
    }
}
