package dev.gitops.inventory;

import dev.gitops.spi.DeliveryProvider;
import dev.gitops.spi.Provider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A document reduced to one application: the others are taken out, and from environments that are not its own deliveries that nothing on the class path brings. */
final class OneApp {

    private OneApp() {}

    static Node of(Node root, String app, List<Provider> providers) {
        if (!(root instanceof Node.Fields fields)) {
            return root;
        }
        Map<String, Node.Field> reduced = new LinkedHashMap<>(fields.fields());
        List<Node> own = withThoseBefore(Tree.items(root, "apps"), app);
        replace(reduced, "apps", (field, value) -> new Node.Items(value.line(), value.column(), own, 1));
        Set<String> environments = environments(own);
        Set<String> deliveries = providers.stream()
                .filter(DeliveryProvider.class::isInstance)
                .map(Provider::kind)
                .collect(Collectors.toSet());
        replace(reduced, "environments", (field, value) -> foreign(value, environments, deliveries));
        return new Node.Fields(fields.line(), fields.column(), reduced, fields.size());
    }

    /** An application, and those after which it is deployed; after whom they are deployed does not matter to it. */
    private static List<Node> withThoseBefore(List<Node> apps, String app) {
        Set<String> before = new LinkedHashSet<>();
        for (Node node : apps) {
            if (app.equals(Tree.text(node, "name"))) {
                before.addAll(Tree.texts(node, "after"));
            }
        }
        List<Node> own = new ArrayList<>();
        for (Node node : apps) {
            String name = Tree.text(node, "name");
            if (app.equals(name)) {
                own.add(node);
            } else if (name != null && before.contains(name)) {
                own.add(without(node, "after"));
            }
        }
        return own;
    }

    private static Node without(Node node, String key) {
        if (!(node instanceof Node.Fields fields) || fields.get(key) == null) {
            return node;
        }
        Map<String, Node.Field> reduced = new LinkedHashMap<>(fields.fields());
        reduced.remove(key);
        return new Node.Fields(fields.line(), fields.column(), reduced, fields.size());
    }

    private interface Change {
        Node of(Node.Field field, Node value);
    }

    private static void replace(Map<String, Node.Field> fields, String key, Change change) {
        Node.Field field = fields.get(key);
        if (field != null) {
            fields.put(key, new Node.Field(field.line(), field.column(), key, change.of(field, field.value())));
        }
    }

    private static Set<String> environments(List<Node> apps) {
        Set<String> names = new LinkedHashSet<>();
        for (Node app : apps) {
            names.addAll(Tree.texts(app, "environments"));
            Tree.fields(app, "environments").forEach(field -> names.add(field.key()));
        }
        return names;
    }

    private static Node foreign(Node environments, Set<String> own, Set<String> deliveries) {
        if (!(environments instanceof Node.Fields fields)) {
            return environments;
        }
        Map<String, Node.Field> reduced = new LinkedHashMap<>(fields.fields());
        for (Node.Field environment : fields.fields().values()) {
            if (!own.contains(environment.key()) && environment.value() instanceof Node.Fields keys) {
                reduced.put(
                        environment.key(),
                        new Node.Field(
                                environment.line(), environment.column(), environment.key(), known(keys, deliveries)));
            }
        }
        return new Node.Fields(fields.line(), fields.column(), reduced, fields.size());
    }

    private static Node known(Node.Fields environment, Set<String> deliveries) {
        Node delivery = environment.get("delivery");
        boolean known = delivery == null
                || deliveries.contains(String.valueOf(Tree.text(delivery)))
                || deliveries.containsAll(Tree.map(delivery).fields().keySet())
                        && !Tree.map(delivery).fields().isEmpty();
        if (known) {
            return environment;
        }
        Map<String, Node.Field> others = new LinkedHashMap<>(environment.fields());
        others.remove("delivery");
        return new Node.Fields(environment.line(), environment.column(), others, environment.size());
    }
}
