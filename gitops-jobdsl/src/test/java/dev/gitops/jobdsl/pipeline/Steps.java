package dev.gitops.jobdsl.pipeline;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import hudson.AbortException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The steps that the pipelines use, as the plugins of {@code plugins.txt} bring them. */
final class Steps {

    /** A step that ran, where, and with which credentials readable. */
    record Done(String stage, String step, Object argument, TreeSet<String> credentials) {}

    private final PlayedPipeline pipeline;
    private final Build build;
    private final Workspace workspace;
    private final List<Done> done = new ArrayList<>();
    private final Deque<Map<String, String>> overrides = new ArrayDeque<>();
    private final Deque<TreeSet<String>> readable = new ArrayDeque<>();
    private final Map<String, String> assigned = new LinkedHashMap<>();
    private int agents;

    Steps(PlayedPipeline pipeline, Build build, Workspace workspace) {
        this.pipeline = pipeline;
        this.build = build;
        this.workspace = workspace;
    }

    List<Done> done() {
        return done;
    }

    List<Done> done(String step) {
        return done.stream().filter(each -> each.step().equals(step)).toList();
    }

    void onAgent(String label, Runnable body) {
        note("node", label);
        agents++;
        try {
            body.run();
        } finally {
            agents--;
        }
    }

    void assign(String variable, Object value) {
        assigned.put(variable, value.toString());
    }

    /** What a shell step would see. */
    Map<String, String> environment() {
        Map<String, String> variables = new TreeMap<>(workspace.environment());
        build.parameters().forEach((name, value) -> variables.put(name, String.valueOf(value)));
        variables.putAll(assigned);
        overrides
                .descendingIterator()
                .forEachRemaining(layer -> layer.forEach((name, value) -> {
                    if (name.startsWith("PATH+")) {
                        variables.merge("PATH", value, (path, first) -> first + ":" + path);
                    } else {
                        // Seen on a real Jenkins: values are taken as they are, with every dollar.
                        variables.put(name, value);
                    }
                }));
        return variables;
    }

    Object environmentObject() {
        return new EnvironmentObject();
    }

    @Nullable
    Object run(String step, Object[] arguments) {
        Object first = arguments.length == 0 ? "" : arguments[0];
        Closure<?> body =
                arguments.length > 0 && arguments[arguments.length - 1] instanceof Closure<?> last ? last : null;
        Map<?, ?> named = first instanceof Map<?, ?> map ? map : Map.of();
        switch (step) {
            case "script", "timeout", "dir", "container" -> {
                return body(body);
            }
            case "node" -> {
                onAgent(first.toString(), () -> body(body));
                return null;
            }
            case "catchError" -> {
                try {
                    return body(body);
                } catch (AbortException | Aborted e) {
                    note(step, named.get("message"));
                    return null;
                }
            }
            case "withEnv" -> {
                Map<String, String> layer = new LinkedHashMap<>();
                for (Object variable : (List<?>) first) {
                    String[] parts = variable.toString().split("=", 2);
                    layer.put(parts[0], parts[1]);
                }
                return inside(layer, new TreeSet<>(), body);
            }
            case "withCredentials" -> {
                Map<String, String> layer = new LinkedHashMap<>();
                TreeSet<String> ids = new TreeSet<>();
                for (Object binding : (List<?>) first) {
                    Map<?, ?> bound = (Map<?, ?>) binding;
                    String id = bound.get("credentialsId").toString();
                    if (workspace.lacks(id)) {
                        throw new AbortException("Could not find credentials entry with ID '" + id + "'");
                    }
                    ids.add(id);
                    bound.forEach((key, name) -> {
                        if (key.toString().toLowerCase().endsWith("variable")) {
                            layer.put(name.toString(), workspace.secret(id, name.toString()));
                        }
                    });
                }
                return inside(layer, ids, body);
            }
            case "usernamePassword", "string", "file", "text", "choice", "booleanParam", "logRotator" -> {
                Map<Object, Object> described = new LinkedHashMap<>(named);
                described.put("symbol", step);
                return described;
            }
            case "sh" -> {
                needsAgent(step);
                String text =
                        named.isEmpty() ? first.toString() : named.get("script").toString();
                note(step, text);
                if (text.contains(" --wait")) {
                    throw new IllegalStateException("a merge is waited for while an agent is held");
                }
                return shell(text, named);
            }
            case "checkout" -> {
                needsAgent(step);
                note(step, first);
                return workspace.checkout(first);
            }
            case "fileExists" -> {
                needsAgent(step);
                return workspace.exists(first.toString());
            }
            case "readFile" -> {
                needsAgent(step);
                return workspace.read(
                        named.isEmpty() ? first.toString() : named.get("file").toString());
            }
            case "writeFile" -> {
                needsAgent(step);
                workspace.write(named.get("file").toString(), named.get("text").toString());
                return null;
            }
            case "archiveArtifacts" -> {
                needsAgent(step);
                note(step, named.get("artifacts"));
                return null;
            }
            case "stash", "unstash" -> {
                needsAgent(step);
                note(step, named.isEmpty() ? first : named.get("includes"));
                return null;
            }
            case "input" -> {
                needsNoAgent("a person");
                if (String.valueOf(named.get("submitter")).isEmpty() || !named.containsKey("submitter")) {
                    throw new IllegalStateException("anybody may answer: " + named.get("message"));
                }
                note(step, named);
                return workspace.answerTo(named, build);
            }
            case "build" -> {
                if (Boolean.TRUE.equals(named.get("wait"))) {
                    needsNoAgent("another build");
                }
                note(step, named);
                return workspace.started(named);
            }
            case "milestone" -> {
                note(step, named.get("ordinal"));
                build.passes((int) named.get("ordinal"));
                return null;
            }
            case "waitUntil" -> {
                needsNoAgent("something");
                note(step, named);
                for (int tries = 0; !pipeline.truth(body(body)); tries++) {
                    if (tries > 10) {
                        throw new Aborted("it never came true");
                    }
                    build.timePasses();
                }
                return null;
            }
            case "error" -> throw new AbortException(first.toString());
            case "unstable" -> {
                build.setResult("UNSTABLE");
                note(step, first);
                return null;
            }
            case "jobDsl" -> {
                needsAgent(step);
                note(step, named);
                return null;
            }
            case "tool" -> {
                return "/tools/" + named.get("name");
            }
            case "echo" -> {
                return null;
            }
            default -> throw new IllegalStateException("no plugin of plugins.txt has a step " + step);
        }
    }

    private @Nullable Object shell(String text, Map<?, ?> named) {
        Workspace.Ran ran = workspace.shell(text, environment());
        if (Boolean.TRUE.equals(named.get("returnStatus"))) {
            return ran.code();
        }
        if (ran.code() != 0) {
            throw new AbortException("script returned exit code " + ran.code() + ": " + ran.errors());
        }
        return Boolean.TRUE.equals(named.get("returnStdout")) ? ran.output() : null;
    }

    private void needsNoAgent(String what) {
        if (agents > 0) {
            throw new IllegalStateException(what + " is waited for while an agent is held");
        }
    }

    private void needsAgent(String step) {
        if (agents == 0) {
            throw new IllegalStateException(step + " needs an agent");
        }
    }

    private void note(String step, @Nullable Object argument) {
        TreeSet<String> ids = new TreeSet<>();
        readable.forEach(ids::addAll);
        done.add(new Done(pipeline.stage(), step, argument == null ? "" : argument, ids));
    }

    private @Nullable Object inside(Map<String, String> layer, TreeSet<String> ids, @Nullable Closure<?> body) {
        overrides.push(layer);
        readable.push(ids);
        try {
            return body(body);
        } finally {
            overrides.pop();
            readable.pop();
        }
    }

    private static @Nullable Object body(@Nullable Closure<?> body) {
        if (body == null) {
            throw new IllegalStateException("the step needs a body");
        }
        return body.call();
    }

    /** What {@code env} is to a pipeline. */
    private final class EnvironmentObject extends GroovyObjectSupport {

        @Override
        public @Nullable Object getProperty(String name) {
            return environment().get(name);
        }

        @Override
        public void setProperty(String name, Object value) {
            assign(name, value);
        }
    }
}
