package dev.gitops.inventory;

import dev.gitops.api.DeploymentRecord;
import dev.gitops.policy.People;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the parts of an inventory say of each other: names that must be there, names that may be there once, and promotion paths. */
final class References {

    private final Node root;
    private final Problems problems;
    private final Map<String, Node.Field> environments;
    private final Map<String, List<String>> sources = new LinkedHashMap<>();
    private final EnvironmentRules rules;
    private final PreviewChecks previews;

    References(Node root, Problems problems) {
        this.root = root;
        this.problems = problems;
        this.environments = Tree.map(root, "environments").fields();
        this.previews = new PreviewChecks(root, problems);
        this.rules = new EnvironmentRules(problems, Tree.at(root, "teams"), known(root));
    }

    private static People known(Node root) {
        Map<String, List<String>> known = new HashMap<>();
        for (Node.Field person : Tree.fields(root, "people")) {
            known.put(person.key(), Tree.texts(Tree.map(root, "people"), person.key()));
        }
        return People.of(known);
    }

    void check() {
        environments();
        teams();
        KeyPath apps = KeyPath.ROOT.key("apps");
        List<Node> all = Tree.items(root, "apps");
        Map<String, Node> names = new HashMap<>();
        int homeless = 0;
        for (int i = 0; i < all.size(); i++) {
            Node app = all.get(i);
            unique(names, Tree.at(app, "name"), apps.item(i).key("name"), "is the name of another application");
            app(app, apps.item(i));
            homeless += Tree.at(app, "config") == null ? 1 : 0;
        }
        order(all, apps, names.keySet());
        if (Tree.at(root, "config") == null && (homeless > 0 || all.isEmpty())) {
            String who = all.isEmpty()
                    ? "is missing"
                    : "is missing, and " + homeless + " of " + all.size() + " applications have none of their own";
            problems.add(
                    root.line(), root.column(), "config", null, who, "add config: { repository: URL, branch: main }");
        }
        home();
        people();
        health();
        notifications();
    }

    /** An application waits for those before it: they must be there, and not wait for it in turn. */
    private void order(List<Node> all, KeyPath apps, Set<String> names) {
        Map<String, List<String>> before = new LinkedHashMap<>();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < all.size(); i++) {
            List<String> own = Tree.texts(all.get(i), "after");
            if (!own.isEmpty()) {
                known(all.get(i), "after", apps.item(i), names, "is no application of this inventory");
                String name = Tree.text(all.get(i), "name", "");
                before.put(name, own);
                places.put(name, i);
            }
        }
        for (List<String> cycle : PromotionPaths.cycles(before)) {
            int last = Objects.requireNonNull(places.get(cycle.get(0)), "a cycle is of names that are there");
            Node list = Tree.at(all.get(last), "after");
            Node place = list == null ? all.get(last) : list;
            problems.add(
                    place.line(),
                    place.column(),
                    apps.item(last).key("after").toString(),
                    null,
                    "the order of deployments is a cycle: " + PromotionPaths.inWords(cycle),
                    "take one of them out, so that one can be deployed first");
        }
    }

    private void home() {
        Node home = Tree.at(root, "home");
        if (home != null && Tree.at(home, "repository") == null && Tree.at(root, "config") == null) {
            problems.add(
                    home.line(),
                    home.column(),
                    "home.repository",
                    null,
                    "is missing, and there is no config repository it could be in",
                    "add the repository that keeps this inventory");
        }
    }

    /** A name that two people share would make both of them one. */
    private void people() {
        Map<String, Node> seen = new HashMap<>();
        Map<String, String> owners = new HashMap<>();
        for (Node.Field person : Tree.fields(root, "people")) {
            owners.put(person.key().toLowerCase(Locale.ROOT), person.key());
        }
        for (Node.Field person : Tree.fields(root, "people")) {
            KeyPath own = KeyPath.ROOT.key("people").key(person.key());
            List<Node> names = Tree.items(Tree.map(root, "people"), person.key());
            for (int i = 0; i < names.size(); i++) {
                String name = Tree.text(names.get(i));
                String owner = name == null ? null : owners.get(name.toLowerCase(Locale.ROOT));
                if (owner != null && !owner.equals(person.key())) {
                    problems.add(
                            names.get(i), own.item(i), "is the name of another person", "give each name to one person");
                } else {
                    unique(seen, names.get(i), own.item(i), "is the name of another person, or stands twice");
                }
            }
        }
    }

    /** Of two rules for a kind one would be passed over without a word. */
    private void health() {
        Map<String, Node> kinds = new HashMap<>();
        List<Node> rules = Tree.items(root, "health");
        for (int i = 0; i < rules.size(); i++) {
            KeyPath own = KeyPath.ROOT.key("health").item(i).key("kind");
            unique(kinds, Tree.at(rules.get(i), "kind"), own, "has another rule already");
        }
    }

    private void environments() {
        KeyPath path = KeyPath.ROOT.key("environments");
        for (Node.Field environment : environments.values()) {
            KeyPath own = path.key(environment.key());
            sources.put(environment.key(), PromotionSources.names(environment.value()));
            sources(environment.value(), own, environments.keySet(), "is no environment of this inventory");
            rules.check(environment.value(), null, own);
            previews.environment(environment.value(), own);
        }
        cycles(sources, environments, path);
    }

    private void teams() {
        KeyPath path = KeyPath.ROOT.key("teams");
        for (Node.Field team : Tree.fields(root, "teams")) {
            windows(team.value(), path.key(team.key()), environments.keySet(), "is no environment of this inventory");
        }
    }

    private void windows(Node owner, KeyPath path, Collection<String> valid, String message) {
        KeyPath own = path.key("windows");
        known(Tree.at(owner, "windows"), "in", own, valid, message);
        rules.windows(Tree.at(owner, "windows"), own);
    }

    /** Every problem of the kind is told at the environment that closes the cycle. */
    private void cycles(Map<String, List<String>> from, Map<String, Node.Field> fields, KeyPath path) {
        for (List<String> cycle : PromotionPaths.cycles(from)) {
            Node.Field last = fields.get(cycle.get(0));
            if (last != null) {
                Node list = Tree.at(last.value(), "promotesFrom");
                Node place = list == null ? last.value() : list;
                KeyPath key = path.key(last.key()).key("promotesFrom");
                problems.add(
                        place.line(),
                        place.column(),
                        key.toString(),
                        null,
                        "the promotion path is a cycle: " + PromotionPaths.inWords(cycle),
                        "take one of them out, so that releases enter somewhere");
            }
        }
    }

    private void app(Node app, KeyPath path) {
        Node team = Tree.at(app, "team");
        String teamName = Tree.text(team);
        Set<String> teams = Tree.map(root, "teams").fields().keySet();
        if (team != null && teamName != null && !teams.contains(teamName)) {
            String hint = teams.isEmpty() ? "add it under teams" : NearestName.hint(teamName, teams);
            problems.add(team, path.key("team"), "is no team of this inventory", hint);
        }
        Set<String> own = appEnvironments(app, path.key("environments"));
        windows(app, path, own, "is no environment of this application");
        previews.app(app, path, own);
        for (Node.Field branch : Tree.fields(Tree.at(app, "ci"), "branches")) {
            KeyPath key = path.key("ci").key("branches").key(branch.key());
            one(branch.value(), key, own, "is no environment of this application");
        }
        images(app, path.key("images"));
        new VerifyRules(problems, own).check(Tree.items(app, "verify"), path.key("verify"));
    }

    private Set<String> appEnvironments(Node app, KeyPath path) {
        Node listed = Tree.at(app, "environments");
        if (listed instanceof Node.Items) {
            known(
                    app,
                    "environments",
                    path.parent() == null ? path : path.parent(),
                    environments.keySet(),
                    "is no environment of this inventory");
            return new HashSet<>(Tree.texts(app, "environments"));
        }
        Map<String, Node.Field> overrides = Tree.map(listed).fields();
        boolean rerouted = false;
        for (Node.Field override : overrides.values()) {
            KeyPath own = path.key(override.key());
            if (!environments.containsKey(override.key())) {
                problems.add(
                        override,
                        own,
                        "is no environment of this inventory",
                        NearestName.hint(override.key(), environments.keySet()));
            }
            sources(override.value(), own, overrides.keySet(), "is no environment of this application");
            rerouted |= Tree.at(override.value(), "promotesFrom") != null;
            Node.Field base = environments.get(override.key());
            if (base != null) {
                rules.check(override.value(), base.value(), own);
                previews.override(override.value(), base.value(), own);
            }
        }
        if (rerouted) {
            cycles(routes(overrides), overrides, path);
        }
        return overrides.keySet();
    }

    private Map<String, List<String>> routes(Map<String, Node.Field> overrides) {
        Map<String, List<String>> routes = new LinkedHashMap<>();
        for (Node.Field override : overrides.values()) {
            boolean own = Tree.at(override.value(), "promotesFrom") != null;
            routes.put(
                    override.key(),
                    own
                            ? PromotionSources.names(override.value())
                            : PromotionPaths.within(override.key(), overrides.keySet(), sources));
        }
        return routes;
    }

    private void sources(Node environment, KeyPath path, Collection<String> valid, String message) {
        Map<String, Node> seen = new HashMap<>();
        for (PromotionSources.Source source :
                PromotionSources.of(environment, path).sources()) {
            one(source.node(), source.path(), valid, message);
            unique(seen, source.node(), source.path(), "stands twice");
        }
    }

    private void images(Node app, KeyPath path) {
        Map<String, Node> names = new HashMap<>();
        Map<String, Node> repositories = new HashMap<>();
        List<Node> images = Tree.items(app, "images");
        for (int i = 0; i < images.size(); i++) {
            KeyPath own = path.item(i);
            unique(
                    names,
                    Tree.at(images.get(i), "name"),
                    own.key("name"),
                    "is the name of another image of this application");
            unique(
                    repositories,
                    Tree.at(images.get(i), "image"),
                    own.key("image"),
                    "is another image of this application too");
        }
    }

    private void notifications() {
        Set<String> valid = new java.util.LinkedHashSet<>(environments.keySet());
        valid.addAll(new java.util.TreeSet<>(DeploymentRecord.OUTCOMES));
        known(
                Tree.at(root, "notify"),
                "on",
                KeyPath.ROOT.key("notify"),
                valid,
                "is neither an outcome nor an environment");
    }

    private void known(@Nullable Node parent, String key, KeyPath path, Collection<String> valid, String message) {
        List<Node> items = Tree.items(parent, key);
        for (int i = 0; i < items.size(); i++) {
            one(items.get(i), path.key(key).item(i), valid, message);
        }
    }

    private void one(Node node, KeyPath path, Collection<String> valid, String message) {
        String name = Tree.text(node);
        if (name != null && !valid.contains(name)) {
            problems.add(node, path, message, NearestName.hint(name, valid));
        }
    }

    private void unique(Map<String, Node> seen, @Nullable Node node, KeyPath path, String message) {
        String text = Tree.text(node);
        Node first = text == null || node == null ? null : seen.putIfAbsent(text.toLowerCase(Locale.ROOT), node);
        if (first != null && node != null) {
            problems.add(node, path, message, "the other is in line " + first.line());
        }
    }
}
