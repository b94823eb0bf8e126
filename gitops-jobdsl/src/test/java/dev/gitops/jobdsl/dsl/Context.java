package dev.gitops.jobdsl.dsl;

import groovy.lang.Closure;
import groovy.lang.GroovyObjectSupport;
import groovy.lang.MissingMethodException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What a closure of the script delegates to: knows its own methods and refuses all others, where the real engine would silently ask the context outside. */
public class Context extends GroovyObjectSupport {

    private final Recorder recorder;
    private final String name;
    private final Call call;

    Context(Recorder recorder, String name, Call call) {
        this.recorder = recorder;
        this.name = name;
        this.call = call;
    }

    /** Groovy calls this for every method of the DSL. */
    public Object methodMissing(String method, Object given) {
        List<Object> arguments = new ArrayList<>(Arrays.asList((Object[]) given));
        if (recorder.isOfScript(method)) {
            throw new MissingMethodException(method, Context.class, arguments.toArray());
        }
        if (method.equals("configure")) {
            recorder.configureLater((Closure<?>) arguments.get(0));
            return call;
        }
        DslFacts.Method fact = matching(method, arguments);
        recorder.used(fact);
        Call made = Call.of(method, arguments);
        call.calls().add(made);
        if (!arguments.isEmpty() && arguments.get(arguments.size() - 1) instanceof Closure<?> closure) {
            arguments.remove(arguments.size() - 1);
            if (name.equals("DslFactory")) {
                recorder.item(fact, made, closure);
            } else {
                recorder.enter(fact.opens(), made, closure);
            }
        } else if (name.equals("DslFactory")) {
            return recorder.rootCall(method, arguments);
        }
        return made;
    }

    private DslFacts.Method matching(String method, List<Object> arguments) {
        List<DslFacts.Method> candidates = recorder.facts().find(name, method);
        if (candidates.isEmpty()) {
            throw new MisplacedCall(method + " is no method of " + name);
        }
        return candidates.stream()
                .filter(candidate -> takes(candidate.types(), arguments))
                .findFirst()
                .orElseThrow(() -> new MisplacedCall(name + '.' + method + " does not take " + typesOf(arguments)
                        + ", but "
                        + candidates.stream().map(DslFacts.Method::types).toList()));
    }

    private static List<String> typesOf(List<Object> arguments) {
        return arguments.stream()
                .map(argument -> argument == null ? "null" : argument.getClass().getSimpleName())
                .toList();
    }

    private static boolean takes(List<String> types, List<Object> arguments) {
        if (types.size() != arguments.size()) {
            return false;
        }
        for (int i = 0; i < types.size(); i++) {
            if (!takes(types.get(i), arguments.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean takes(String type, Object argument) {
        return switch (type) {
            case "String" -> argument instanceof String || argument instanceof groovy.lang.GString;
            case "int" -> argument instanceof Integer;
            case "boolean" -> argument instanceof Boolean;
            case "Closure" -> argument instanceof Closure<?>;
            case "List<String>" ->
                argument instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
            case "Iterable<String>" -> argument instanceof Iterable<?> all && allTexts(all);
            case "Map<Object,Object>" -> argument instanceof Map<?, ?>;
            default -> false;
        };
    }

    private static boolean allTexts(Iterable<?> all) {
        for (Object each : all) {
            if (!(each instanceof String)) {
                return false;
            }
        }
        return true;
    }
}
