package dev.gitops.inventory;

import dev.gitops.api.model.ApprovalRule;
import dev.gitops.calendar.Recurrences;
import dev.gitops.policy.People;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the keys of one environment say of each other. */
final class EnvironmentRules {

    private final Problems problems;
    private final @Nullable Node teams;
    private final People people;

    EnvironmentRules(Problems problems, @Nullable Node teams, People people) {
        this.problems = problems;
        this.teams = teams;
        this.people = people;
    }

    /**
     * Checks an environment.
     *
     * @param own its keys, or an application's overrides
     * @param base the keys that are overridden; null where nothing is
     * @param path where its keys stand
     */
    void check(Node own, @Nullable Node base, KeyPath path) {
        fourEyes(own, base, path);
        List<Node> approvals = Tree.items(own, "approvals");
        for (int i = 0; i < approvals.size(); i++) {
            approval(approvals.get(i), path.key("approvals").item(i));
        }
        Map<String, Node> gates = new HashMap<>();
        for (Node gate : Tree.items(own, "gates")) {
            String name = Tree.text(gate, "name");
            Node first = name == null ? null : gates.putIfAbsent(name, gate);
            if (first != null) {
                problems.add(
                        gate,
                        path.key("gates"),
                        "has two gates of the name " + name,
                        "the other is in line " + first.line());
            }
        }
        List<Node> freezes = Tree.items(own, "freeze");
        for (int i = 0; i < freezes.size(); i++) {
            freeze(freezes.get(i), path.key("freeze").item(i));
        }
        windows(Tree.at(own, "windows"), path.key("windows"));
    }

    private void fourEyes(Node own, @Nullable Node base, KeyPath path) {
        boolean touched = Tree.at(own, "fourEyes") != null
                || Tree.at(own, "approvers") != null
                || Tree.at(own, "approvals") != null
                || Tree.at(own, "protected") != null;
        if (!touched || !flag(own, base, "fourEyes") || flag(own, base, "protected")) {
            return;
        }
        Node approvers = Tree.at(own, "approvers") != null ? own : base;
        Node rules = Tree.at(own, "approvals") != null ? own : base;
        if (Tree.items(approvers, "approvers").isEmpty()
                && Tree.items(rules, "approvals").isEmpty()) {
            Node.Field key = Tree.map(own).fields().get("fourEyes");
            Node place = key == null ? own : key.value();
            problems.add(
                    place,
                    path.key("fourEyes"),
                    "has nothing to act on: nobody approves here",
                    "add approvers, or protected: true");
        }
    }

    /** Nobody could meet a rule that asks for more people than there are. */
    private void approval(Node node, KeyPath path) {
        ApprovalRule rule = EnvironmentReader.approval(node);
        List<String> persons = new ArrayList<>();
        for (String name : rule.from()) {
            Node team = Tree.at(teams, name);
            for (String person : team == null ? List.of(name) : Tree.texts(team, "approvers")) {
                if (!people.among(person, persons)) {
                    persons.add(person);
                }
            }
        }
        if (!rule.from().isEmpty() && rule.count() > persons.size()) {
            Node count = Tree.at(node, "count");
            problems.add(
                    count == null ? node : count,
                    path.key("count"),
                    "asks for " + rule.count() + " different people, and from has " + persons.size(),
                    "ask for fewer, or name more; a team's people are its approvers");
        }
    }

    /** Checks windows: those of an environment, a team or an application. */
    void windows(@Nullable Node windows, KeyPath path) {
        for (String kind : List.of("allow", "deny")) {
            List<Node> items = Tree.items(windows, kind);
            for (int i = 0; i < items.size(); i++) {
                window(items.get(i), path.key(kind).item(i));
            }
        }
    }

    private void window(Node window, KeyPath path) {
        Node every = Tree.at(window, "every");
        if (every == null) {
            freeze(window, path);
            return;
        }
        Node from = Tree.at(window, "from");
        String fromText = Tree.text(from);
        if (from == null || fromText == null || Moment.parse(fromText).isEmpty()) {
            return;
        }
        if (Moment.parse(fromText).get().weekly()) {
            problems.add(
                    from,
                    path.key("from"),
                    "is no date and time, and a rule counts from one",
                    "write the first time, as in 2026-01-30T16:00");
        } else if (isRule(every) && zoned(window) && !Recurrences.RFC5545.everBegins(WindowReader.window(window))) {
            problems.add(every, path.key("every"), "never recurs from " + fromText + " on", "change one of them");
        }
    }

    private static boolean isRule(Node every) {
        String rule = Tree.text(every);
        return rule != null && Recurrences.problem(rule).isEmpty();
    }

    private static boolean zoned(Node window) {
        return Format.ZONE.check(Tree.text(window, "zone", "UTC")) == null;
    }

    private static boolean flag(Node own, @Nullable Node base, String key) {
        return Tree.flag(own, key, Tree.flag(base, key, false));
    }

    private void freeze(Node freeze, KeyPath path) {
        String fromText = Tree.text(freeze, "from");
        String toText = Tree.text(freeze, "to");
        Node to = Tree.at(freeze, "to");
        Moment begin = fromText == null ? null : Moment.parse(fromText).orElse(null);
        Moment end = toText == null ? null : Moment.parse(toText).orElse(null);
        if (begin == null || end == null || to == null) {
            return;
        }
        if (begin.weekly() != end.weekly()) {
            problems.add(to, path.key("to"), "is not of the form of from", "make both weekly, or both a date and time");
        } else if (begin.equals(end)) {
            problems.add(to, path.key("to"), "is when it begins, so it has no length", "end it later");
        } else if (isBefore(end.once(), begin.once())) {
            problems.add(to, path.key("to"), "is before it begins", "end it after " + fromText);
        }
    }

    private static boolean isBefore(@Nullable LocalDateTime one, @Nullable LocalDateTime other) {
        return one != null && other != null && one.isBefore(other);
    }
}
