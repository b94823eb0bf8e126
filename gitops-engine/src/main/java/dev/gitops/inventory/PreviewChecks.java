package dev.gitops.inventory;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an inventory may not say of previews: they guard nothing, and nothing is promoted from them. */
final class PreviewChecks {

    private static final List<String> GUARDS = List.of("protected", "promotesFrom", "autoPromote", "branch");

    private final Node root;
    private final Problems problems;

    PreviewChecks(Node root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    /** An environment: one that is a preview, or one that would be promoted from a preview. */
    void environment(Node environment, KeyPath path) {
        for (PromotionSources.Source source :
                PromotionSources.of(environment, path).sources()) {
            if (preview(source.name()) != null) {
                problems.add(
                        source.node(),
                        source.path(),
                        "is a preview, from which nothing is promoted",
                        "promote from an environment that stays");
            }
        }
        if (Tree.at(environment, "preview") != null) {
            guards(environment, path);
        }
    }

    private void guards(Node environment, KeyPath path) {
        for (String key : GUARDS) {
            Node value = Tree.at(environment, key);
            boolean flag = key.equals("protected") || key.equals("autoPromote");
            if (value != null && (!flag || Tree.flag(environment, key, false))) {
                problems.add(value, path.key(key), "does not go with a preview", "take it out");
            }
        }
    }

    /** An application's override of an environment. */
    void override(Node own, Node base, KeyPath path) {
        environment(own, path);
        if (Tree.at(own, "preview") != null) {
            problems.add(own, path.key("preview"), "is the environment's to say", "move it to environments");
        } else if (Tree.at(base, "preview") != null) {
            guards(own, path);
        }
    }

    /** An application: which previews it may have, and which environments that are previews are its own. */
    void app(Node app, KeyPath path, Set<String> own) {
        String name = Tree.text(app, "name", "");
        for (String environment : own) {
            Node preview = preview(environment);
            if (preview != null && !name.equals(Tree.text(preview, "of"))) {
                problems.add(
                        app,
                        path.key("environments"),
                        "has the environment " + environment + ", which is a preview of " + Tree.text(preview, "of"),
                        "take it out; previews are made with gitops preview up");
            }
        }
        Node from = Tree.at(Tree.at(app, "previews"), "from");
        String base = Tree.text(from);
        if (from == null || base == null) {
            return;
        }
        KeyPath key = path.key("previews").key("from");
        if (!own.contains(base)) {
            problems.add(from, key, "is no environment of this application", NearestName.hint(base, own));
        } else if (preview(base) != null) {
            problems.add(from, key, "is a preview itself", "name an environment that stays");
        } else if (flag(app, base, "protected")) {
            problems.add(
                    from,
                    key,
                    "is protected: no build of an unreviewed change may get its rules and cluster",
                    "name an environment that is not");
        } else if (Tree.at(Tree.map(root, "environments").get(base), "branch") != null
                || Tree.at(Tree.map(app, "environments").get(base), "branch") != null) {
            problems.add(
                    from,
                    key,
                    "has a branch of its own: a preview is one commit with the inventory",
                    "name an environment without branch");
        }
    }

    private boolean flag(Node app, String environment, String key) {
        return Tree.flag(
                Tree.map(app, "environments").get(environment),
                key,
                Tree.flag(Tree.map(root, "environments").get(environment), key, false));
    }

    private @Nullable Node preview(String environment) {
        return Tree.at(Tree.map(root, "environments").get(environment), "preview");
    }
}
