package dev.gitops.inventory;

import dev.gitops.api.model.MetricCondition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the keys of a verify step say of each other, and of the application's environments. */
final class VerifyRules {

    private static final String WINDOW = "{window}";

    private final Problems problems;
    private final Set<String> environments;

    VerifyRules(Problems problems, Set<String> environments) {
        this.problems = problems;
        this.environments = environments;
    }

    void check(List<Node> steps, KeyPath path) {
        for (int i = 0; i < steps.size(); i++) {
            Node step = steps.get(i);
            KeyPath own = path.item(i);
            if (Tree.at(step, "http") == null && Tree.at(step, "service") == null) {
                onlyOfRequests(step, own, "status");
                onlyOfRequests(step, own, "contains");
            }
            timing(step, own);
            program(Tree.items(step, "command"), own.key("command"));
            prometheus(Tree.at(step, "prometheus"), own.key("prometheus"));
        }
    }

    private void onlyOfRequests(Node step, KeyPath path, String key) {
        Node.Field field = Tree.map(step).fields().get(key);
        if (field != null) {
            problems.add(field, path.key(key), "is only asked of http and service", "take it out");
        }
    }

    private void timing(Node step, KeyPath path) {
        Node interval = Tree.at(step, "interval");
        Optional<Duration> pause = duration(interval);
        Optional<Duration> sustained = duration(Tree.at(step, "for"));
        if (interval == null || pause.isEmpty()) {
            return;
        }
        if (sustained.filter(time -> pause.get().compareTo(time) > 0).isPresent()) {
            problems.add(interval, path.key("interval"), "is longer than for", "make it shorter, or take for out");
        }
    }

    /** A path that counts from a folder would be another program wherever the command runs. */
    private void program(List<Node> command, KeyPath path) {
        String program = command.isEmpty() ? null : Tree.text(command.get(0));
        if (program == null) {
            return;
        }
        boolean name = program.indexOf('/') < 0;
        if (program.indexOf('{') >= 0 || program.startsWith("-") || !name && !program.startsWith("/")) {
            problems.add(
                    command.get(0),
                    path.item(0),
                    "is neither the name of a program nor an absolute path",
                    "write it as k6 or /opt/checks/smoke");
        }
    }

    private void prometheus(@Nullable Node prometheus, KeyPath path) {
        String query = Tree.text(prometheus, "query");
        if (prometheus == null || query == null) {
            return;
        }
        Node window = Tree.at(prometheus, "window");
        if (window != null && !query.contains(WINDOW)) {
            problems.add(
                    window, path.key("window"), "stands nowhere in the query", "write [" + WINDOW + "] in the query");
        }
        Node condition = Tree.at(prometheus, "condition");
        for (String name : names(Tree.text(condition))) {
            if (condition == null || name.equals(MetricCondition.BEFORE)) {
                continue;
            }
            if (!environments.contains(name)) {
                problems.add(
                        condition,
                        path.key("condition"),
                        "is compared with " + name + ", which is no environment of this application",
                        "compare it with before, or with one of its environments");
            } else if (!query.contains("{environment}") && !query.contains("{namespace}")) {
                problems.add(
                        condition,
                        path.key("condition"),
                        "is compared with " + name + ", but the query is the same there",
                        "write {environment} or {namespace} in the query");
            }
        }
    }

    private static Set<String> names(@Nullable String condition) {
        try {
            return condition == null
                    ? Set.of()
                    : MetricCondition.parse(condition).names();
        } catch (IllegalArgumentException complainedOf) {
            return Set.of();
        }
    }

    private static Optional<Duration> duration(@Nullable Node node) {
        return Optional.ofNullable(Tree.text(node)).flatMap(Durations::parse);
    }
}
