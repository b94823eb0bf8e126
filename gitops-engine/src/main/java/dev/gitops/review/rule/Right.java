package dev.gitops.review.rule;

import dev.gitops.review.rendered.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One thing that a role allows.
 *
 * @param group the API group; empty for the core group, {@code *} for all
 * @param resource the resource, as in {@code pods/exec}; {@code *} for all; a path for what is no resource
 * @param verb the verb; {@code *} for all
 * @param name the one object that it is about; empty for all
 */
record Right(String group, String resource, String verb, String name) {

    private static final String ALL = "*";
    private static final int MOST = 20_000;
    private static final Set<String> READS = Set.of("get", "list", "watch");
    private static final Set<String> INTO_PODS =
            Set.of("pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers", "nodes/proxy");

    static List<Right> of(Content role) {
        List<Right> rights = new ArrayList<>();
        for (Content rule : role.at("rules").items()) {
            List<String> names = rule.at("resourceNames").texts();
            for (String verb : rule.at("verbs").texts()) {
                for (String path : rule.at("nonResourceURLs").texts()) {
                    rights.add(new Right("", path, verb, ""));
                }
                for (String group : rule.at("apiGroups").texts()) {
                    for (String resource : rule.at("resources").texts()) {
                        for (String name : names.isEmpty() ? List.of("") : names) {
                            if (rights.size() < MOST) {
                                rights.add(new Right(group, resource, verb, name));
                            }
                        }
                    }
                }
            }
        }
        return rights;
    }

    boolean covers(Right other) {
        return one(group, other.group)
                && (one(resource, other.resource) || below(other.resource))
                && one(verb, other.verb)
                && (name.isEmpty() || name.equals(other.name));
    }

    private static boolean one(String mine, String other) {
        return mine.equals(ALL) || mine.equals(other);
    }

    private boolean below(String other) {
        return resource.startsWith("*/") && other.endsWith(resource.substring(1))
                || resource.startsWith("/")
                        && resource.endsWith(ALL)
                        && other.startsWith(resource.substring(0, resource.length() - 1));
    }

    boolean isWild() {
        return group.equals(ALL) || resource.equals(ALL) || verb.equals(ALL);
    }

    /** Whoever has it can read what is secret, get into pods, or become more than they are. */
    boolean isPowerful() {
        boolean core = group.isEmpty();
        return core && resource.equals("secrets") && READS.contains(verb) && name.isEmpty()
                || core && INTO_PODS.contains(resource)
                || core && resource.equals("serviceaccounts/token") && verb.equals("create")
                || verb.equals("escalate")
                || verb.equals("bind")
                || verb.equals("impersonate")
                || group.equals("rbac.authorization.k8s.io") && !READS.contains(verb)
                || group.equals("admissionregistration.k8s.io") && !READS.contains(verb);
    }

    String inWords() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group) + (name.isEmpty() ? "" : " " + name);
    }
}
