package dev.gitops.inventory;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the keys of one environment say of each other. */
final class EnvironmentRules {

    private final Problems problems;

    EnvironmentRules(Problems problems) {
        this.problems = problems;
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
        List<Node> freezes = Tree.items(own, "freeze");
        for (int i = 0; i < freezes.size(); i++) {
            freeze(freezes.get(i), path.key("freeze").item(i));
        }
    }

    private void fourEyes(Node own, @Nullable Node base, KeyPath path) {
        boolean touched = Tree.at(own, "fourEyes") != null
                || Tree.at(own, "approvers") != null
                || Tree.at(own, "protected") != null;
        if (!touched || !flag(own, base, "fourEyes") || flag(own, base, "protected")) {
            return;
        }
        Node approvers = Tree.at(own, "approvers") != null ? own : base;
        if (Tree.items(approvers, "approvers").isEmpty()) {
            Node.Field key = Tree.map(own).fields().get("fourEyes");
            Node place = key == null ? own : key.value();
            problems.add(
                    place,
                    path.key("fourEyes"),
                    "has nothing to act on: nobody approves here",
                    "add approvers, or protected: true");
        }
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
            problems.add(to, path.key("to"), "is when the freeze begins, so it has no length", "end it later");
        } else if (isBefore(end.once(), begin.once())) {
            problems.add(to, path.key("to"), "is before the freeze begins", "end it after " + fromText);
        }
    }

    private static boolean isBefore(@Nullable LocalDateTime one, @Nullable LocalDateTime other) {
        return one != null && other != null && one.isBefore(other);
    }
}
