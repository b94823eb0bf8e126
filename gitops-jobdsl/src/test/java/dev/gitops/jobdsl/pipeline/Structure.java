package dev.gitops.jobdsl.pipeline;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingMethodException;
import groovy.lang.MissingPropertyException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A block of a declarative pipeline: takes the directives that Declarative allows in it and refuses all others. */
public class Structure extends GroovyObjectSupport {

    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "pipeline", Set.of("agent", "options", "environment", "stages", "post"),
            "stages", Set.of("stage"),
            "stage", Set.of("agent", "options", "environment", "when", "steps", "stages", "post"),
            "when", Set.of("beforeAgent", "expression", "not", "allOf", "anyOf", "branch", "environment"),
            "post", Set.of("always", "unsuccessful"),
            "options",
                    Set.of("logRotator", "skipDefaultCheckout", "timeout", "disableConcurrentBuilds", "buildDiscarder"),
            "environment", Set.of(),
            "agent", Set.of("label"));

    private final PlayedPipeline pipeline;
    private final String kind;
    private final Map<String, Object> given = new LinkedHashMap<>();
    private final List<Structure> parts = new ArrayList<>();
    private String name = "";

    Structure(PlayedPipeline pipeline, String kind) {
        this.pipeline = pipeline;
        this.kind = kind;
    }

    Structure filledBy(Closure<?> closure) {
        Closure<?> own = (Closure<?>) closure.clone();
        own.setDelegate(this);
        own.setResolveStrategy(Closure.DELEGATE_FIRST);
        own.call();
        return this;
    }

    String name() {
        return name;
    }

    List<Structure> parts() {
        return parts;
    }

    Structure part(String wanted) {
        return parts.stream()
                .filter(part -> part.kind.equals(wanted))
                .findFirst()
                .orElse(new Structure(pipeline, wanted));
    }

    Object directive(String wanted) {
        return given.getOrDefault(wanted, "");
    }

    boolean has(String wanted) {
        return given.containsKey(wanted) || parts.stream().anyMatch(part -> part.kind.equals(wanted));
    }

    String kind() {
        return kind;
    }

    /** Groovy calls this for every directive. */
    public Object methodMissing(String method, Object arguments) {
        Object[] values = (Object[]) arguments;
        Set<String> allowed = ALLOWED.getOrDefault(kind, Set.of());
        if (!allowed.contains(method)) {
            if (pipeline.isOfScript(method)
                    || kind.equals("options")
                    || kind.equals("agent")
                    || kind.equals("environment")) {
                throw new MissingMethodException(method, Structure.class, values);
            }
            throw new IllegalStateException(method + " is not allowed directly in " + kind);
        }
        Object last = values.length == 0 ? null : values[values.length - 1];
        if (kind.equals("options") || kind.equals("agent")) {
            given.put(method, values.length == 0 ? true : last);
        } else if (last instanceof Closure<?> closure && ALLOWED.containsKey(method)) {
            Structure part = new Structure(pipeline, method);
            part.name = method.equals("stage") ? values[0].toString() : "";
            parts.add(part.filledBy(closure));
            given.put(method, part);
        } else if (kind.equals("when")) {
            given.put(method, last);
            parts.add(condition(method, values));
        } else if (last instanceof Closure<?> closure) {
            given.put(method, closure);
        } else {
            given.put(method, last);
        }
        return this;
    }

    /** {@code environment { NAME = value }}. */
    @Override
    public void setProperty(String property, Object value) {
        if (!kind.equals("environment")) {
            throw new MissingPropertyException(property, Structure.class);
        }
        given.put(property, value);
    }

    Map<String, Object> given() {
        return given;
    }

    /** {@code agent none}. */
    public Object propertyMissing(String property) {
        if (property.equals("none") && (kind.equals("pipeline") || kind.equals("stage"))) {
            return "none";
        }
        throw new MissingPropertyException(property, Structure.class);
    }

    boolean holds() {
        return parts.stream().allMatch(Structure::holdsItself);
    }

    private boolean holdsItself() {
        return switch (kind) {
            case "expression" -> pipeline.truth(new StepBlock(pipeline).run((Closure<?>) given.get("closure")));
            case "branch" -> given.get("value").equals(pipeline.environment().get("BRANCH_NAME"));
            case "environment" ->
                given.get("value").equals(pipeline.environment().get(given.get("name")));
            case "not" -> !part0().holds();
            case "allOf" -> part0().holds();
            case "anyOf" -> part0().parts.stream().anyMatch(Structure::holdsItself);
            default -> true;
        };
    }

    private Structure part0() {
        return parts.get(0);
    }

    private Structure condition(String method, Object[] values) {
        Structure condition = new Structure(pipeline, method);
        Object value = values[values.length - 1];
        switch (method) {
            case "expression" -> condition.given.put("closure", value);
            case "not", "allOf", "anyOf" ->
                condition.parts.add(new Structure(pipeline, "when").filledBy((Closure<?>) value));
            case "environment" -> condition.given.putAll(texts((Map<?, ?>) value));
            default -> condition.given.put("value", value);
        }
        return condition;
    }

    private static Map<String, Object> texts(Map<?, ?> map) {
        Map<String, Object> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(key.toString(), value));
        return texts;
    }
}
