package dev.gitops.jobdsl.dsl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The methods of the static Job DSL by context, as read off the real engine. */
final class DslFacts {

    /** A method of a context. */
    record Method(
            String context, String name, List<String> types, String opens, List<String> plugins, boolean deprecated) {}

    private static final Pattern LINE =
            Pattern.compile("(\\S+) (\\w+)\\(([^)]*)\\)(?: > (\\S+))?(?: \\[([^\\]]*)])?( deprecated)?");

    private final Map<String, Map<String, List<Method>>> contexts = new HashMap<>();

    private DslFacts() {}

    static DslFacts load() {
        DslFacts facts = new DslFacts();
        try (var reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(
                        DslFacts.class.getResourceAsStream("/dev/gitops/jobdsl/job-dsl-facts.txt"), "the facts"),
                StandardCharsets.UTF_8))) {
            reader.lines().filter(line -> !line.startsWith("#")).forEach(facts::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return facts;
    }

    List<Method> find(String context, String name) {
        Map<String, List<Method>> methods = contexts.get(context);
        if (methods == null) {
            throw new IllegalStateException("the facts have no context " + context);
        }
        return methods.getOrDefault(name, List.of());
    }

    private void add(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException("not a fact: " + line);
        }
        Method method = new Method(
                parts.group(1),
                parts.group(2),
                words(parts.group(3)),
                Objects.requireNonNullElse(parts.group(4), ""),
                words(parts.group(5)),
                parts.group(6) != null);
        contexts.computeIfAbsent(method.context(), unused -> new HashMap<>())
                .computeIfAbsent(method.name(), unused -> new ArrayList<>())
                .add(method);
    }

    private static List<String> words(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return List.of();
        }
        // "Map<Object,Object>" has its comma without a space.
        return List.of(text.split(", "));
    }
}
